import { type RefObject, useEffect, useRef } from 'react';

/**
 * Moves the focus when the view has changed, not when the page is opened.
 * @param view names what is shown
 * @returns goes to the heading that says so, with `tabIndex={-1}`
 */
export function useFocusOnChange<T extends HTMLElement>(view: string): RefObject<T | null> {
  const target = useRef<T>(null);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    target.current?.focus();
  }, [view]);
  return target;
}

import { type RefObject, useEffect, useRef } from 'react';

/**
 * Moves the focus when the view has changed, not when the page is opened.
 * @param view names what is shown
 * @param isTaken a part of the view takes the focus itself
 * @returns goes to the heading that says so, with `tabIndex={-1}`
 */
export function useFocusOnChange<T extends HTMLElement>(view: string, isTaken = false): RefObject<T | null> {
  const target = useRef<T>(null);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    if (!isTaken) target.current?.focus();
  }, [view, isTaken]);
  return target;
}

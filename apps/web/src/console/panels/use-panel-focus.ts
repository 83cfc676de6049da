import { useEffect, useRef } from 'react';
import { panelId } from './panel-id.ts';

/**
 * Takes the focus into a panel that the helper opens: from the toolbar, Tab would go to the screen, which keeps it while the helper
 * has control. A panel that was open from the beginning leaves it where it is, and one that is closed gives it to its button.
 * @param panel the name of the open one; empty for none
 * @returns says that the next panel is opened by a shortcut, and not by its button
 */
export function usePanelFocus(panel: string): () => void {
  const isCalled = useRef(false);
  const last = useRef(panel);
  useEffect(() => {
    const [before, id] = [panelId(last.current), panelId(panel)];
    last.current = panel;
    const isLost = document.activeElement === document.body;
    if (isLost && panel === '') document.querySelector<HTMLElement>(`[aria-controls="${before}"]`)?.focus();
    const isByButton = document.activeElement?.getAttribute('aria-controls') === id;
    if (isByButton || isCalled.current) document.querySelector<HTMLElement>(`#${id} h2`)?.focus();
    isCalled.current = false;
  }, [panel]);
  return () => {
    isCalled.current = true;
  };
}

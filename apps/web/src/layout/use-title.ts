import { useEffect } from 'react';

/**
 * Names the document: what is going on, then the product.
 * @param state nothing where another part of the page names it
 * @param unread messages that nobody has seen; told first, as a tab is narrow
 */
export function useTitle(state: string | undefined, unread = 0): void {
  useEffect(() => {
    if (state === undefined) return;
    const count = unread === 0 ? '' : `(${unread}) `;
    document.title = count + (state === 'Fjernhjelp' ? state : `${state} – Fjernhjelp`);
  }, [state, unread]);
}

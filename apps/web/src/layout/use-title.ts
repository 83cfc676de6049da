import { useEffect } from 'react';

/** Names the document: what is going on, then the product. */
export function useTitle(state: string): void {
  useEffect(() => {
    document.title = state === 'Fjernhjelp' ? state : `${state} – Fjernhjelp`;
  }, [state]);
}

import { useEffect, useRef } from 'react';

/**
 * Leaving the page would end or lose something: the browser asks in its own words whether the person means it.
 * @param asked what does not wait for the answer
 */
export function useLeaveQuestion(isNeeded: boolean, asked?: () => void): void {
  const askedPort = useRef(asked);
  askedPort.current = asked;
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      askedPort.current?.();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}

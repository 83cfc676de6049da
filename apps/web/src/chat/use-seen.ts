import { useEffect } from 'react';

/**
 * Says that what is shown has been seen, once the person has the page in front of them.
 * @param newest the number of the last message that is shown
 */
export function useSeen(newest: number, seen: () => void): void {
  useEffect(() => {
    if (newest === 0) return;
    const look = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) seen();
    };
    look();
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [newest, seen]);
}

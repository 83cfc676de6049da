import { useEffect, useState } from 'react';

/** Counts down from when the component appeared. @returns whole seconds, 0 at the least */
export function useSecondsLeft(totalS: number): number {
  const [leftS, setLeftS] = useState(totalS);
  useEffect(() => {
    const beganMs = performance.now();
    const timer = setInterval(() => {
      const pastS = Math.floor((performance.now() - beganMs) / 1000);
      setLeftS(Math.max(0, totalS - pastS));
    }, 1000);
    return () => clearInterval(timer);
  }, [totalS]);
  return leftS;
}

import { Spinner } from '@digdir/designsystemet-react';
import { useEffect, useState } from 'react';

const STEP_MS = 1000;
const STEP_DEGREES = 45;

/**
 * Says to the eye that something is awaited; what it is stands in words beside it. It turns in steps: one that turns smoothly has a browser without a
 * GPU draw 60 frames a second, a third of a core for as long as somebody waits.
 */
export function Busy({ size }: { size: 'xs' | 'sm' | 'md' | 'lg' }) {
  const [degrees, setDegrees] = useState(0);
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => setDegrees((before) => (before + STEP_DEGREES) % 360), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return <Spinner aria-hidden data-size={size} style={{ transform: `rotate(${degrees}deg)` }} />;
}

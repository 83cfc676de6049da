import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** @returns whole minutes until that time (milliseconds since 1970), rounded up; counted down while it is shown */
export function useMinutesLeft(atMs: number): number {
  const [minutes, setMinutes] = useState(() => minutesUntil(atMs));
  useEffect(() => {
    const update = () => setMinutes(minutesUntil(atMs));
    update();
    const timer = setInterval(update, MINUTE_MS / 12);
    return () => clearInterval(timer);
  }, [atMs]);
  return minutes;
}

function minutesUntil(atMs: number): number {
  return Math.max(1, Math.ceil((atMs - Date.now()) / MINUTE_MS));
}

import { useEffect, useRef } from 'react';

/** How loud somebody is, for eyes only: who hears needs no words for it. @param read 0 … 1 */
export function LevelMeter({ label, read }: { label: string; read(): number }) {
  const bar = useRef<HTMLSpanElement>(null);
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    let frame = requestAnimationFrame(function draw() {
      bar.current?.style.setProperty('--level', String(latest.current()));
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div className="voice-level" aria-hidden="true">
      <span>{label}</span>
      <span className="voice-level-way">
        <span ref={bar} className="keeps-fill" />
      </span>
    </div>
  );
}

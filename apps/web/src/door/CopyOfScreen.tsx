import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SmallCopy } from './drawing/small-copy.ts';

/** The live small copy of what is shared. */
export function CopyOfScreen({ copy }: { copy: SmallCopy }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current === null ? undefined : copy.drawOn(canvas.current)), [copy]);
  return <canvas ref={canvas} className="door-canvas" role="img" aria-label={t('door.copyLabel')} />;
}

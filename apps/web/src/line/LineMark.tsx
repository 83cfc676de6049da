import './line.css';
import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';

/** Which way the session goes and how well, in few words and by a mark whose shape says the same as its colour. */
export function LineMark({ line }: { line: Pick<NonNullable<ViewerStatus['line']>, 'path' | 'quality'> }) {
  const { t } = useTranslation();
  const { path, quality } = line;
  return (
    <span className="line-mark" data-quality={quality}>
      <svg viewBox="0 0 14 12" aria-hidden="true">
        <rect x="0" y="8" width="3" height="4" />
        <rect x="5" y="4" width="3" height="8" />
        <rect x="10" y="0" width="3" height="12" />
      </svg>
      {t(path === 'direct' ? 'line.direct' : 'line.relay')}
      {', '}
      {t(`line.${quality}`)}
    </span>
  );
}

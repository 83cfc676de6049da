import './line.css';
import type { ViewerStatus } from '@fjernhjelp/viewer';

export type Line = Pick<NonNullable<ViewerStatus['line']>, 'path' | 'quality'>;

/** How well the line goes, by a mark whose shape says the same as its colour. */
export function LineBars({ line: { quality } }: { line: Line }) {
  return (
    <svg className="line-bars" data-quality={quality} viewBox="0 0 14 12" aria-hidden="true">
      <rect x="0" y="8" width="3" height="4" />
      <rect x="5" y="4" width="3" height="8" />
      <rect x="10" y="0" width="3" height="12" />
    </svg>
  );
}

import { useTranslation } from 'react-i18next';
import type { Line } from './LineBars.tsx';

/** @returns which way the session goes and how well, in few words */
export function useLineWords(): (line: Line) => string {
  const { t } = useTranslation();
  return ({ path, quality }) =>
    `${t(path === 'direct' ? 'line.direct' : 'line.relay')}, ${t(`line.${quality}`)}`;
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import type { ChatLine } from './line.ts';

/** Then it is said, and would only be said again when a dialog before it is closed. */
const SAID_AFTER_MS = 5000;

/** Says every new message of somebody else once, whether the conversation is open or not. */
export function NewMessage({ lines }: { lines: readonly ChatLine[] }) {
  const { t } = useTranslation();
  const newest = lines.findLast(({ own }) => !own);
  const number = newest?.number;
  // What was there when the page was opened is no news.
  const [said, setSaid] = useState(number);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(number), SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, [number]);
  if (newest === undefined || number === said) return <LiveRegion text="" />;
  const { name, text } = newest;
  return <LiveRegion text={t('chat.newSaid', { name, text })} number={newest.number} />;
}

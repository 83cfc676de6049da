import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import { useMinutesLeft } from '../../receipt/use-minutes-left.ts';

/** The session will be over soon; only the user can put that off. */
export function EndingNote({ ending }: { ending: NonNullable<ViewerStatus['ending']> }) {
  const { t } = useTranslation();
  const minutes = useMinutesLeft(ending.atMs);
  return (
    <p className="screen-note" role="alert">
      {t(ending.why === 'idle' ? 'session.endingIdle' : 'session.endingTimeOver', { count: minutes })}
    </p>
  );
}

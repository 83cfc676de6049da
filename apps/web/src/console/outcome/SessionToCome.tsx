import '../session/session.css';
import { firstStatus } from '@fjernhjelp/viewer/status';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../layout/use-title.ts';
import { unreachable } from '../session/status-texts.ts';
import { Outcome } from './Outcome.tsx';
import { Overlay } from './Overlay.tsx';

export interface SessionToComeProps {
  isShown: boolean;
  /** What shows a session could not be fetched. */
  hasFailed: boolean;
  onLeave(keeps: 'id'): void;
}

/** Stands in a session's place until what shows it is fetched, and looks as the session does when it begins. */
export function SessionToCome({ isShown, hasFailed, onLeave }: SessionToComeProps) {
  const { t } = useTranslation();
  const title = t(hasFailed ? unreachable.title : 'session.connectingTitle');
  useTitle(isShown ? title : undefined);
  return (
    <div className="session">
      <main className="session-main">
        <div className="session-stage">
          {hasFailed ? (
            <Outcome told={unreachable} action="retry" onAction={() => onLeave('id')} />
          ) : (
            <Overlay status={firstStatus} onCancel={() => onLeave('id')} />
          )}
        </div>
      </main>
    </div>
  );
}

import { Button } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../language/LanguageSwitch.tsx';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import { Mark } from '../layout/Mark.tsx';
import { useTitle } from '../layout/use-title.ts';
import { saveFile } from '../storage/save-file.ts';
import { UserFiles, type UserFilesAccess } from '../window/files/user-files.ts';
import { Notice } from '../window/Notice.tsx';
import { UserWindow } from '../window/UserWindow.tsx';
import { AskingDoor } from './AskingDoor.tsx';
import type { DoorStatus } from './door-status.ts';
import type { HintKind } from './features.ts';
import type { OpenDoor } from './open-door.ts';
import { SharingDoor } from './SharingDoor.tsx';
import { useDoor } from './use-door.ts';

export interface RunningDoorProps {
  opened: OpenDoor;
  hint: HintKind | undefined;
  /** Begins anew after a start that came to nothing. */
  onAgain(): void;
}

async function saveRecording(name: string): Promise<void> {
  const { readRecording } = await import('@fjernhjelp/viewer/recording');
  saveFile(name, await readRecording(name));
}

type FailedDoor = { failure: NonNullable<DoorStatus['failure']> };

/** The host role in this page, looking as the client's window does. */
export function RunningDoor({ opened, hint, onAgain }: RunningDoorProps) {
  const { door, files } = opened;
  const status = useDoor(door);
  const { host, share, failure } = status;
  const access = useMemo(
    (): UserFilesAccess => ({
      offer(person, picked) {
        const batch = files.add(picked);
        if (batch === 'too-many') return batch;
        door.command({ type: 'files-send', person, batch });
        return undefined;
      },
      folders: { pick: files.pickFolder },
      recordings: { save: saveRecording },
    }),
    [door, files],
  );

  if (failure !== undefined) return <Failed failure={failure} onAgain={onAgain} />;
  return (
    <UserFiles value={access}>
      <UserWindow
        line={host}
        send={door.command}
        head={<LanguageSwitch />}
        extra={
          host.phase === 'asking' ? (
            <AskingDoor share={share} />
          ) : host.phase === 'sharing' || host.phase === 'reconnecting' ? (
            <SharingDoor opened={opened} status={status} hint={hint} />
          ) : undefined
        }
      />
    </UserFiles>
  );
}

/** It could not begin, or the server sent it away: nothing goes on by itself. */
function Failed({ failure, onAgain }: Pick<RunningDoorProps, 'onAgain'> & FailedDoor) {
  const { t } = useTranslation();
  useTitle(t('door.failedTitle'));
  return (
    <div className="window">
      <header className="window-head">
        <Mark />
        <span>Fjernhjelp</span>
        <LanguageSwitch />
      </header>
      <Notice
        title={t('door.failedTitle')}
        text={t(failure === 'unreachable' ? 'door.unreachable' : 'door.serverRefused')}
      >
        <Button onClick={onAgain}>{t('door.tryAgain')}</Button>
      </Notice>
      <LiveRegion urgent text={t('door.failedTitle')} />
    </div>
  );
}

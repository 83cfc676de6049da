import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../language/LanguageSwitch.tsx';
import { UserWindow } from '../window/UserWindow.tsx';
import { UserFiles, type UserFilesAccess } from '../window/user-files.ts';
import { AskingDoor } from './AskingDoor.tsx';
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

/** The host role in this page, looking as the client's window does. */
export function RunningDoor({ opened, hint, onAgain }: RunningDoorProps) {
  const { t } = useTranslation();
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
    }),
    [door, files],
  );

  if (failure !== undefined)
    return (
      <main className="window-main notice" role="alert">
        <Heading level={1} data-size="sm">
          {t('door.failedTitle')}
        </Heading>
        <Paragraph>{t(failure === 'unreachable' ? 'door.unreachable' : 'door.serverRefused')}</Paragraph>
        <Button onClick={onAgain}>{t('door.tryAgain')}</Button>
      </main>
    );
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

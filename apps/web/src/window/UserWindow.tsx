import './window.css';
import type { HostStatus, UserCommand } from '@fjernhjelp/host/status';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NewMessage } from '../chat/NewMessage.tsx';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import { Mark } from '../layout/Mark.tsx';
import { useLeaveQuestion } from '../layout/use-leave-question.ts';
import { useTitle } from '../layout/use-title.ts';
import { CodeKeepingPlace, useNewCodeKeeping } from '../recording/code-keeping.ts';
import { codeOfUser } from '../recording/open-code.ts';
import { Waiting } from './code/Waiting.tsx';
import { Ended } from './Ended.tsx';
import { Notice } from './Notice.tsx';
import { Asking } from './questions/Asking.tsx';
import { Sharing } from './sharing/Sharing.tsx';
import { unreadOf, useChatLines } from './sharing/use-chat.ts';
import { type Sounds, useSounds } from './sounds/use-sounds.ts';
import { useHeadline } from './use-headline.ts';
import type { HostLine } from './use-host-line.ts';

export interface UserWindowProps {
  line: HostLine;
  send(command: UserCommand): void;
  /** What belongs to this kind of host: shown while somebody asks or is in. */
  extra?: ReactNode;
  /** At the end of the head. */
  head?: ReactNode;
  /** The person leaves the page and is asked first, for the code of a recording would be lost. */
  onLeaving?(): void;
}

/** What the user sees of the host role: ID and password, who asks, who is in, and the way to end it. */
export function UserWindow({ line, send, extra, head, onLeaving }: UserWindowProps) {
  const headline = useHeadline(line);
  const sounds = useSounds(line);
  const unread = typeof line === 'object' ? unreadOf(line) : 0;
  useTitle(headline.text, unread);
  const keeping = useNewCodeKeeping();
  const open = codeOfUser(typeof line === 'object' ? line.recording : undefined);
  useLeaveQuestion(open !== undefined && !keeping.isKept(open.code), onLeaving);
  return (
    <CodeKeepingPlace value={keeping}>
      <div className="window">
        <header className="window-head">
          <Mark />
          <span>Fjernhjelp</span>
          {head}
        </header>
        {line === 'closed' && <Closed />}
        {line === 'opening' && <Connecting isOnline />}
        {typeof line === 'object' && <Phase status={line} send={send} sounds={sounds} extra={extra} />}
        <LiveRegion text={headline.text} urgent={headline.isUrgent} />
        {typeof line === 'object' && <News status={line} />}
      </div>
    </CodeKeepingPlace>
  );
}

function News({ status }: { status: HostStatus }) {
  return <NewMessage lines={useChatLines(status)} />;
}

export interface PhaseProps {
  status: HostStatus;
  send(command: UserCommand): void;
  sounds: Sounds;
  extra?: ReactNode;
}

function Phase(props: PhaseProps) {
  switch (props.status.phase) {
    case 'connecting':
      return <Connecting isOnline={props.status.online} />;
    case 'waiting':
      return <Waiting {...props} />;
    case 'asking':
      return <Asking {...props} />;
    case 'sharing':
    case 'reconnecting':
      return <Sharing {...props} />;
    case 'ended':
      return <Ended {...props} />;
  }
}

function Connecting({ isOnline }: { isOnline: boolean }) {
  const { t } = useTranslation();
  return isOnline ? (
    <Notice isBusy title={t('window.connectingTitle')} text={t('window.connectingText')} />
  ) : (
    <Notice isBusy title={t('window.unreachableTitle')} text={t('window.unreachableText')} />
  );
}

function Closed() {
  const { t } = useTranslation();
  return <Notice title={t('window.closedTitle')} text={t('window.closedText')} />;
}

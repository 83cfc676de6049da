import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { EndReason } from '@fjernhjelp/protocol';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveChat } from '../chat/SaveChat.tsx';
import type { TextKey } from '../language/text-key.ts';
import { ReceiptView } from '../receipt/ReceiptView.tsx';
import { UnfinishedNote } from '../receipt/UnfinishedNote.tsx';
import { useCodeQuestion } from '../recording/CodeQuestion.tsx';
import { codeOfUser } from '../recording/open-code.ts';
import { UserRecording } from './sharing/UserRecording.tsx';
import { useChatLines } from './sharing/use-chat.ts';
import type { PhaseProps } from './UserWindow.tsx';

const reasons: Readonly<Record<EndReason, TextKey>> = {
  'ended-by-user': 'window.endedByUser',
  'ended-by-helper': 'window.endedByHelper',
  'ended-by-server': 'window.endedByServer',
  refused: 'window.endedRefused',
  'host-lost': 'window.endedHostLost',
  'viewer-lost': 'window.endedViewerLost',
  tampered: 'window.endedTampered',
  'protocol-error': 'window.endedProtocol',
  'internal-error': 'window.endedInternal',
  'time-over': 'window.endedTimeOver',
  idle: 'window.endedIdle',
  'logged-off': 'window.endedLoggedOff',
};

/** It is over: why, that nobody sees the screen, and how to begin again. */
export function Ended({ status, send }: PhaseProps) {
  const { t } = useTranslation();
  const { endReason, receipt, recording } = status;
  const question = useCodeQuestion();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="window-main notice">
      <Heading level={1} data-size="sm" ref={heading} tabIndex={-1}>
        {t('window.endedTitle')}
      </Heading>
      {endReason === 'tampered' ? (
        <Alert data-color="danger">{t(reasons[endReason])}</Alert>
      ) : (
        endReason !== undefined && <Paragraph>{t(reasons[endReason])}</Paragraph>
      )}
      <Paragraph>
        <strong>{t('window.endedNobody')}</strong>
      </Paragraph>
      {receipt !== undefined && <UnfinishedNote people={receipt.people} side="user" />}
      <Paragraph>{t('window.endedHint')}</Paragraph>
      {receipt !== undefined && endReason !== undefined && (
        <ReceiptView receipt={receipt} ended={reasons[endReason]} />
      )}
      <Button
        data-size="lg"
        onClick={() => question.before(codeOfUser(recording), () => send({ type: 'start-again' }))}
      >
        {t('window.startAgain')}
      </Button>
      {recording !== undefined && <UserRecording recording={recording} canAsk={false} send={send} />}
      {question.dialog}
      <SaveChat lines={useChatLines(status)} />
    </main>
  );
}

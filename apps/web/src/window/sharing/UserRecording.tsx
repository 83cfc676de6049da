import '../../recording/recording.css';
import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import type { HostRecording } from '@fjernhjelp/host/status';
import { RecordIcon } from '@navikt/aksel-icons';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';
import { useAmounts } from '../../language/use-amounts.ts';
import { useCodeQuestion } from '../../recording/CodeQuestion.tsx';
import { type OpenCode, useSaveCode } from '../../recording/code-keeping.ts';
import { codeOfUser } from '../../recording/open-code.ts';
import { RecordedCode } from '../../recording/RecordedCode.tsx';
import { FolderChoice } from '../files/FolderChoice.tsx';
import { UserFiles } from '../files/user-files.ts';
import type { PhaseProps } from '../UserWindow.tsx';

const failures: Readonly<Record<NonNullable<HostRecording['why']>, TextKey>> = {
  full: 'userrecording.failedFull',
  'not-writable': 'userrecording.failedFolder',
  unsupported: 'recording.failedUnsupported',
  internal: 'userrecording.failedInternal',
};

export interface UserRecordingProps extends Pick<PhaseProps, 'send'> {
  recording: HostRecording;
  /** Somebody is in who can be asked. */
  canAsk: boolean;
}

/** The user's own recording: asking for it, ending it, and what opens it. */
export function UserRecording({ recording, canAsk, send }: UserRecordingProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const question = useCodeQuestion();
  const open = codeOfUser(recording);
  const isInBrowser = useContext(UserFiles)?.recordings !== undefined;
  const { state, places } = recording;
  const [folder, setFolder] = useState(places[0]?.folder ?? '');
  const isUnderWay = state === 'asking' || state === 'running' || state === 'closing';
  return (
    <section className="user-recording">
      {canAsk && !isUnderWay && (
        <Button
          variant="tertiary"
          className="flush"
          data-size="sm"
          aria-expanded={isOpen}
          onClick={() => setIsOpen((was) => !was)}
        >
          <RecordIcon aria-hidden />
          {t('userrecording.open')}
        </Button>
      )}
      {canAsk && isOpen && !isUnderWay && (
        <>
          <Paragraph data-size="sm">{t('userrecording.text')}</Paragraph>
          {isInBrowser ? (
            <Paragraph data-size="sm">{t('userrecording.whereBrowser')}</Paragraph>
          ) : (
            <FolderChoice label={t('userrecording.where')} places={places} onFolder={setFolder} />
          )}
          <Button
            data-size="sm"
            aria-disabled={folder === ''}
            onClick={() => {
              if (folder === '') return;
              question.before(open, () => {
                send({ type: 'record', folder });
                setIsOpen(false);
              });
            }}
          >
            {t('userrecording.ask')}
          </Button>
        </>
      )}
      <Paragraph aria-live="polite" data-size="sm">
        {state === 'asking' && t('userrecording.asking')}
        {state === 'declined' && t('userrecording.declined')}
        {state === 'running' && recording.isWaiting && t('userrecording.waiting')}
        {state === 'closing' && t('recording.closing')}
      </Paragraph>
      {state === 'failed' && <Alert data-color="danger">{t(failures[recording.why ?? 'internal'])}</Alert>}
      {(state === 'asking' || state === 'running') && (
        <Button
          variant="secondary"
          data-size="sm"
          {...(state === 'running' && { 'data-color': 'danger' as const })}
          onClick={() => send({ type: 'stop-recording' })}
        >
          {t(state === 'running' ? 'recording.stop' : 'userrecording.withdraw')}
        </Button>
      )}
      {open !== undefined && <RecordedFile recording={recording} open={open} />}
      {question.dialog}
    </section>
  );
}

/** Where the file is, and the code that opens it. */
function RecordedFile({ recording, open }: { recording: HostRecording; open: OpenCode }) {
  const { t } = useTranslation();
  const { bytes } = useAmounts();
  const inBrowser = useContext(UserFiles)?.recordings;
  const saveCode = useSaveCode();
  const { state, path, sizeBytes = 0, playerUrl } = recording;
  const { code, name } = open;
  return (
    <div className="recording-outcome">
      <Heading level={2} data-size="2xs">
        {t(state === 'done' ? 'userrecording.done' : 'userrecording.file', { size: bytes(sizeBytes) })}
      </Heading>
      <Paragraph data-size="sm" className="recording-path">
        {inBrowser === undefined ? path : t('userrecording.inBrowser', { name })}
      </Paragraph>
      <RecordedCode code={code} />
      <Paragraph data-size="sm">
        {t('userrecording.player')}{' '}
        <Link href={playerUrl} {...(inBrowser !== undefined && { target: '_blank', rel: 'noopener' })}>
          {playerUrl}
        </Link>
      </Paragraph>
      <div className="recording-actions">
        <Button variant="secondary" data-size="sm" onClick={() => saveCode(open)}>
          {t('recording.saveCode')}
        </Button>
        {inBrowser !== undefined && (state === 'done' || state === 'failed') && (
          <Button variant="secondary" data-size="sm" onClick={() => void inBrowser.save(name)}>
            {t('recording.save')}
          </Button>
        )}
      </div>
    </div>
  );
}

import './code-question.css';
import './recording.css';
import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { formatRecordingCode } from '@fjernhjelp/protocol';
import { type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeKeepingPlace, type OpenCode, useSaveCode } from './code-keeping.ts';

export interface CodeQuestion {
  /** Does what would lose a code: at once when there is none or it is kept, else when the person has answered. */
  before(open: OpenCode | undefined, goOn: () => void): void;
  /** The question while it is open; belongs into the page. */
  readonly dialog: ReactNode;
}

/** Asks before the page lets go of the code of a recording. */
export function useCodeQuestion(): CodeQuestion {
  const { isKept } = useContext(CodeKeepingPlace);
  const [asked, setAsked] = useState<{ readonly open: OpenCode; goOn(): void }>();
  return {
    before(open, goOn) {
      if (open === undefined || isKept(open.code)) goOn();
      else setAsked({ open, goOn });
    },
    dialog: asked !== undefined && (
      <Question
        open={asked.open}
        onStay={() => setAsked(undefined)}
        onGoOn={() => {
          setAsked(undefined);
          asked.goOn();
        }}
      />
    ),
  };
}

function Question({ open, onStay, onGoOn }: { open: OpenCode; onStay(): void; onGoOn(): void }) {
  const { t } = useTranslation();
  const save = useSaveCode();
  return (
    <Dialog
      open
      closeButton={false}
      aria-labelledby="code-question-title"
      className="code-question"
      onClose={onStay}
    >
      <Heading level={2} data-size="xs" id="code-question-title">
        {t('recording.keepTitle')}
      </Heading>
      <Paragraph className="under">{t('recording.keepText')}</Paragraph>
      <code translate="no">{formatRecordingCode(open.code)}</code>
      <div className="recording-actions">
        <Button
          autoFocus
          onClick={() => {
            save(open);
            onGoOn();
          }}
        >
          {t('recording.keepAndGoOn')}
        </Button>
        <Button variant="secondary" data-color="danger" onClick={onGoOn}>
          {t('recording.goOnWithout')}
        </Button>
        <Button variant="secondary" onClick={onStay}>
          {t('recording.keepStay')}
        </Button>
      </div>
    </Dialog>
  );
}

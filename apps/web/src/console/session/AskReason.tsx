import './ask-reason.css';
import { Button, Dialog, Heading, Textfield } from '@digdir/designsystemet-react';
import { type Grant, limits } from '@fjernhjelp/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';

const titles: Readonly<Record<Grant, TextKey>> = {
  view: 'session.askToSee',
  point: 'drawing.ask',
  control: 'session.askControl',
  'clipboard-to-user': 'clipboard.askToUser',
  'clipboard-from-user': 'clipboard.askFromUser',
  'files-to-user': 'ask.filesToUser',
  'files-from-user': 'files.askFrom',
  chat: 'chat.ask',
  'system-information': 'system.ask',
  recording: 'recording.ask',
  voice: 'voice.ask',
  invite: 'people.invite',
};

/** What the dialog was closed with when the helper asks. */
const asked = 'asked';

export interface AskReasonProps {
  grant: Grant;
  /** What the helper said when they connected: mostly it is that, and one press of Enter asks. */
  reason: string;
  /** The line is there. */
  canAsk: boolean;
  onAsk(reason: string): void;
  /** The helper does not ask after all. */
  onCancel(): void;
}

/** Before the user is asked for a grant: why this one. */
export function AskReason({ grant, reason: before, canAsk, onAsk, onCancel }: AskReasonProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState(before);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <Dialog
      open
      ref={dialog}
      closeButton={false}
      aria-labelledby="ask-reason-title"
      className="ask-reason"
      onClose={() => (dialog.current?.returnValue === asked ? onAsk(reason.trim()) : onCancel())}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!canAsk) return;
          // Closed by itself it gives the keyboard back to where it was.
          dialog.current?.close(asked);
        }}
      >
        <Heading level={2} data-size="xs" id="ask-reason-title">
          {t(titles[grant])}
        </Heading>
        <Textfield
          ref={field}
          label={t('ask.reason')}
          description={t('ask.reasonHint')}
          value={reason}
          maxLength={limits.reasonChars}
          autoComplete="off"
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="answers">
          <Button type="submit" aria-disabled={!canAsk}>
            {t('ask.send')}
          </Button>
          <Button type="button" variant="secondary" onClick={() => dialog.current?.close()}>
            {t('ask.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

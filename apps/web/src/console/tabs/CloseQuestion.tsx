import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { formatSessionId, type SessionId } from '@fjernhjelp/protocol';
import { useTranslation } from 'react-i18next';

/** Before a session that runs is closed: the user's screen would be gone. */
export function CloseQuestion({ id, onClose, onStay }: { id: SessionId; onClose(): void; onStay(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      closeButton={false}
      aria-labelledby="close-question-title"
      className="close-question"
      onClose={onStay}
    >
      <Heading level={2} data-size="xs" id="close-question-title">
        {t('tabs.closeTitle')}
      </Heading>
      <Paragraph className="under">{t('tabs.closeText', { id: formatSessionId(id) })}</Paragraph>
      <div className="answers">
        <Button data-color="danger" onClick={onClose}>
          {t('tabs.closeYes')}
        </Button>
        <Button variant="secondary" autoFocus onClick={onStay}>
          {t('tabs.closeNo')}
        </Button>
      </div>
    </Dialog>
  );
}

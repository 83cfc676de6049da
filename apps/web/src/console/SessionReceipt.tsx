import { Textfield } from '@digdir/designsystemet-react';
import type { Receipt } from '@fjernhjelp/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { ReceiptView } from '../receipt/ReceiptView.tsx';

/** The helper's receipt, with a ticket number and a note of their own. They stay in this page until they are saved. */
export function SessionReceipt({ receipt, ended }: { receipt: Receipt; ended: TextKey }) {
  const { t } = useTranslation();
  const [ticket, setTicket] = useState('');
  const [note, setNote] = useState('');
  return (
    <div className="session-receipt">
      <Textfield
        label={t('receipt.ticket')}
        maxLength={40}
        value={ticket}
        onChange={(event) => setTicket(event.currentTarget.value)}
      />
      <Textfield
        label={t('receipt.note')}
        multiline
        rows={3}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ReceiptView receipt={receipt} ended={ended} note={{ ticket: ticket.trim(), note: note.trim() }} />
    </div>
  );
}

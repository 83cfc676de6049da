import './session-receipt.css';
import { Textfield } from '@digdir/designsystemet-react';
import type { Receipt } from '@fjernhjelp/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';
import { ReceiptView } from '../../receipt/ReceiptView.tsx';
import type { ReceiptNote } from '../../receipt/receipt-text.ts';
import { NOTE_CHARS, TICKET_CHARS } from '../recent/recent-sessions.ts';

export interface SessionReceiptProps {
  receipt: Receipt;
  ended: TextKey;
  /** What the helper wrote by now. */
  onNote(note: ReceiptNote): void;
}

/** The helper's receipt, with a ticket number and a note of their own, which this browser keeps with its recent sessions. */
export function SessionReceipt({ receipt, ended, onNote }: SessionReceiptProps) {
  const { t } = useTranslation();
  const [ticket, setTicket] = useState('');
  const [note, setNote] = useState('');
  return (
    <div className="session-receipt">
      <Textfield
        label={t('receipt.ticket')}
        maxLength={TICKET_CHARS}
        value={ticket}
        onChange={(event) => {
          setTicket(event.currentTarget.value);
          onNote({ ticket: event.currentTarget.value.trim(), note: note.trim() });
        }}
      />
      <Textfield
        label={t('receipt.note')}
        multiline
        rows={3}
        maxLength={NOTE_CHARS}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
          onNote({ ticket: ticket.trim(), note: event.currentTarget.value.trim() });
        }}
      />
      <ReceiptView receipt={receipt} ended={ended} note={{ ticket: ticket.trim(), note: note.trim() }} />
    </div>
  );
}

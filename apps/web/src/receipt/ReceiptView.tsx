import './receipt.css';
import { Button, Details, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { Receipt, ReceiptPerson } from '@fjernhjelp/protocol';
import { FileTextIcon, RecordIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { Rest } from '../files/TransferItem.tsx';
import { grantIcons } from '../grants/grant-icons.ts';
import type { TextKey } from '../language/text-key.ts';
import { useAmounts } from '../language/use-amounts.ts';
import { type ReceiptNote, receiptText, unfinishedKey } from './receipt-text.ts';
import { recordedBy } from './recorded-by.ts';
import { saveText } from './save-text.ts';
import { formatDuration, formatPeriod, formatTime } from './times.ts';
import { unfinishedFacts } from './unfinished-facts.ts';

export interface ReceiptViewProps {
  receipt: Receipt;
  ended: TextKey;
  note?: ReceiptNote;
}

/** After the end: who was in, when, and what was granted and used. */
export function ReceiptView({ receipt, ended, note }: ReceiptViewProps) {
  const { t, i18n } = useTranslation();
  const { bytes } = useAmounts();
  const { language } = i18n;
  const day = new Date(receipt.fromMs).toISOString().slice(0, 10);
  return (
    <section className="receipt">
      <Details>
        <Details.Summary>{t('receipt.title')}</Details.Summary>
        <Details.Content>
          <Paragraph>{formatPeriod(receipt.fromMs, receipt.toMs, language)}</Paragraph>
          {receipt.people.map((person) => (
            <Person key={`${person.fromMs} ${person.name}`} person={person} />
          ))}
          {receipt.recordings.length > 0 && <Recordings receipt={receipt} />}
          <Paragraph data-size="sm">{t('receipt.noContent')}</Paragraph>
        </Details.Content>
      </Details>
      <Button
        variant="secondary"
        onClick={() =>
          saveText(
            t('receipt.fileName', { day }),
            receiptText({ receipt, t, language, ended, bytes, ...(note && { note }) }),
          )
        }
      >
        <FileTextIcon aria-hidden />
        {t('receipt.save')}
      </Button>
    </section>
  );
}

function Recordings({ receipt }: { receipt: Receipt }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Heading level={2} data-size="2xs">
        {t('receipt.recordings')}
      </Heading>
      <ul>
        {receipt.recordings.map((recording) => {
          const { who, when } = recordedBy(recording, t, i18n.language);
          return (
            <li key={`${recording.fromMs} ${who}`}>
              <RecordIcon aria-hidden />
              <span>
                {who}
                <small>{when.join(' · ')}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Person({ person }: { person: ReceiptPerson }) {
  const { t, i18n } = useTranslation();
  const { bytes } = useAmounts();
  const { language } = i18n;
  return (
    <>
      <Heading level={2} data-size="2xs">
        {person.name || t('window.someone')}
      </Heading>
      <Paragraph data-size="sm">
        {[person.organisation, formatPeriod(person.fromMs, person.toMs, language)]
          .filter(Boolean)
          .join(' · ')}
      </Paragraph>
      <ul>
        {person.grants.map(({ grant, fromMs, toMs, used }) => {
          const Icon = grantIcons[grant];
          return (
            <li key={`${grant} ${fromMs}`}>
              <Icon aria-hidden />
              <span>
                {t(`grants.${grant}.may`)}
                <small>
                  {[
                    formatTime(fromMs, language),
                    formatDuration(toMs - fromMs, language),
                    t(used ? 'receipt.used' : 'receipt.notUsed'),
                  ].join(' · ')}
                </small>
              </span>
            </li>
          );
        })}
        {person.files.map(({ grant, name, sizeBytes, atMs }) => {
          const Icon = grantIcons[grant];
          return (
            <li key={`${atMs} ${name}`}>
              <Icon aria-hidden />
              <span>
                {t(grant === 'files-to-user' ? 'receipt.fileToUser' : 'receipt.fileFromUser', { name })}
                <small>
                  {bytes(sizeBytes)} · {formatTime(atMs, language)}
                </small>
              </span>
            </li>
          );
        })}
        {person.unfinished.map((file, at) => {
          const Icon = grantIcons[file.grant];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice.
            <li key={at}>
              <Icon aria-hidden />
              <span>
                {t(unfinishedKey(file), { name: file.name })}
                <small>
                  {[...unfinishedFacts(file, t, bytes), formatTime(file.atMs, language)].join(' · ')}
                </small>
              </span>
            </li>
          );
        })}
        <Rest count={person.unfinishedCount - person.unfinished.length} />
      </ul>
    </>
  );
}

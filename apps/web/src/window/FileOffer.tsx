import { Button, Card, Field, Heading, Input, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OfferList } from '../files/OfferList.tsx';
import { useFileWords } from '../files/use-file-words.ts';
import type { PhaseProps } from './ClientWindow.tsx';
import { useHelperName } from './use-headline.ts';

export interface FileOfferProps extends Pick<PhaseProps, 'send'> {
  helper: HelperStatus;
  places: NonNullable<HelperStatus['files']>['places'];
  transfer: TransferStatus;
  /** Everything is paused: nothing can be taken just now. */
  isPaused: boolean;
}

const OTHER = '';

/** A helper wants to send files: which, and where to. */
export function FileOffer({ helper, places, transfer, isPaused, send }: FileOfferProps) {
  const { t } = useTranslation();
  const { what } = useFileWords();
  const name = useHelperName()(helper);
  const [place, setPlace] = useState(places[0]?.folder ?? OTHER);
  const [other, setOther] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  // Not to a button: a key that was meant for something else must not answer.
  useEffect(() => heading.current?.focus(), []);
  const { person } = helper;
  const { number } = transfer;
  const folder = place === OTHER ? other.trim() : place;
  const canAccept = folder !== '' && !isPaused;
  return (
    <Card asChild data-color="warning" variant="tinted" className="question files-offer">
      <section>
        <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
          {t('files.offer', { name, what: what(transfer) })}
        </Heading>
        <Paragraph>{t('files.offerText')}</Paragraph>
        <OfferList transfer={transfer} />
        <Field data-size="sm">
          <Label>{t('files.where')}</Label>
          <Select value={place} onChange={({ currentTarget }) => setPlace(currentTarget.value)}>
            {places.map(({ name: known, folder: path }) => (
              <Select.Option key={path} value={path}>
                {t(`fileplace.${known}`)}
              </Select.Option>
            ))}
            <Select.Option value={OTHER}>{t('files.otherPlace')}</Select.Option>
          </Select>
        </Field>
        {place === OTHER && (
          <Field data-size="sm">
            <Label>{t('files.folder')}</Label>
            <Input
              value={other}
              maxLength={1024}
              spellCheck={false}
              onChange={({ currentTarget }) => setOther(currentTarget.value)}
            />
          </Field>
        )}
        {transfer.problem !== undefined && (
          <Paragraph className="transfer-problem" role="alert">
            {t(`fileproblem.${transfer.problem}`)}
          </Paragraph>
        )}
        <div className="window-answer" data-color="accent">
          <Button
            aria-disabled={!canAccept}
            onClick={() => canAccept && send({ type: 'files-accept', person, transfer: number, folder })}
          >
            {t('files.accept')}
          </Button>
          <Button
            variant="secondary"
            onClick={() => send({ type: 'files-decline', person, transfer: number })}
          >
            {t('files.decline')}
          </Button>
        </div>
      </section>
    </Card>
  );
}

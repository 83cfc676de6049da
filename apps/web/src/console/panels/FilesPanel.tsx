import '../../files/files.css';
import { Alert, Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { DownloadIcon, FolderIcon } from '@navikt/aksel-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../../files/FilePicker.tsx';
import { OfferList } from '../../files/OfferList.tsx';
import { TransferItem } from '../../files/TransferItem.tsx';
import { useFileWords } from '../../files/use-file-words.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** Files to the user and from the user. */
export function FilesPanel({ status, viewer, onAsk, onDrop: _, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const { grants, requestedGrant, declinedGrant, possible } = status;
  const { transfers, waiting, refused } = status.files ?? { transfers: [], waiting: 0 };
  const maySend = grants.includes('files-to-user');
  const isDeclined = declinedGrant === 'files-to-user';
  const mustAsk = waiting > 0 && !maySend && requestedGrant === undefined && !isDeclined;
  const ask = useRef(() => {});
  ask.current = () => onAsk('files-to-user', () => viewer?.files.forgetWaiting());
  useEffect(() => {
    if (mustAsk) ask.current();
  }, [mustAsk]);
  const offers = transfers.filter(({ direction, state }) => direction === 'receiving' && state === 'offered');
  const others = transfers.filter((transfer) => !offers.includes(transfer));
  const files = viewer?.files;
  return (
    <Panel {...frame} title={t('files.title')} closeLabel={t('files.close')}>
      {offers.map((transfer) => (
        <Offer key={transfer.number} transfer={transfer} viewer={viewer} />
      ))}
      {possible.includes('files-to-user') && (
        <section className="files-offer">
          <Heading level={3} data-size="2xs">
            {t('files.sendTitle')}
          </Heading>
          <FilePicker
            hint="files.dropHint"
            onPicked={(picked) => {
              if (isDeclined) ask.current();
              void files?.send(picked);
            }}
          />
          {!maySend && waiting === 0 && <Paragraph>{t('files.needsGrant')}</Paragraph>}
          {waiting > 0 && (
            <div aria-live="polite" className="files-offer">
              <Paragraph>
                {isDeclined ? t('files.notAllowed') : t('files.waiting', { count: waiting })}
              </Paragraph>
              <Button variant="secondary" data-color="neutral" onClick={() => files?.forgetWaiting()}>
                {t('files.forgetWaiting')}
              </Button>
            </div>
          )}
          {refused !== undefined && (
            <Alert data-color="danger" data-size="sm" role="alert">
              {t(refused === 'too-many' ? 'files.tooMany' : 'files.unreadable')}
            </Alert>
          )}
        </section>
      )}
      {possible.includes('files-from-user') && <FromUser status={status} onAsk={onAsk} />}
      <section className="files-offer">
        <Heading level={3} data-size="2xs">
          {t('files.listTitle')}
        </Heading>
        {others.length === 0 ? (
          <Paragraph>{t('files.none')}</Paragraph>
        ) : (
          <ul className="transfers">
            {others.map((transfer) => (
              <TransferItem
                key={transfer.number}
                transfer={transfer}
                onHold={(isHeld) => files?.hold(transfer.number, isHeld)}
                onCancel={() => files?.cancel(transfer.number)}
                onForget={() => files?.forget(transfer.number)}
              />
            ))}
          </ul>
        )}
      </section>
    </Panel>
  );
}

function FromUser({ status, onAsk }: Pick<PanelProps, 'status' | 'onAsk'>) {
  const { t } = useTranslation();
  const { grants, requestedGrant } = status;
  const isAsking = requestedGrant === 'files-from-user';
  return (
    <section className="files-offer">
      <Heading level={3} data-size="2xs">
        {t('files.fromTitle')}
      </Heading>
      {grants.includes('files-from-user') ? (
        <Paragraph>{t('files.mayFrom')}</Paragraph>
      ) : (
        <>
          <Paragraph id="files-from-hint">{t('files.askFromText')}</Paragraph>
          <Button
            variant="secondary"
            aria-describedby="files-from-hint"
            aria-disabled={requestedGrant !== undefined}
            onClick={() => requestedGrant === undefined && onAsk('files-from-user')}
          >
            {t(isAsking ? 'files.askedFrom' : 'files.askFrom')}
          </Button>
        </>
      )}
    </section>
  );
}

/** The user wants to send files. */
function Offer({ transfer, viewer }: { transfer: TransferStatus; viewer: PanelProps['viewer'] }) {
  const { t } = useTranslation();
  const { what } = useFileWords();
  const { number, problem } = transfer;
  const files = viewer?.files;
  return (
    <Card variant="tinted" className="files-offer">
      <div role="alert">
        <Heading level={3} data-size="2xs">
          {t('files.offerUser', { what: what(transfer) })}
        </Heading>
      </div>
      <OfferList transfer={transfer} />
      {problem !== undefined && (
        <Paragraph className="transfer-problem" role="alert">
          {t(`fileproblem.${problem}`)}
        </Paragraph>
      )}
      {files?.canPickFolder && (
        <Button onClick={() => void files.acceptInFolder(number)}>
          <FolderIcon aria-hidden />
          {t('files.saveFolder')}
        </Button>
      )}
      <Button
        variant={files?.canPickFolder ? 'secondary' : 'primary'}
        onClick={() => void files?.acceptAsDownloads(number)}
      >
        <DownloadIcon aria-hidden />
        {t('files.saveDownloads')}
      </Button>
      <Button
        variant="tertiary"
        className="flush"
        data-color="neutral"
        onClick={() => files?.decline(number)}
      >
        {t('files.decline')}
      </Button>
    </Card>
  );
}

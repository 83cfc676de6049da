import { Alert, Heading } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../../files/FilePicker.tsx';
import { TransferItem } from '../../files/TransferItem.tsx';
import { LiveRegion } from '../../layout/LiveRegion.tsx';
import { useFocusOnChange } from '../../layout/use-focus-on-change.ts';
import type { PhaseProps } from '../UserWindow.tsx';
import { holds, isOffered, useHelperName } from '../use-headline.ts';
import { CopiedFiles } from './CopiedFiles.tsx';
import { FileOffer } from './FileOffer.tsx';
import { UserFiles } from './user-files.ts';

export interface HelperFilesProps extends Pick<PhaseProps, 'send'> {
  helper: HelperStatus;
  isPaused: boolean;
}

/** Files to and from one helper: what they want to send, what is under way, and what the user sends. */
export function HelperFiles({ helper, isPaused, send }: HelperFilesProps) {
  const { t } = useTranslation();
  const name = useHelperName()(helper);
  const access = useContext(UserFiles);
  const [refused, setRefused] = useState<'too-many' | 'not-readable'>();
  const { person, files } = helper;
  const copied = files?.copied;
  const { transfers, places } = files ?? { transfers: [], places: [] };
  const mayBeSent = holds(helper, 'files-from-user') && !isPaused && access !== null;
  const offers = transfers.filter(isOffered);
  const others = transfers.filter((transfer) => !offers.includes(transfer));
  // An answered question and a removed entry take the button with them that had the focus.
  const heading = useFocusOnChange<HTMLHeadingElement>(others.map(({ number }) => number).join());
  if (!mayBeSent && transfers.length === 0) return null;
  return (
    <>
      <LiveRegion
        text={
          mayBeSent && copied !== undefined
            ? t('files.copied', { count: copied.count, name, file: copied.names[0] })
            : ''
        }
      />
      {offers.map((transfer) => (
        <FileOffer
          key={transfer.number}
          helper={helper}
          places={places}
          transfer={transfer}
          isPaused={isPaused}
          send={send}
        />
      ))}
      {mayBeSent && copied !== undefined && (
        <CopiedFiles copied={copied} name={name} person={person} send={send} />
      )}
      {(mayBeSent || others.length > 0) && (
        <section className="files-offer">
          <Heading level={2} data-size="2xs" ref={heading} tabIndex={-1}>
            {mayBeSent ? t('files.sendTo', { name }) : t('files.title')}
          </Heading>
          {mayBeSent && (
            <FilePicker
              hint="files.dropHintWindow"
              onPicked={(choice) => {
                setRefused(undefined);
                choice.then(
                  (picked) => setRefused(access.offer(person, picked)),
                  () => setRefused('not-readable'),
                );
              }}
            />
          )}
          {refused !== undefined && (
            <Alert data-color="danger" data-size="sm">
              {t(refused === 'too-many' ? 'files.tooMany' : 'files.unreadable')}
            </Alert>
          )}
          {others.length > 0 && (
            <ul className="transfers" aria-label={t('files.listTitle')}>
              {others.map((transfer) => (
                <TransferItem
                  key={transfer.number}
                  transfer={transfer}
                  onHold={(held) => send({ type: 'files-hold', person, transfer: transfer.number, held })}
                  onCancel={() => send({ type: 'files-cancel', person, transfer: transfer.number })}
                  onForget={() => send({ type: 'files-forget', person, transfer: transfer.number })}
                />
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  );
}

import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OfferList } from '../../files/OfferList.tsx';
import { useFileWords } from '../../files/use-file-words.ts';
import type { PhaseProps } from '../UserWindow.tsx';
import { useHelperName } from '../use-headline.ts';
import { FolderChoice } from './FolderChoice.tsx';
import { UserFiles } from './user-files.ts';

export interface FileOfferProps extends Pick<PhaseProps, 'send'> {
  helper: HelperStatus;
  places: NonNullable<HelperStatus['files']>['places'];
  transfer: TransferStatus;
  /** Everything is paused: nothing can be taken just now. */
  isPaused: boolean;
}

/** A helper wants to send files: which, and where to. */
export function FileOffer({ helper, places, transfer, isPaused, send }: FileOfferProps) {
  const { t } = useTranslation();
  const { what } = useFileWords();
  const name = useHelperName()(helper);
  const [folder, setFolder] = useState(places[0]?.folder ?? '');
  const heading = useRef<HTMLHeadingElement>(null);
  // Not to a button: a key that was meant for something else must not answer.
  useEffect(() => heading.current?.focus(), []);
  const { person } = helper;
  const { number } = transfer;
  const canAccept = folder !== '' && !isPaused;
  const dialogs = useContext(UserFiles)?.folders;
  const accept = (into: string) => send({ type: 'files-accept', person, transfer: number, folder: into });
  return (
    <Card asChild data-color="warning" variant="tinted" className="question files-offer">
      <section>
        <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
          {t('files.offer', { name, what: what(transfer) })}
        </Heading>
        <Paragraph>{t('files.offerText')}</Paragraph>
        <OfferList transfer={transfer} />
        {dialogs === undefined && (
          <FolderChoice label={t('files.where')} places={places} onFolder={setFolder} />
        )}
        {transfer.problem !== undefined && (
          <Paragraph className="transfer-problem" role="alert">
            {t(`fileproblem.${transfer.problem}`)}
          </Paragraph>
        )}
        <div className="window-answer" data-color="accent">
          <Button aria-disabled={!canAccept} onClick={() => canAccept && accept(folder)}>
            {t(dialogs === undefined ? 'files.accept' : 'door.toDownloads')}
          </Button>
          {dialogs?.pick !== undefined && (
            <Button
              variant="secondary"
              aria-disabled={isPaused}
              onClick={async () => {
                const picked = isPaused ? undefined : await dialogs.pick?.();
                if (picked !== undefined) accept(picked);
              }}
            >
              {t('door.chooseFolder')}
            </Button>
          )}
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

import { Button, Paragraph } from '@digdir/designsystemet-react';
import { DownloadIcon } from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmounts } from '../language/use-amounts.ts';
import { DoorCard } from './DoorCard.tsx';
import type { DoorProps } from './door-props.ts';
import type { OfferedPackage } from './packages.ts';

/** The portable client for this machine, and what shows that it is the operator's. */
export function PackageDoor(props: DoorProps & { offered: OfferedPackage }) {
  const { isFront, heading, onGiveUp, offered } = props;
  const { t } = useTranslation();
  const { bytes } = useAmounts();
  const [isFetched, setFetched] = useState(false);
  const { version, system, file, sizeBytes, sha256, signer } = offered;
  const isWindows = system === 'windows-x64';
  return (
    <DoorCard title={t('doors.packageTitle')} can={t('doors.packageCan')} isFront={isFront} heading={heading}>
      <Button
        asChild
        className="door-action"
        data-size={isFront ? 'lg' : 'md'}
        variant={isFront ? 'primary' : 'secondary'}
      >
        <a href={`/packages/${file}`} download={file} onClick={() => setFetched(true)}>
          <DownloadIcon aria-hidden />
          {t(isWindows ? 'start.fetchWindows' : 'start.fetchLinux', { size: bytes(sizeBytes) })}
        </a>
      </Button>
      <div aria-live="polite" aria-atomic>
        {isFetched && (
          <Paragraph className="door-news">
            {t(isWindows ? 'start.unpackWindows' : 'start.unpackLinux')}
          </Paragraph>
        )}
      </div>
      {isFetched && isFront && (
        <Button variant="tertiary" className="flush" data-size="sm" onClick={onGiveUp}>
          {t('start.notAllowed')}
        </Button>
      )}
      <div className="door-proof">
        <details className="ds-details">
          <summary>{t('start.fetchDetails')}</summary>
          <dl className="start-fetch-facts">
            <dt>{t('start.fetchVersion')}</dt>
            <dd>{version}</dd>
            <dt>{t('start.fetchSigner')}</dt>
            <dd>{signer ?? t('start.fetchUnsigned')}</dd>
            <dt>SHA-256</dt>
            <dd>
              <code>{sha256}</code>
            </dd>
          </dl>
          <Paragraph data-size="sm" className="door-proof-how">
            {t(isWindows ? 'start.proofWindows' : 'start.proofLinux')}{' '}
            <code>{proofCommand(isWindows, file)}</code>
          </Paragraph>
        </details>
      </div>
    </DoorCard>
  );
}

/** What prints the file's SHA-256 on that system. */
const proofCommand = (isWindows: boolean, file: string): string =>
  isWindows ? `certutil -hashfile ${file} SHA256` : `sha256sum ${file}`;

import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { DownloadIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { OfferedPackage } from './packages.ts';

/** The program for this machine, and what shows that it is the operator's. */
export function Download({ offered }: { offered: OfferedPackage }) {
  const { t, i18n } = useTranslation();
  const { version, system, file, sizeBytes, sha256, signer } = offered;
  const size = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(sizeBytes / 1e6);
  return (
    <section aria-labelledby="fetch">
      <Heading level={2} data-size="sm" id="fetch">
        {t('start.fetchTitle', { version })}
      </Heading>
      <Paragraph className="lead under">{t('start.fetchText')}</Paragraph>
      <Button asChild variant="secondary" className="start-fetch">
        <a href={`/packages/${file}`} download={file}>
          <DownloadIcon aria-hidden />
          {t(system === 'windows-x64' ? 'start.fetchWindows' : 'start.fetchLinux')} (
          {t('start.fetchSize', { size })})
        </a>
      </Button>
      <details className="ds-details">
        <summary>{t('start.fetchDetails')}</summary>
        <dl className="start-fetch-facts">
          <dt>SHA-256</dt>
          <dd>
            <code>{sha256}</code>
          </dd>
          <dt>{t('start.fetchSigner')}</dt>
          <dd>{signer ?? t('start.fetchUnsigned')}</dd>
        </dl>
      </details>
    </section>
  );
}

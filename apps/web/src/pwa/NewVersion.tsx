import './new-version.css';
import { Button } from '@digdir/designsystemet-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkerLink } from './service-worker-link.ts';

/** Offers the newer version; only where no session runs, for it loads the page again. */
export function NewVersion({ link }: { link: WorkerLink }) {
  const { t } = useTranslation();
  const [isThere, setIsThere] = useState(false);
  useEffect(() => link.onNewVersion(() => setIsThere(true)), [link]);
  return (
    <div aria-live="polite" aria-atomic>
      {isThere && (
        <p className="new-version">
          {t('pwa.newVersion')}
          <Button data-size="sm" variant="secondary" onClick={() => link.takeOver()}>
            {t('pwa.reload')}
          </Button>
        </p>
      )}
    </div>
  );
}

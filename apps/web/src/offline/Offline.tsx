import { Button } from '@digdir/designsystemet-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LoneCard } from '../layout/LoneCard.tsx';
import { PageFrame } from '../layout/PageFrame.tsx';
import { useTitle } from '../layout/use-title.ts';

/** Stands in the console's place while the server cannot be reached; the service worker keeps it. */
export function Offline() {
  const { t } = useTranslation();
  useTitle(t('offline.title'));
  useEffect(() => {
    const again = () => location.reload();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
  return (
    <PageFrame name={t('console.name')} footer={<span>{t('offline.foot')}</span>}>
      <LoneCard title={t('offline.title')} text={t('offline.text')}>
        <Button onClick={() => location.reload()}>{t('session.retry')}</Button>
      </LoneCard>
    </PageFrame>
  );
}

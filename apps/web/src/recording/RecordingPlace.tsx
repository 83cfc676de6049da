import { Button, Link } from '@digdir/designsystemet-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LoneCard } from '../layout/LoneCard.tsx';
import { PageFrame } from '../layout/PageFrame.tsx';
import { usePart } from '../layout/use-part.ts';
import { useTitle } from '../layout/use-title.ts';

/** The page that plays recordings; what plays them is fetched with it. */
export function RecordingPlace() {
  const { t } = useTranslation();
  const { loaded, hasFailed, fetch } = usePart(() => import('./RecordingPage.tsx'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; the person asks for the next try.
  useEffect(fetch, []);
  useTitle(t('recording.playLink'));
  return (
    <PageFrame name={t('console.name')} home="/hjelper" footer={<Link href="#">{t('console.title')}</Link>}>
      {loaded !== undefined && <loaded.RecordingPage />}
      {hasFailed && (
        <LoneCard title={t('failed.unreachableTitle')} text={t('failed.unreachableText')}>
          <Button onClick={fetch}>{t('session.retry')}</Button>
        </LoneCard>
      )}
    </PageFrame>
  );
}

import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { LoneCard } from '../layout/LoneCard.tsx';
import { useTitle } from '../layout/use-title.ts';
import { PortalFrame } from '../portal/PortalFrame.tsx';

/** Stands where there is no page. */
export function NotFound() {
  const { t } = useTranslation();
  useTitle(t('notfound.title'));
  return (
    <PortalFrame>
      <LoneCard title={t('notfound.title')} text={t('notfound.text')}>
        <Button asChild>
          <a href="/">{t('notfound.front')}</a>
        </Button>
      </LoneCard>
    </PortalFrame>
  );
}

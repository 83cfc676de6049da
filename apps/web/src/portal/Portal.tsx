import { Link } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../layout/PageFrame.tsx';
import { SelfService } from './SelfService.tsx';
import { StartPage } from './StartPage.tsx';
import { useRoute } from './use-route.ts';
import './portal.css';

/** The operator's pages for users: self-service and, under `#/start`, the start of remote help. */
export function Portal() {
  const { t } = useTranslation();
  const route = useRoute();
  return (
    <PageFrame
      name="Fjernhjelp"
      {...(route === 'start' && { home: '#/' })}
      footer={
        <span>
          {t('portal.forHelpers')} <Link href="/hjelper">{t('portal.forHelpersLink')}</Link>
        </span>
      }
    >
      {route === 'start' ? <StartPage /> : <SelfService />}
    </PageFrame>
  );
}

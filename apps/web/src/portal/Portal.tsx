import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import { PortalFrame } from './PortalFrame.tsx';
import { SelfService } from './SelfService.tsx';
import { StartPage } from './StartPage.tsx';
import { useRoute } from './use-route.ts';
import './portal.css';

/** The operator's pages for users: self-service and, under `#/start`, the start of remote help. */
export function Portal() {
  const { t } = useTranslation();
  const route = useRoute();
  const [first] = useState(route);
  const [hasMoved, setMoved] = useState(false);
  if (route !== first && !hasMoved) setMoved(true);
  return (
    <PortalFrame isFirst={route === 'self-service'}>
      {route === 'start' ? <StartPage /> : <SelfService />}
      <LiveRegion text={hasMoved ? t(route === 'start' ? 'start.title' : 'portal.title') : ''} />
    </PortalFrame>
  );
}

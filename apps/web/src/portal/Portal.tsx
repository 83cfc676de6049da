import { PortalFrame } from './PortalFrame.tsx';
import { SelfService } from './SelfService.tsx';
import { StartPage } from './StartPage.tsx';
import { useRoute } from './use-route.ts';
import './portal.css';

/** The operator's pages for users: self-service and, under `#/start`, the start of remote help. */
export function Portal() {
  const route = useRoute();
  return (
    <PortalFrame isFirst={route === 'self-service'}>
      {route === 'start' ? <StartPage /> : <SelfService />}
    </PortalFrame>
  );
}

import { mountPage } from '../layout/mount.tsx';
import { openServiceWorker } from '../pwa/service-worker-link.ts';
import { Console } from './Console.tsx';

mountPage(<Console openWorker={openServiceWorker} />);

import { mountPage } from '../layout/mount.tsx';
import { DoorPage } from './DoorPage.tsx';

mountPage(<DoorPage />);

import { mountPage } from '../layout/mount.tsx';
import { Offline } from './Offline.tsx';

mountPage(<Offline />);

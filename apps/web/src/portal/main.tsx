import { mountPage } from '../layout/mount.tsx';
import { Portal } from './Portal.tsx';

mountPage(<Portal />);

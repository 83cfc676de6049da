import { mountPage } from '../layout/mount.tsx';
import { GuidePage } from './GuidePage.tsx';

mountPage(<GuidePage />);

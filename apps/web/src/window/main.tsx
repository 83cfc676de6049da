import { mountPage } from '../layout/mount.tsx';
import { ClientWindow } from './ClientWindow.tsx';
import { takeToken } from './token.ts';

mountPage(<ClientWindow token={takeToken()} />);

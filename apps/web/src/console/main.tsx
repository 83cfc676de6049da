import { mountPage } from '../layout/mount.tsx';
import { Console } from './Console.tsx';

mountPage(<Console />);

import { mountPage } from '../layout/mount.tsx';
import { NotFound } from './NotFound.tsx';

mountPage(<NotFound />);

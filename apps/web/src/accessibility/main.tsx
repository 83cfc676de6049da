import { mountPage } from '../layout/mount.tsx';
import { StatementPage } from './StatementPage.tsx';

mountPage(<StatementPage />);

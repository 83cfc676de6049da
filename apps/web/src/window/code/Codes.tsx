import type { HostStatus } from '@fjernhjelp/host/status';
import { useTranslation } from 'react-i18next';
import { Code } from './Code.tsx';

/** ID and password, as far as there are any just now. */
export function Codes({ status: { id, password } }: { status: HostStatus }) {
  const { t } = useTranslation();
  return (
    <div className="codes">
      {id !== undefined && (
        <Code label={t('window.id')} code={id} groupLength={3} copyLabel={t('window.copyId')} />
      )}
      {password !== undefined && (
        <Code
          label={t('window.password')}
          code={password}
          groupLength={4}
          copyLabel={t('window.copyPassword')}
        />
      )}
    </div>
  );
}

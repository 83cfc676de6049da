import { Link } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';

/** The way to what a browser cannot do. @param isElsewhere in a tab of its own: this page is a session */
export function ProgramLink({ isElsewhere = false }: { isElsewhere?: boolean }) {
  const { t } = useTranslation();
  return (
    <Link href="/#/start" {...(isElsewhere && { target: '_blank', rel: 'noopener' })}>
      {t('door.programLink')}
    </Link>
  );
}

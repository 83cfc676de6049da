import { Button } from '@digdir/designsystemet-react';
import { XMarkIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';

/** Always in sight at the bottom. @param isStrong somebody sees the screen: ending is the main thing to do */
export function EndBar({ isStrong = false, onEnd }: { isStrong?: boolean; onEnd(): void }) {
  const { t } = useTranslation();
  return (
    <footer className="window-foot">
      <Button
        data-color="danger"
        data-size={isStrong ? 'lg' : 'md'}
        variant={isStrong ? 'primary' : 'secondary'}
        onClick={onEnd}
      >
        <XMarkIcon aria-hidden />
        {t('window.end')}
      </Button>
    </footer>
  );
}

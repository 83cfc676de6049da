import './keys-menu.css';
import '@digdir/designsystemet-web/popover';
import { Dropdown, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';

/** In the place of the button that asks for control, where the user's machine cannot be controlled: why, and the way to get it. */
export function NoControl() {
  const { t } = useTranslation();
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="secondary" data-color="neutral">
        {t('nocontrol.title')}
      </Dropdown.Trigger>
      <Dropdown className="no-control" data-color-scheme="dark" placement="bottom">
        <Paragraph>{t('nocontrol.text')}</Paragraph>
      </Dropdown>
    </Dropdown.TriggerContext>
  );
}

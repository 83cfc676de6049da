import './help-sheet.css';
import { Dialog, Heading, Paragraph, Switch } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { shortcutKeys, shortcutPrefix } from './shortcuts.ts';

export interface HelpSheetProps {
  isOn: boolean;
  onSwitch(isOn: boolean): void;
  onClose(): void;
}

/** Every key that the console takes for itself, and the way to have none of them. */
export function HelpSheet({ isOn, onSwitch, onClose }: HelpSheetProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      closedby="any"
      closeButton={t('shortcuts.closeSheet')}
      aria-labelledby="help-sheet-title"
      className="help-sheet"
      onClose={onClose}
    >
      <Heading level={2} data-size="sm" id="help-sheet-title">
        {t('shortcuts.title')}
      </Heading>
      <Paragraph className="under">{t('shortcuts.text', { keys: shortcutPrefix })}</Paragraph>
      <Switch
        label={t('shortcuts.use')}
        description={t('shortcuts.useHint')}
        checked={isOn}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      <dl data-off={!isOn}>
        {shortcutKeys.map(({ shortcut, printed, text }) => (
          <div key={shortcut}>
            <dt>
              <kbd>{`${shortcutPrefix} + ${printed}`}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>{shortcutPrefix}</kbd>
          </dt>
          <dd>{t('shortcuts.leave')}</dd>
        </div>
      </dl>
    </Dialog>
  );
}

import './keys-menu.css';
import '@digdir/designsystemet-web/popover';
import { Button, Dropdown } from '@digdir/designsystemet-react';
import type { KeyWay, Viewer, ViewerStatus } from '@fjernhjelp/viewer';
import { CheckmarkIcon, ChevronDownIcon } from '@navikt/aksel-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';
import { panelId } from '../panels/panel-id.ts';
import { combinations, functionKeys, type KeyCombination } from './key-combinations.ts';

export interface KeysMenuProps {
  status: ViewerStatus;
  viewer: Viewer | undefined;
  keyWay: KeyWay;
  onKeyWay(way: KeyWay): void;
  /** Opens the panel in which a text is typed. */
  onType(): void;
}

const ways: readonly (readonly [KeyWay, TextKey])[] = [
  ['automatic', 'keys.automatic'],
  ['character', 'keys.character'],
  ['place', 'keys.place'],
];

/** Keys that a browser keeps for itself, how keys are found on the user's keyboard, and text that is typed. */
export function KeysMenu({ status, viewer, keyWay, onKeyWay, onType }: KeysMenuProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const waysId = useId();
  const functionKeysId = useId();
  const mayPress = status.phase === 'connected' && !status.paused && status.grants.includes('control');

  /** Closed first: closing gives the focus back to the menu's button. */
  function closeAnd(act: () => void): void {
    setIsOpen(false);
    requestAnimationFrame(act);
  }

  function press({ keys }: KeyCombination): void {
    if (!mayPress) return;
    closeAnd(() => {
      viewer?.focus();
      viewer?.pressKeys(keys);
    });
  }

  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger
        variant="tertiary"
        data-color="neutral"
        data-opens={panelId('typing')}
        aria-expanded={isOpen}
      >
        {t('keys.title')}
        <ChevronDownIcon aria-hidden />
      </Dropdown.Trigger>
      <Dropdown
        className="keys-menu"
        data-color-scheme="dark"
        placement="bottom"
        open={isOpen}
        onOpen={() => setIsOpen(true)}
        onClose={() => setIsOpen(false)}
      >
        {!mayPress && <p className="keys-note">{t('keys.needsControl')}</p>}
        {status.userLocks?.capsLock && mayPress && <p className="keys-note">{t('keys.capsLock')}</p>}
        <Dropdown.Heading>{t('keys.send')}</Dropdown.Heading>
        <Dropdown.List className="keys-list">
          {combinations.map((combination) => (
            <Dropdown.Item key={combination.label}>
              <Dropdown.Button aria-disabled={!mayPress} onClick={() => press(combination)}>
                {combination.text === undefined ? combination.label : t(combination.text)}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
          <Dropdown.Item className="keys-functions keys-wide">
            <span id={functionKeysId}>{t('keys.functionKeys')}</span>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form. */}
            <div role="group" aria-labelledby={functionKeysId}>
              {functionKeys.map((combination) => (
                <Button
                  key={combination.label}
                  variant="secondary"
                  data-color="neutral"
                  aria-disabled={!mayPress}
                  onClick={() => press(combination)}
                >
                  {combination.label}
                </Button>
              ))}
            </div>
          </Dropdown.Item>
          <Dropdown.Item className="keys-wide">
            <Dropdown.Button aria-disabled={!mayPress} onClick={() => mayPress && closeAnd(onType)}>
              {t('keys.typeText')}
            </Dropdown.Button>
          </Dropdown.Item>
        </Dropdown.List>
        <Dropdown.Heading id={waysId}>{t('keys.way')}</Dropdown.Heading>
        <Dropdown.List aria-labelledby={waysId}>
          {ways.map(([way, text]) => (
            <Dropdown.Item key={way}>
              <Dropdown.Button aria-pressed={way === keyWay} onClick={() => onKeyWay(way)}>
                <CheckmarkIcon aria-hidden data-shown={way === keyWay} />
                {t(text)}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  );
}

import { Button } from '@digdir/designsystemet-react';
import { ArrowRightIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { remember } from '../storage/remembered.ts';
import { DoorCard } from './DoorCard.tsx';
import type { DoorProps } from './door-props.ts';
import { BROWSER_DOOR_PATH } from './doors.ts';

/** Sharing in the browser: no program at all. */
export function BrowserDoor({ isFront, heading }: Omit<DoorProps, 'onGiveUp'>) {
  const { t } = useTranslation();
  return (
    <DoorCard title={t('doors.browserTitle')} can={t('doors.browserCan')} isFront={isFront} heading={heading}>
      <Button
        asChild
        className="door-action"
        data-size={isFront ? 'lg' : 'md'}
        variant={isFront ? 'primary' : 'secondary'}
      >
        <a href={BROWSER_DOOR_PATH + location.search} onClick={() => remember('door', 'browser')}>
          {t('doors.browserAction')}
          <ArrowRightIcon aria-hidden />
        </a>
      </Button>
    </DoorCard>
  );
}

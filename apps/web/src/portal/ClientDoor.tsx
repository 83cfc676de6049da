import { Button, Paragraph } from '@digdir/designsystemet-react';
import { ArrowRightIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { DoorCard } from './DoorCard.tsx';
import type { DoorProps } from './door-props.ts';
import type { useClientLink } from './use-client-link.ts';

/** The client that the operator has put on the machine. */
export function ClientDoor(props: DoorProps & { link: ReturnType<typeof useClientLink> }) {
  const { isFront, heading, onGiveUp, link } = props;
  const { t } = useTranslation();
  const { opening, open } = link;
  // Behind another door it has been given up.
  const isOpened = opening === 'opened' && isFront;
  return (
    <DoorCard title={t('doors.clientTitle')} can={t('doors.clientCan')} isFront={isFront} heading={heading}>
      <Button
        className="door-action"
        data-size={isFront ? 'lg' : 'md'}
        variant={isFront ? 'primary' : 'secondary'}
        onClick={open}
      >
        {t('start.button')}
        <ArrowRightIcon aria-hidden />
      </Button>
      <div aria-live="polite" aria-atomic>
        {opening === 'opening' && <Paragraph className="door-news">{t('start.opening')}</Paragraph>}
        {isOpened && <Paragraph className="door-news">{t('start.opened')}</Paragraph>}
      </div>
      {isOpened && (
        <Button variant="tertiary" className="flush" data-size="sm" onClick={onGiveUp}>
          {t('start.noWindow')}
        </Button>
      )}
    </DoorCard>
  );
}

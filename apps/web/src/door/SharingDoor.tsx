import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { ArrowsSquarepathIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { CopyOfScreen } from './CopyOfScreen.tsx';
import type { DoorStatus } from './door-status.ts';
import type { HintKind } from './features.ts';
import { Hint } from './Hint.tsx';
import type { OpenDoor } from './open-door.ts';
import { ProgramLink } from './ProgramLink.tsx';
import { problemTexts } from './problem-texts.ts';

export interface SharingDoorProps {
  opened: OpenDoor;
  status: DoorStatus;
  hint: HintKind | undefined;
}

const surfaceTexts = {
  monitor: 'door.showsMonitor',
  window: 'door.showsWindow',
  browser: 'door.showsBrowser',
} as const;

/** What is shown, where the helper points on it, and what cannot be done from a browser. */
export function SharingDoor({ opened, status, hint }: SharingDoorProps) {
  const { t } = useTranslation();
  const { door, copy } = opened;
  const { share } = status;
  return (
    <>
      {share.state === 'choosing' && <Paragraph aria-live="polite">{t('door.choosing')}</Paragraph>}
      {share.state === 'stopped' && (
        <Alert data-color="warning" role="alert">
          <Heading level={2} data-size="2xs">
            {t('door.stoppedTitle')}
          </Heading>
          <Paragraph className="under">
            {t(share.problem === undefined ? 'door.stoppedText' : problemTexts[share.problem])}
          </Paragraph>
          <Button className="under-action" data-size="sm" onClick={() => door.command({ type: 'go-on' })}>
            {t('door.showAgain')}
          </Button>
        </Alert>
      )}
      {share.state === 'shared' && (
        <section className="door-copy" aria-labelledby="copy">
          <Heading level={2} data-size="2xs" id="copy">
            {t('door.copyTitle')}
          </Heading>
          <CopyOfScreen copy={copy} />
          <Paragraph data-size="sm">
            {t(surfaceTexts[share.surface])} {t('door.copyText')}
          </Paragraph>
          <div className="door-actions">
            {hint !== undefined && <Hint kind={hint} opened={opened} status={status} />}
            <Button variant="secondary" data-size="sm" onClick={door.shareAnother}>
              <ArrowsSquarepathIcon aria-hidden />
              {t('door.another')}
            </Button>
          </div>
        </section>
      )}
      <details className="ds-details">
        <summary>{t('door.controlTitle')}</summary>
        <Paragraph>
          {t('door.controlText')} <ProgramLink isElsewhere />
        </Paragraph>
      </details>
    </>
  );
}

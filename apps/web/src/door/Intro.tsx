import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { ArrowRightIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../layout/use-title.ts';
import { PlainStep } from '../portal/PlainStep.tsx';
import { PortalFrame } from '../portal/PortalFrame.tsx';
import { StrangersWarning } from '../safety/StrangersWarning.tsx';
import type { Features } from './features.ts';
import { ProgramLink } from './ProgramLink.tsx';

export interface IntroProps {
  features: Features;
  /** The rest of the page could not be loaded. */
  hasFailed: boolean;
  onStart(): void;
}

/** What showing the screen from the browser is, and what this browser cannot do, before anything is begun. */
export function Intro({ features, hasFailed, onStart }: IntroProps) {
  const { t } = useTranslation();
  const { obstruction, lacks } = features;
  useTitle(t('door.title'));
  return (
    <PortalFrame>
      <div className="door-intro">
        <div>
          <Heading level={1} data-size="xl" tabIndex={-1}>
            {t('door.title')}
          </Heading>
          <Paragraph data-size="lg" className="lead">
            {t('door.lead')}
          </Paragraph>
        </div>
        {obstruction === undefined ? (
          <>
            <Button className="door-start" data-size="lg" onClick={onStart}>
              {t('door.start')}
              <ArrowRightIcon aria-hidden />
            </Button>
            {hasFailed && (
              <Alert data-color="danger" role="alert">
                {t('door.unreachable')}
              </Alert>
            )}
          </>
        ) : (
          <Alert data-color="warning">
            <Heading level={2} data-size="xs">
              {t('door.cannotTitle')}
            </Heading>
            <Paragraph className="under">{t(`door.${obstruction}`)}</Paragraph>
            <Paragraph className="under">
              {t('door.elsewhere')} <ProgramLink />
            </Paragraph>
          </Alert>
        )}
        <StrangersWarning />
        <section aria-labelledby="steps">
          <Heading level={2} data-size="sm" id="steps">
            {t('door.stepsTitle')}
          </Heading>
          <ol className="door-steps">
            <PlainStep title={t('door.step1Title')} text={t('door.step1Text')} />
            <PlainStep title={t('door.step2Title')} text={t('door.step2Text')} />
            <PlainStep title={t('door.step3Title')} text={t('door.step3Text')} />
          </ol>
        </section>
        <section aria-labelledby="can">
          <Heading level={2} data-size="sm" id="can">
            {t('door.canTitle')}
          </Heading>
          <Paragraph className="lead under">{t('door.can')}</Paragraph>
          <Paragraph className="lead under">
            {t('door.cannot')} {t('door.program')} <ProgramLink />
          </Paragraph>
        </section>
        {obstruction === undefined && lacks.length > 0 && (
          <section aria-labelledby="lacks">
            <Heading level={2} data-size="sm" id="lacks">
              {t('door.lacksTitle')}
            </Heading>
            <ul className="door-lacks">
              {lacks.map((lack) => (
                <li key={lack}>{t(`door.${lack}`)}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </PortalFrame>
  );
}

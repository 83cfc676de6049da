import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import { ArrowLeftIcon, ArrowRightIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../layout/use-title.ts';
import { Download } from './Download.tsx';
import type { Opening } from './opening.ts';
import { useClientLink } from './use-client-link.ts';
import { usePackage } from './use-package.ts';

/** Where a user starts remote help. */
export function StartPage() {
  const { t } = useTranslation();
  const { opening, open } = useClientLink();
  const offered = usePackage();
  useTitle(t('start.button'));
  return (
    <>
      <div className="portal-hero">
        <div className="portal-row">
          <Link className="portal-back" href="#/">
            <ArrowLeftIcon aria-hidden />
            <span>{t('start.back')}</span>
          </Link>
          <Heading level={1} data-size="xl" tabIndex={-1}>
            {t('start.title')}
          </Heading>
          <Paragraph data-size="lg" className="lead">
            {t('start.lead')}
          </Paragraph>
          <Button className="start-button" data-size="lg" onClick={open}>
            {t('start.button')}
            <ArrowRightIcon aria-hidden />
          </Button>
          <Progress opening={opening} />
        </div>
      </div>
      <div className="portal-row start-below">
        <section aria-labelledby="steps">
          <Heading level={2} data-size="sm" id="steps">
            {t('start.stepsTitle')}
          </Heading>
          <ol className="start-steps">
            <Step title={t('start.step1Title')} text={t('start.step1Text')} />
            <Step title={t('start.step2Title')} text={t('start.step2Text')} />
            <Step title={t('start.step3Title')} text={t('start.step3Text')} />
          </ol>
        </section>
        {offered !== undefined && <Download offered={offered} />}
        <Alert data-color="warning">
          <Heading level={2} data-size="2xs">
            {t('start.strangersTitle')}
          </Heading>
          <Paragraph className="under">{t('start.strangersText')}</Paragraph>
        </Alert>
      </div>
    </>
  );
}

function Step({ title, text }: { title: string; text: string }) {
  return (
    <li>
      <Heading level={3} data-size="2xs">
        {title}
      </Heading>
      <Paragraph className="lead under">{text}</Paragraph>
    </li>
  );
}

/** What became of the press, and what to do when it was nothing. */
function Progress({ opening }: { opening: Opening }) {
  const { t } = useTranslation();
  return (
    <div className="start-progress" role="status">
      {opening === 'opening' && <Paragraph>{t('start.opening')}</Paragraph>}
      {opening === 'opened' && <Paragraph>{t('start.opened')}</Paragraph>}
      {(opening === 'opened' || opening === 'not-opened') && (
        <Alert>
          <Heading level={2} data-size="2xs">
            {t('start.missingTitle')}
          </Heading>
          <Paragraph className="under">{t('start.missingText')}</Paragraph>
          <Paragraph data-size="sm" className="under">
            {t('start.missingLinux')} <code>npm run client</code>
          </Paragraph>
        </Alert>
      )}
    </div>
  );
}

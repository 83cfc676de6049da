import { Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import {
  ArrowRightIcon,
  CheckmarkCircleIcon,
  PadlockLockedIcon,
  PersonCheckmarkIcon,
} from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../layout/use-title.ts';
import { Picture } from './Picture.tsx';

/** What the operator offers; remote help is the one thing so far. */
export function SelfService() {
  const { t } = useTranslation();
  useTitle(t('portal.title'));
  return (
    <>
      <div className="portal-hero">
        <div className="portal-row">
          <Heading level={1} data-size="xl" tabIndex={-1}>
            {t('portal.title')}
          </Heading>
          <Paragraph data-size="lg" className="lead">
            {t('portal.lead')}
          </Paragraph>
          <Card asChild className="portal-entry" data-color="accent">
            <a href="#/start">
              <span className="portal-entry-words">
                <Heading level={2} data-size="lg">
                  {t('portal.entryTitle')}
                </Heading>
                <Paragraph data-size="lg" className="portal-entry-text">
                  {t('portal.entryText')}
                </Paragraph>
                <ArrowRightIcon className="portal-entry-arrow" aria-hidden />
              </span>
              <Picture />
            </a>
          </Card>
        </div>
      </div>
      <ul className="portal-row portal-promises">
        <li>
          <PersonCheckmarkIcon aria-hidden />
          <Heading level={2} data-size="2xs">
            {t('portal.decideTitle')}
          </Heading>
          <Paragraph className="lead under">{t('portal.decideText')}</Paragraph>
        </li>
        <li>
          <PadlockLockedIcon aria-hidden />
          <Heading level={2} data-size="2xs">
            {t('portal.privateTitle')}
          </Heading>
          <Paragraph className="lead under">{t('portal.privateText')}</Paragraph>
        </li>
        <li>
          <CheckmarkCircleIcon aria-hidden />
          <Heading level={2} data-size="2xs">
            {t('portal.goneTitle')}
          </Heading>
          <Paragraph className="lead under">{t('portal.goneText')}</Paragraph>
        </li>
      </ul>
    </>
  );
}

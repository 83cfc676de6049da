import { Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localesOf } from '../language/locales.ts';
import { useTitle } from '../layout/use-title.ts';
import { readOperator } from '../operator/operator.ts';
import { PortalFrame } from '../portal/PortalFrame.tsx';
import results from './axe-results.json' with { type: 'json' };
import { shortcomings } from './shortcomings.ts';
import './statement.css';

const parts = Object.values<{
  states: number;
  pictures: number;
  rules: readonly string[];
  violations: readonly string[];
}>(results.parts);
const sum = (of: 'states' | 'pictures') => parts.reduce((total, part) => total + part[of], 0);
const union = (of: 'rules' | 'violations') => [...new Set(parts.flatMap((part) => part[of]))].sort();

/** How accessible the product is: what the tests found, and what is not met yet. */
export function StatementPage() {
  const { t, i18n } = useTranslation();
  const [{ contact }] = useState(() => readOperator(document));
  useTitle(t('statement.title'));
  const date = new Intl.DateTimeFormat(localesOf(i18n.language), { dateStyle: 'long', timeZone: 'UTC' });
  const broken = union('violations');
  return (
    <PortalFrame>
      <article className="portal-row portal-text statement">
        <Heading level={1} data-size="xl" tabIndex={-1}>
          {t('statement.title')}
        </Heading>
        <Paragraph data-size="lg" className="lead">
          {t('statement.lead')}
        </Paragraph>
        <Section title={t('statement.statusTitle')}>
          <Paragraph>{t('statement.status')}</Paragraph>
        </Section>
        <Section title={t('statement.testedTitle')}>
          <Paragraph>
            {t('statement.tested', {
              version: results.axe,
              rules: union('rules').length,
              states: sum('states'),
              pictures: sum('pictures'),
            })}
          </Paragraph>
          <Paragraph>
            {broken.length === 0
              ? t('statement.foundNothing')
              : t('statement.found', { rules: broken.join(', ') })}
          </Paragraph>
          <Paragraph>{t('statement.keyboard')}</Paragraph>
          <Paragraph>{t('statement.heard')}</Paragraph>
          <Paragraph>{t('statement.fit')}</Paragraph>
          <Paragraph>{t('statement.updated', { date: date.format(Date.parse(results.takenOn)) })}</Paragraph>
        </Section>
        <Section title={t('statement.notMetTitle')}>
          <ul>
            {shortcomings.map(({ text, criteria }) => (
              <li key={text}>
                {t(text)}
                {criteria.length > 0 && ` (WCAG\u00a0${criteria.join(', ')})`}
              </li>
            ))}
          </ul>
        </Section>
        <Section title={t('statement.tellTitle')}>
          <Paragraph>
            {t('statement.tell')}{' '}
            {contact?.url === undefined ? (
              t('doors.askOperator')
            ) : (
              <Link href={contact.url}>{contact.text}</Link>
            )}
          </Paragraph>
          <Paragraph>
            {t('statement.authority')} <Link href="https://www.uutilsynet.no">uutilsynet.no</Link>
          </Paragraph>
        </Section>
      </article>
    </PortalFrame>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Heading level={2} data-size="sm">
        {title}
      </Heading>
      {children}
    </section>
  );
}

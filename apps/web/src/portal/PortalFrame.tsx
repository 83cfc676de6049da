import { Link } from '@digdir/designsystemet-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../layout/PageFrame.tsx';
import { readOperator, wordsOf } from '../operator/operator.ts';
import './portal-frame.css';

export interface PortalFrameProps {
  /** The first page has no page to go back to: there the name leads to the operator's own site. */
  isFirst?: boolean;
  children: ReactNode;
}

/** Head and foot of the pages for users: the operator's name, logo and links. */
export function PortalFrame({ isFirst = false, children }: PortalFrameProps) {
  const { t, i18n } = useTranslation();
  const [{ name, logo, site, links, contact }] = useState(() => readOperator(document));
  const home = isFirst ? site : '/';
  return (
    <PageFrame
      name={name ?? 'Fjernhjelp'}
      {...(home !== undefined && { home })}
      {...(logo !== undefined && { logo })}
      footer={
        <>
          <span>
            {t('portal.forHelpers')} <Link href="/hjelper">{t('portal.forHelpersLink')}</Link>
          </span>
          <ul className="portal-links">
            <li>
              <Link href="/guide">{t('portal.guide')}</Link>
            </li>
            <li>
              <Link href="/tilgjengelighet">{t('statement.title')}</Link>
            </li>
            {contact?.url !== undefined && (
              <li>
                <Link href={contact.url}>{t('portal.contact', { contact: contact.text })}</Link>
              </li>
            )}
            {links.map((link) => (
              <li key={link.url}>
                <Link href={link.url}>{wordsOf(link, i18n.language)}</Link>
              </li>
            ))}
          </ul>
        </>
      }
    >
      {children}
    </PageFrame>
  );
}

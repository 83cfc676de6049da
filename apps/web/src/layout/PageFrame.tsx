import './page-frame.css';
import { SkipLink } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../language/LanguageSwitch.tsx';
import { SchemeSwitch } from '../theme/SchemeSwitch.tsx';
import { Mark } from './Mark.tsx';

export interface PageFrameProps {
  /** What the page belongs to, beside the mark. */
  name: string;
  /** Where the name leads; nowhere on the page that it would lead to. */
  home?: string;
  /** Address of the operator's logo, in the mark's place. */
  logo?: string;
  footer: ReactNode;
  children: ReactNode;
}

/** Head with language switch, main part and foot: every page but the client's window and a running session. */
export function PageFrame({ name, home, logo, footer, children }: PageFrameProps) {
  const { t } = useTranslation();
  return (
    <div className="page-frame">
      <SkipLink href="#main">{t('page.skip')}</SkipLink>
      <header className="page-head">
        <div className="page-row">
          <Brand name={name} home={home} logo={logo} />
          <div className="page-choices">
            <SchemeSwitch />
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="page-foot">
        <div className="page-row">{footer}</div>
      </footer>
    </div>
  );
}

function Brand({ name, home, logo }: Record<'home' | 'logo', string | undefined> & { name: string }) {
  const content = (
    <>
      {logo === undefined ? <Mark /> : <img className="page-logo" src={logo} alt="" />}
      <span>{name}</span>
    </>
  );
  if (home === undefined) return <span className="page-brand">{content}</span>;
  return (
    <a className="page-brand" href={home}>
      {content}
    </a>
  );
}

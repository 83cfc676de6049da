import '../theme/theme.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { openLanguage } from '../language/language.ts';
import { readScheme, showScheme } from '../theme/color-scheme.ts';
import { trustOwnScripts } from './trusted-scripts.ts';

/** Puts a page into its document, in the person's language. */
export function mountPage(page: ReactNode): void {
  trustOwnScripts(globalThis as { origin: string });
  showScheme(readScheme());
  const element = document.getElementById('page');
  if (element === null) throw new Error('the document has no element "page"');
  void openLanguage().then((i18n) => {
    createRoot(element).render(<I18nextProvider i18n={i18n}>{page}</I18nextProvider>);
  });
}

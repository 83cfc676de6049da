import type { ParseKeys } from 'i18next';
import type nb from '../texts/nb.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof nb };
    enableSelector: false;
  }
}

/** Where a text lies in src/texts: "console.title". */
export type TextKey = ParseKeys;

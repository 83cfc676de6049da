import { readRemembered, remember } from '../storage/remembered.ts';

/** auto: as the person's system has it */
export type Scheme = 'auto' | 'light' | 'dark';

export function readScheme(): Scheme {
  const kept = readRemembered('color-scheme');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

/** The documents begin with "auto". */
export function showScheme(scheme: Scheme): void {
  document.documentElement.dataset['colorScheme'] = scheme;
}

export function chooseScheme(scheme: Scheme): void {
  remember('color-scheme', scheme);
  showScheme(scheme);
}

/** What this browser keeps between visits. Never a password. */
export type RememberedName =
  | 'language'
  | 'color-scheme'
  | 'direct'
  | 'door'
  | 'helper-name'
  | 'helper-organisation'
  | 'key-way'
  | 'panel'
  | 'recent-sessions'
  | 'sharpness'
  | 'shortcuts'
  | 'sounds'
  | 'toolbar';

const keyOf = (name: RememberedName) => `fjernhjelp.${name}`;

/** @returns null when nothing is kept, or the browser keeps nothing for this page */
export function readRemembered(name: RememberedName): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch (error) {
    return nothingKept(error);
  }
}

export function remember(name: RememberedName, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value);
  } catch (error) {
    nothingKept(error);
  }
}

/** Blocked (SecurityError) or full (QuotaExceededError) storage costs a convenience, not the page. */
function nothingKept(error: unknown): null {
  if (error instanceof DOMException) return null;
  throw error;
}

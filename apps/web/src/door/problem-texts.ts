import type { TextKey } from '../language/text-key.ts';
import type { ShareProblem } from './capture/choose-screen.ts';

/** Why nothing is shared, in the user's words. */
export const problemTexts = {
  refused: 'door.refused',
  'not-readable': 'door.notReadable',
  failed: 'door.failed',
} as const satisfies Readonly<Record<ShareProblem, TextKey>>;

import type { TextKey } from '../language/text-key.ts';

/** What no program can find by itself and is not met yet, with the rule of WCAG 2.2 that asks for it. */
export const shortcomings: readonly { readonly text: TextKey; readonly criteria: readonly string[] }[] = [
  { text: 'statement.notScreen', criteria: ['1.1.1'] },
  { text: 'statement.notDrawing', criteria: ['2.5.7'] },
  { text: 'statement.notVoice', criteria: ['1.2.4'] },
  { text: 'statement.notRecording', criteria: ['1.2.1'] },
  { text: 'statement.notTried', criteria: [] },
];

import type { RecordingProblem } from '@fjernhjelp/viewer/recording';
import type { TextKey } from '../language/text-key.ts';

export const problemTexts: Readonly<Record<RecordingProblem, TextKey>> = {
  'not-a-recording': 'recording.notOne',
  'version-unsupported': 'recording.newer',
  'wrong-code': 'recording.codeWrong',
  damaged: 'recording.damaged',
};

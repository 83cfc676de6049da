import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The end-to-end tests that take more than half a minute. A new one that does belongs here. */
const LONG = [
  'minutes',
  'panel-states',
  'package',
  'voice',
  'door',
  'package-windows-session',
  'windows',
  'fit-for-all',
  'hostile-relay',
  'windows-clipboard',
  'voice-turn',
  'keyboard-only',
  'nothing-stays-pressed',
  'firefox',
  'picture',
  'door-voice',
  'user-window',
  'package-windows',
  'direct-path',
  'files',
  'typing',
  'revoked-in-use',
];

/**
 * Begins with what takes longest, so that nothing long is left alone at the end. Vitest knows how long a file takes only where it
 * ran before, and else takes the size of the file for it.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isEndToEnd = ({ project }: TestSpecification) => project.name === 'e2e';
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONG.indexOf(basename(moduleId, '.test.ts'));
      return index === -1 ? LONG.length : index;
    };
    const endToEnd = sorted.filter(isEndToEnd).sort((a, b) => rank(a) - rank(b));
    return sorted.map((file) => (isEndToEnd(file) ? endToEnd.shift()! : file));
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './run.ts';

/** What is packed: everything in a package that depends on the commit and not on its files. */
export interface Edition {
  /** `major.minor.patch` of package.json. */
  readonly version: string;
  /** Shown by `--version`: version and commit, with `+` for a checkout that differs from it. */
  readonly shown: string;
  /** The commit's time: every file in a package has it. */
  readonly time: Date;
}

/** Without Git (a source archive) the version alone, and the earliest time that a zip can say. */
export async function readEdition(): Promise<Edition> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  try {
    const [commit = '', seconds = ''] = (await run('git', ['log', '-1', '--format=%h %ct', '--abbrev=12']))
      .trim()
      .split(' ');
    const changed = (await run('git', ['status', '--porcelain', '--untracked-files=no'])).trim() !== '';
    return {
      version,
      shown: `${version} (${commit}${changed ? '+' : ''})`,
      time: new Date(Number(seconds) * 1000),
    };
  } catch {
    return { version, shown: version, time: new Date(Date.UTC(1980, 0, 1)) };
  }
}

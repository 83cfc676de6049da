import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parts } from '../parts.ts';
import { root, run } from '../run.ts';
import type { Bundle } from './bundle.ts';

/** What Node finds in an executable that is a program of its own (Node 22, "Single executable applications"). */
export const BLOB_NAME = 'NODE_SEA_BLOB';
/** Followed in the executable by `:0`, and by `:1` once there is a blob. */
export const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * Makes the blob with the program and its workers in it. Nothing else that is JavaScript is ever run: neither files beside the executable nor
 * what NODE_OPTIONS names, so that a rule which allows the executable allows just this program.
 */
export async function makeBlob(bundle: Bundle): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-blob-'));
  try {
    await writeFile(join(folder, 'main.js'), bundle.main);
    const workers = Object.entries(bundle.workers).map(([name, source]) => ({ file: `${name}.js`, source }));
    for (const { file, source } of workers) await writeFile(join(folder, file), source);
    /** How little room new objects have: what is done with goes early, so that files need less memory and time (docs/decisions/0012-files.md). */
    const nodeOptions = JSON.parse(await readFile(join(root, 'apps/client/node-options.json'), 'utf8'));
    const config = {
      main: 'main.js',
      output: 'blob',
      disableExperimentalSEAWarning: true,
      execArgv: ['--no-warnings', '--use-system-ca', ...nodeOptions],
      execArgvExtension: 'none',
      assets: Object.fromEntries(workers.map(({ file }) => [file, file])),
    };
    await writeFile(join(folder, 'sea.json'), JSON.stringify(config));
    await run(parts['linux-x64'].node, ['--experimental-sea-config', 'sea.json'], folder);
    return await readFile(join(folder, 'blob'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

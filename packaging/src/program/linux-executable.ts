import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blankSymbols } from '../elf/blank-symbols.ts';
import { parts } from '../parts.ts';
import { run } from '../run.ts';
import { BLOB_NAME, FUSE } from './blob.ts';

/** A process of its own: it takes ten seconds of a core, and complains about notes of the executable that do no harm. */
const postject = join(dirname(fileURLToPath(import.meta.resolve('postject'))), 'cli.js');

/** @returns Node's executable for Linux with the blob as a note */
export async function linuxExecutable(blob: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-linux-'));
  try {
    const [program, resource] = [join(folder, 'fjernhjelp'), join(folder, 'blob')];
    const node = await readFile(parts['linux-x64'].node);
    blankSymbols(node);
    await writeFile(program, node);
    await writeFile(resource, blob);
    await run(process.execPath, [postject, program, BLOB_NAME, resource, '--sentinel-fuse', FUSE]);
    return await readFile(program);
  } finally {
    await rm(folder, { recursive: true });
  }
}

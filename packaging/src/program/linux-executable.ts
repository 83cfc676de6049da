import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'postject';
import { parts } from '../parts.ts';
import { BLOB_NAME, FUSE } from './blob.ts';

/** @returns Node's executable for Linux with the blob as a note */
export async function linuxExecutable(blob: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-linux-'));
  try {
    const file = join(folder, 'fjernhjelp');
    await writeFile(file, await readFile(parts['linux-x64'].node));
    await inject(file, BLOB_NAME, Buffer.from(blob), { sentinelFuse: FUSE });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

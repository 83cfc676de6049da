import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vitest runs it before and after all end-to-end tests: a folder in which they share what takes long to make (once.ts). */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-run-'));
  process.env['E2E_RUN_FOLDER'] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

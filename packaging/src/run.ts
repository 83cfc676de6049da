import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The checkout's root folder. */
export const root = resolve(import.meta.dirname, '../..');

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws Error with what it said on stderr
 */
export async function run(command: string, args: readonly string[], cwd = root): Promise<string> {
  const { stdout } = await execute(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFolder, until } from './resources.ts';

/** A download and a build on a slow machine. */
const MAKING_MS = 280_000;

/**
 * Makes what several test files need: the first makes it, those that come meanwhile wait, and where it failed the next one tries.
 * They are processes of their own, and two that make the same at once would write over each other.
 * @param name of a file
 */
export async function once(name: string, make: () => unknown): Promise<void> {
  if (runFolder === undefined) {
    await make();
    return;
  }
  const mark = join(runFolder, `${name}.once`);
  const made = join(mark, 'made');
  await until(
    `there is ${name}`,
    async () => {
      if (existsSync(made)) return true;
      if (!(await isFirst(mark))) {
        if (await isLeft(mark)) await rm(mark, { recursive: true, force: true });
        return false;
      }
      try {
        await make();
        await writeFile(made, '');
      } catch (error) {
        await rm(mark, { recursive: true });
        throw error;
      }
      return true;
    },
    MAKING_MS,
  );
}

const makerOf = (mark: string) => join(mark, 'maker');

async function isFirst(mark: string): Promise<boolean> {
  try {
    await mkdir(mark);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(makerOf(mark), String(process.pid));
  return true;
}

/** Whether who began to make it is gone: its test file failed for another reason meanwhile. */
async function isLeft(mark: string): Promise<boolean> {
  const pid = Number(await readFile(makerOf(mark), 'utf8').catch(() => ''));
  try {
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

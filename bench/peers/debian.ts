import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** @returns what to do when a program of a Debian package is not there; undefined when it is */
export async function missingProgram(program: string, debianPackage: string): Promise<string | undefined> {
  const isThere = await exec('which', [program]).catch(() => undefined);
  return isThere === undefined ? `${program} is missing: apt-get install ${debianPackage}.` : undefined;
}

/** @returns the installed version of a Debian package */
export async function debianVersion(debianPackage: string): Promise<string> {
  const { stdout } = await exec('dpkg-query', ['--show', `--showformat=$\{Version}`, debianPackage]);
  return stdout;
}

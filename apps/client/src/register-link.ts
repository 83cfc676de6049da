import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from './start-problem.ts';

const FILE_NAME = 'fjernhjelp.desktop';

/**
 * Tells a Linux desktop that this program opens `fjernhjelp:` links, for this user alone (Desktop Entry
 * Specification 1.5, "The Exec key"; MIME type x-scheme-handler). Done only when asked for.
 * @param command the program and its arguments, without the link
 * @throws StartProblem "link-failed"
 */
export async function registerLink(command: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const folder = join(
    env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local', 'share'),
    'applications',
  );
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, FILE_NAME), desktopEntry(command), { mode: 0o644 });
    await promisify(execFile)('xdg-mime', ['default', FILE_NAME, 'x-scheme-handler/fjernhjelp'], { env });
  } catch (cause) {
    throw new StartProblem('link-failed', { code: String((cause as NodeJS.ErrnoException).code) }, { cause });
  }
}

/** @returns the text of the desktop file */
export function desktopEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Fjernhjelp',
    'Comment=Remote help',
    'Comment[nb]=Få hjelp på avstand',
    'Comment[nn]=Få hjelp på avstand',
    `Exec=${command.map(quoted).join(' ')} %u`,
    'Terminal=false',
    'NoDisplay=true',
    'MimeType=x-scheme-handler/fjernhjelp;',
    '',
  ].join('\n');
}

/** Quotes one argument where it must be: first for the Exec key, then for a desktop file's string. */
function quoted(argument: string): string {
  // Debian's xdg-open 1.1 takes quotes for a part of the name.
  if (/^[\w@+=:,./-]+$/.test(argument)) return argument;
  const forExec = `"${argument.replace(/["`$\\]/g, '\\$&').replace(/%/g, '%%')}"`;
  return forExec.replace(/\\/g, '\\\\');
}

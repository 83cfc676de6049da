import { spawn } from 'node:child_process';
import { findProgram } from './find-program.ts';

/** What common desktops have to show one sentence, the likeliest first. */
const boxes: readonly { program: string; args: (sentence: string) => string[] }[] = [
  {
    program: 'zenity',
    args: (sentence) => ['--error', '--no-markup', '--title=Fjernhjelp', `--text=${sentence}`],
  },
  { program: 'kdialog', args: (sentence) => ['--title', 'Fjernhjelp', '--sorry', sentence] },
  { program: 'notify-send', args: (sentence) => ['Fjernhjelp', sentence] },
];

/**
 * Shows a sentence to somebody who started the program from a menu or a link and has no terminal to read it in. The box outlives
 * the program; it is theirs to close.
 */
export function showMessageBox(sentence: string, env: NodeJS.ProcessEnv): void {
  if (!env['DISPLAY']) return;
  for (const { program, args } of boxes) {
    const path = findProgram(program, env);
    if (path === undefined) continue;
    const child = spawn(path, args(sentence), { stdio: 'ignore', detached: true, env });
    // The sentence is on stderr too: a box that cannot be shown changes nothing.
    child.on('error', () => {});
    child.unref();
    return;
  }
}

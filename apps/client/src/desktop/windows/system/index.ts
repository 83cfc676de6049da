import { StartProblem } from '../../../start-problem.ts';
import type { System } from '../../../system.ts';
import { openAppWindow } from './app-window.ts';
import { findUserProxy } from './find-proxy.ts';
import { languageOfUser } from './language.ts';
import { loadSystemLibraries } from './libraries.ts';

/** MB_ICONERROR, MB_SETFOREGROUND. */
const ERROR_IN_FRONT = 0x10 | 0x0001_0000;

/** Reads Windows' settings and writes none. */
export function openWindowsSystem(): System {
  const win = loadSystemLibraries();
  return {
    language: () => languageOfUser(win),
    showMessage(sentence) {
      // The box holds the thread until somebody has read it: by then everything else is closed.
      process.once('exit', () => win.MessageBoxW(null, sentence, 'Fjernhjelp', ERROR_IN_FRONT));
    },
    findProxy: findUserProxy,
    openWindow: openAppWindow,
    async registerLink() {
      // The operator's registry file does that: this program writes none.
      throw new StartProblem('link-failed', { code: 'Windows' });
    },
  };
}

import { languageOfSystem } from './languages.ts';
import { showMessageBox } from './message-box.ts';
import type { System } from './system.ts';
import { openBrowser } from './window/browser.ts';

/** Linux: the environment says most of it, and it says which proxy. */
export const linuxSystem: System = {
  language: languageOfSystem,
  showMessage: showMessageBox,
  findProxy: async () => undefined,
  openWindow: openBrowser,
  async registerLink(command, env) {
    const { registerLink } = await import('./register-link.ts');
    await registerLink(command, env);
  },
};

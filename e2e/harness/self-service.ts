import { join } from 'node:path';
import { openBrowser } from './browser.ts';
import { ClientWindow } from './client-window.ts';
import type { Display } from './display.ts';
import { node, type Resources, root, until } from './resources.ts';

/**
 * The user's way in: the operator has put the client on the machine and tied `fjernhjelp:` links to it; the user opens the
 * portal in a browser on the desktop, presses the button, and lets the browser open the program.
 */
export async function startFromPortal(
  resources: Resources,
  display: Display,
  serverUrl: string,
): Promise<ClientWindow> {
  const home = await resources.temporaryFolder('home');
  const { env: browserEnv, attach } = await ClientWindow.prepare(resources);
  const env = {
    ...browserEnv,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CURRENT_DESKTOP: undefined,
    LANG: 'nb_NO.UTF-8',
  };
  const registered = display.start(
    node,
    [join(root, 'apps/client/src/main.ts'), '--register-link', '--server', serverUrl],
    env,
  );
  if ((await registered.exited) !== 0) throw new Error(registered.stderr);

  const { browser } = await openBrowser(resources, {
    display,
    env,
    args: ['--window-size=1100,820', '--window-position=20,20', '--lang=nb'],
  });
  const page = await browser.newPage({ viewport: null, locale: 'nb-NO' });
  await page.goto(serverUrl);
  await page.getByRole('link', { name: 'Fjernhjelp' }).first().click();
  await page.getByRole('button', { name: 'Start fjernhjelp' }).click();
  await confirmOpening(display);
  return attach();
}

/** Chromium asks whether it may open the program: yes. */
async function confirmOpening(display: Display): Promise<void> {
  await until('the browser asks', async () => {
    const titles = await display
      .run('xdotool', ['search', '--onlyvisible', '--name', 'xdg-open'])
      .catch(() => '');
    return titles.trim() !== '';
  });
  await display.run('xdotool', ['key', 'Tab', 'Return']);
}

import { openBrowser } from '../harness/browser.ts';
import { HelperConsole } from '../harness/console.ts';
import { BrowserDoor } from '../harness/door.ts';
import type { Resources } from '../harness/resources.ts';
import { Server } from '../harness/server.ts';
import type { Transcript } from './transcript.ts';
import { Walk } from './walk.ts';
import type { Words } from './words.ts';

/** From the page that shares in the browser to the receipt. The helper is elsewhere and unheard. */
export async function walkDoor(resources: Resources, words: Words, transcript: Transcript): Promise<void> {
  const { text, said } = words;
  const server = await Server.start(resources);
  const walk = await Walk.begin(resources, words.language, transcript);
  const { reader } = walk;
  const { browser } = await openBrowser(resources);
  const door = await BrowserDoor.open(resources, walk.display, server.url, {
    locale: words.locale,
    executablePath: walk.executablePath,
  });
  const button = (name: string) => door.page.getByRole('button', { name, exact: true });
  await walk.open('The page has opened', `${server.url}/del`);
  await walk.goTo('Tab to the beginning', button(text('door.start')));
  await walk.keys('Enter', ['Return'], said('window.waitingTitle'));
  await walk.keys('Arrow down, line by line', Array<string>(8).fill('Down'));

  const helper = await HelperConsole.open(browser, server.url);
  const credentials = await door.readAloud();
  await walk.step('A helper asks to come in', () => helper.connect(credentials), said('window.askingTitle'));
  await walk.goTo('Tab to the yes', button(text('window.allow')));
  await walk.step(
    'Enter: the browser shares the whole screen, and says so in a window of its own',
    async () => {
      await reader.keys('Return');
      await helper.connected();
    },
  );
  await walk.step('Back to the page', () => walk.display.focus('Fjernhjelp - Chromium'));
  await walk.goTo('Tab to the pause', button(text('window.pause')));
  await walk.keys('Enter', ['Return'], said('window.pausedTitle'));
  await walk.goTo('Tab to the end', button(text('window.end')));
  await walk.keys('Enter', ['Return'], said('window.endedTitle'));
}

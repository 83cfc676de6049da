import { openBrowser } from '../harness/browser.ts';
import { HelperConsole } from '../harness/console.ts';
import type { Resources } from '../harness/resources.ts';
import { startFromPortal } from '../harness/self-service.ts';
import { Server } from '../harness/server.ts';
import type { Transcript } from './transcript.ts';
import { Walk } from './walk.ts';
import type { Words } from './words.ts';

/** From the portal by the installed program to the receipt. The helper is elsewhere and unheard. */
export async function walkUser(resources: Resources, words: Words, transcript: Transcript): Promise<void> {
  const { text, said } = words;
  const server = await Server.start(resources);
  const walk = await Walk.begin(resources, words.language, transcript);
  const { reader } = walk;
  const { browser } = await openBrowser(resources);

  const window = await startFromPortal(resources, walk.display, server.url, {
    language: words.language,
    executablePath: walk.executablePath,
    entry: text('portal.entryTitle'),
    start: text('start.button'),
    async onPage(step, page) {
      if (step === 'portal') await walk.open('The portal has opened', page.url());
      else await walk.step('The start page has opened', async () => {});
    },
    press: (target) =>
      walk.step('Tab to it, Enter', async () => {
        await reader.tabTo(target);
        await reader.keys('Return');
      }),
  });
  const button = (name: string) => window.page.getByRole('button', { name, exact: true });
  await walk.step('The window of the program has opened', async () => {}, said('window.waitingTitle'));
  await walk.keys('Arrow down, line by line', Array<string>(12).fill('Down'));

  const helper = await HelperConsole.open(browser, server.url);
  const credentials = await window.readAloud();
  await helper.fillIn(credentials);
  await helper.page.getByLabel(/Hva gjelder det/).fill('Skriveren virker ikke');
  const connect = helper.page.getByRole('button', { name: 'Koble til' });
  await walk.step('A helper asks to come in', () => connect.click(), said('window.askingTitle'));
  await walk.keys('Arrow down, line by line', Array<string>(12).fill('Down'));
  await walk.goTo('Tab to the yes', button(text('window.allow')));
  await walk.keys('Enter', ['Return'], said('window.sharingTitle'));
  await helper.connected();
  await walk.step(
    'The helper asks for control',
    () => helper.askForControl(),
    said('grants.control.request'),
  );
  await walk.goTo('Tab to the yes', button(text('grants.control.allow')));
  await walk.keys('Enter', ['Return'], said('window.controlTitle'));
  await walk.step(
    'The helper writes a message',
    async () => {
      await helper.page.locator('[aria-controls="panel-chat"]').click();
      await helper.page.getByLabel('Skriv en melding').fill('Ser du meg?');
      await helper.page.getByLabel('Skriv en melding').press('Enter');
    },
    /Ser du meg/,
  );
  await walk.goTo('Tab to the pause', button(text('window.pause')));
  await walk.keys('Enter', ['Return'], said('window.pausedTitle'));
  await walk.goTo('Tab to going on', button(text('window.goOn')));
  await walk.keys('Enter', ['Return'], said('window.controlTitle'));
  await walk.goTo('Tab to the end', button(text('window.end')));
  await walk.keys('Enter', ['Return'], said('window.endedTitle'));
  await walk.keys('Arrow down, line by line', Array<string>(10).fill('Down'));
}

import { openBrowser } from '../harness/browser.ts';
import { Client } from '../harness/client.ts';
import { Display } from '../harness/display.ts';
import type { Resources } from '../harness/resources.ts';
import { Server } from '../harness/server.ts';
import type { Transcript } from './transcript.ts';
import { Walk } from './walk.ts';
import type { Words } from './words.ts';

/** From the console's form to the receipt. The user is elsewhere and unheard. */
export async function walkHelper(resources: Resources, words: Words, transcript: Transcript): Promise<void> {
  const { text, said } = words;
  const server = await Server.start(resources);
  const user = Client.start(await Display.start(resources, { widthPx: 1280, heightPx: 800 }), server.url);
  const { id, password } = await user.credentials();
  const walk = await Walk.begin(resources, words.language, transcript);
  const { reader } = walk;
  const { browser } = await openBrowser(resources, {
    display: walk.display,
    executablePath: walk.executablePath,
    args: ['--window-size=1400,900', '--window-position=20,20'],
  });
  const page = await browser.newPage({ viewport: null, locale: words.locale });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const type = (what: string, label: string, text: string) =>
    walk.step(what, async () => {
      await reader.tabTo(page.getByLabel(label, { exact: true }));
      await reader.silence();
      await reader.types(text);
    });

  await walk.open('The console has opened', `${server.url}/hjelper`);
  await type('Tab to the ID, and a wrong one typed', 'ID', '123456783');
  await walk.step('It is mended', async () => {
    await reader.keys('ctrl+a');
    await reader.types(id);
  });
  await type('Tab to the password, and typed', text('console.password'), password);
  await type('Tab to the name, and typed', text('console.helperName'), 'Kari Hansen');
  await walk.goTo('Tab to connect', button(text('console.connect')));
  await walk.keys('Enter', ['Return'], said('session.waitingTitle'));
  await walk.step('The user says yes', () => user.allow(), said('session.statePoint'));
  await walk.goTo('Tab to the scale, from the first button of the toolbar', page.getByRole('radio').first());
  await walk.keys('The arrow keys there', ['Right', 'Left']);
  await walk.goTo('Tab to the messages', button(text('chat.title')));
  await walk.keys('Shift and Tab to asking for control', ['shift+Tab', 'shift+Tab', 'shift+Tab']);
  await walk.keys('Enter', ['Return']);
  await walk.keys('Enter once more asks the user', ['Return'], said('session.stateAsking'));
  await walk.step('The user says yes', () => user.allowControl(), said('session.stateControl'));
  await walk.keys('Tab and a letter go to the user', ['Tab', 'a']);
  await walk.keys('The keys that leave the screen', ['ctrl+alt+shift']);
  await walk.step(
    'The user pauses',
    async () => user.command({ type: 'pause' }),
    said('session.pausedTitle'),
  );
  await walk.step(
    'The user goes on',
    async () => user.command({ type: 'go-on' }),
    said('session.stateControl'),
  );
  await walk.keys('The keys that leave the screen', ['ctrl+alt+shift']);
  await walk.goTo('Tab to the messages', button(text('chat.title')));
  await walk.keys('Enter', ['Return']);
  await type('Tab to the field, and typed', text('chat.write'), 'Hei');
  await walk.keys('Enter', ['Return']);
  await walk.step('The user writes', async () => user.command({ type: 'say', text: 'Hei, jeg ser deg' }));
  await walk.goTo('Tab to the files', button(text('files.title')));
  await walk.keys('Enter', ['Return']);
  await walk.goTo('Tab to asking for files', button(text('files.askFrom')));
  await walk.keys('Enter, twice', ['Return', 'Return'], said('session.stateAsking'));
  await walk.step(
    'The user says no',
    async () => {
      const { helpers } = await user.until('the question', (status) =>
        status.helpers.some(({ request }) => request !== undefined),
      );
      user.command({ type: 'decline-grant', person: helpers[0]?.person ?? 0, grant: 'files-from-user' });
    },
    said('session.stateDeclinedOther'),
  );
  await walk.goTo('Tab to the end', button(text('window.end')));
  await walk.keys('Enter', ['Return'], said('ended.byHelperTitle'));
  await walk.keys('Arrow down, line by line', Array<string>(10).fill('Down'));
}

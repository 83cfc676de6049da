import { afterEach, expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import { Resources, until } from './harness/resources.ts';
import { startFromPortal } from './harness/self-service.ts';
import { exactPicture, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('a user starts from the portal and reads aloud; a helper connects, sees and controls; X ends it', async () => {
  const stage = await setStage(resources, { widthPx: 1600, heightPx: 1000 });
  const window = await startFromPortal(resources, stage.display, stage.server.url);
  const readAloud = await window.readAloud();

  // As people type: small letters, without the spaces.
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect({ id: readAloud.id.replaceAll(' ', '-'), password: readAloud.password.toLowerCase() });
  await helper.shows(/venter på at brukeren/i);
  expect(await helper.page.locator('canvas').isVisible()).toBe(false);
  await window.shows(/Kari Hansen/);
  await window.shows(/oppgitt, ikke bekreftet/i);
  await window.press('Tillat');
  await helper.connected();
  await exactPicture(stage, helper);

  await helper.askForControl();
  await window.press('Tillat styring');
  await helper.shows('Du styrer');
  await window.press('Stopp styring');
  await helper.shows('Du ser og peker');

  await stage.display.closeByX('fjernhjelp');
  await helper.shows(/brukeren avsluttet/i);
  await until('the program is gone', async () => {
    // pgrep answers 1 when there is none.
    const search = stage.display.run('pgrep', ['-f', `client/src/main.ts --server ${stage.server.url}`]);
    return search.then(
      () => false,
      () => true,
    );
  });
  expect(helper.errors).toEqual([]);
});

test.each([
  { feature: 'WebAssembly', sentence: /mangler WebAssembly/ },
  { feature: 'Worker', sentence: /Web Workers/ },
])(
  'a browser without $feature is told so, in words, before anything is typed',
  async ({ feature, sentence }) => {
    const stage = await setStage(resources, { widthPx: 800, heightPx: 600 });
    const context = await stage.running.browser.newContext({ locale: 'nb-NO' });
    await context.addInitScript(`delete globalThis.${feature}`);
    const page = await context.newPage();
    await page.goto(`${stage.server.url}/hjelper`);
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole('button', { name: 'Koble til' }).count()).toBe(0);
  },
);

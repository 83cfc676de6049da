import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources, until } from './harness/resources.ts';
import { setStage } from './harness/session.ts';

const resources = new Resources();
afterAll(() => resources.close());

/** What has the keyboard: its accessible name as far as labels and texts make it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as (HTMLElement & { labels?: NodeListOf<HTMLElement> }) | null;
    return element?.ariaLabel ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
  });

/** Presses Tab until it is there. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await focused(page)).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${name}; it is at ${await focused(page)}`);
}

test('a helper does a whole session in the console with the keyboard alone, in full screen too', async () => {
  const stage = await setStage(resources);
  const client = Client.start(stage.display, stage.server.url);
  const { id, password } = await client.credentials();
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  const { page } = helper;
  const { keyboard } = page;

  await tabTo(page, 'ID');
  await keyboard.type(id);
  await tabTo(page, 'Passord');
  await keyboard.type(password);
  await tabTo(page, 'Navnet ditt');
  await keyboard.type('Kari Hansen');
  await keyboard.press('Enter');
  await client.allow();
  await helper.connected();

  await until(
    'the first thing to do has the keyboard',
    async () => (await focused(page)) === 'Be om styring',
  );
  await keyboard.press('Enter');
  const why = page.getByRole('dialog', { name: 'Be om styring' });
  await until('the reason has the keyboard', async () => (await focused(page)).startsWith('Hva trenger du'));
  await keyboard.press('Escape');
  await why.waitFor({ state: 'detached' });
  await until('the button has it again', async () => (await focused(page)) === 'Be om styring');
  expect(client.status?.helpers[0]?.request).toBeUndefined();
  await keyboard.press('Enter');
  await why.waitFor();
  await keyboard.type('Må bytte skriver');
  await keyboard.press('Enter');
  await client.until('why', ({ helpers }) => helpers[0]?.request?.reason === 'Må bytte skriver');
  await client.allowControl();
  await helper.shows('Du styrer');
  await until('the screen has the keyboard', async () => (await focused(page)) === 'Skjermen til brukeren');

  // What is typed there is the user's machine's: the page's framework listens to every key that it is told of.
  await page.evaluate(() => {
    for (const name of ['keydown', 'keyup'])
      document.body.addEventListener(name, () => (document.body.dataset['heard'] = name), { capture: true });
  });
  await keyboard.press('x');
  expect(await page.evaluate(() => document.body.dataset['heard'])).toBeUndefined();

  // The three alone lead out; with one key more they are a shortcut, and the screen keeps the keyboard.
  await keyboard.press('Control+Alt+Shift+KeyT');
  await page.getByRole('button', { name: 'Vis verktøylinjen' }).waitFor();
  expect(await focused(page)).toBe('Skjermen til brukeren');
  await keyboard.press('Control+Alt+Shift');
  await until('the toolbar has it', async () => (await focused(page)) === 'Gi tilbake styringen');
  await until('the toolbar is to be seen', async () => {
    const box = await page.getByRole('button', { name: 'Gi tilbake styringen' }).boundingBox();
    return box !== null && box.y >= 0;
  });

  await keyboard.press('Control+Alt+Shift+KeyH');
  await page.getByRole('dialog', { name: 'Hurtigtaster' }).waitFor();
  await keyboard.press('Escape');
  await keyboard.press('Control+Alt+Shift+KeyC');
  await page.getByRole('complementary', { name: 'Meldinger' }).waitFor();
  // Tab would end in the screen, which keeps it.
  await until('the panel has the keyboard', async () => (await focused(page)) === 'Meldinger');
  await tabTo(page, 'Skriv en melding');
  await keyboard.type('Hei');
  await keyboard.press('Enter');
  await client.until('it', ({ chat }) => chat?.messages.at(-1)?.text === 'Hei');
  await keyboard.press('Control+Alt+Shift+KeyC');
  await page.getByRole('complementary', { name: 'Meldinger' }).waitFor({ state: 'detached' });

  await tabTo(page, 'Avslutt');
  await keyboard.press('Enter');
  await until('what has happened has it', async () => (await focused(page)) === 'Du avsluttet');
  await tabTo(page, 'Saksnummer');
  await keyboard.type('INC-7');
  await tabTo(page, 'Ny tilkobling');
  await keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'INC-7' }).waitFor();
  expect(helper.errors).toEqual([]);
});

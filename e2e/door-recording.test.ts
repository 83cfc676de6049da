import { expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import { comparePixels, crop } from './harness/display.ts';
import { BrowserDoor } from './harness/door.ts';
import { readPixels } from './harness/pixels-of.ts';
import { contentOf, saved } from './harness/recordings.ts';
import { Resources, until } from './harness/resources.ts';
import { setStage } from './harness/session.ts';

test('RF8–RF10 the user records in the browser door: asked for, marked at both ends, saved, in both receipts, played', async () => {
  await using resources = new Resources();
  const stage = await setStage(resources);
  const door = await BrowserDoor.open(resources, stage.display, stage.server.url);
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await door.credentials());
  await door.press('Tillat');
  await helper.connected();
  const { page } = door;

  // Declined once: nothing is written.
  await door.press('Ta opp økten');
  await door.shows('Opptaket blir liggende i denne nettleseren.');
  await door.press('Spør hjelperen om lov');
  await helper.page.getByRole('button', { name: 'Nei takk' }).click();
  await door.shows('Hjelperen ville ikke bli tatt opp.');

  await door.press('Ta opp økten');
  await door.press('Spør hjelperen om lov');
  await helper.page.getByRole('button', { name: 'Godta opptak' }).click();
  await door.shows('Du tar opp økten');
  await helper.shows('Brukeren tar opp');
  const code = (await page.locator('.user-recording code').textContent()) ?? '';
  await helper.page.locator('[aria-controls="panel-chat"]').click();
  await helper.page.getByLabel('Skriv en melding').fill('Nå blir det tatt opp');
  await helper.page.getByLabel('Skriv en melding').press('Enter');
  await door.shows('Nå blir det tatt opp');
  stage.display.start('xterm', ['-bg', '#1040c0', '-geometry', '60x20+720+60', '-e', 'sleep 600']);
  const area = { xPx: 800, yPx: 150, widthPx: 150, heightPx: 100 };
  await until('the helper sees the blue window', async () => {
    const [red = 0, , blue = 0] = crop(await helper.pixels(), area).rgba;
    return blue > 150 && red < 40;
  });
  const beganAt = Date.now();
  await until('two seconds of it are recorded', () => Date.now() - beganAt > 2000);
  // Not what came first of it, which may be about right still.
  const seen = await helper.pixels();

  // The helper may, too; the small window over the others says both.
  await helper.page.locator('[aria-controls="panel-recording"]').click();
  await helper.ask('Be om å ta opp');
  await door.press('Tillat opptak');
  await helper.page.getByRole('button', { name: 'Start opptak' }).click();
  await door.shows('Kari Hansen tar opp det som vises');
  await door.press('Vis i et lite vindu');
  await until('the small window has both marks', () =>
    page.evaluate(() => {
      const { documentPictureInPicture: hint } = window as unknown as {
        documentPictureInPicture: { window: Window | null };
      };
      return hint.window?.document.querySelectorAll('.recording-mark').length === 2;
    }),
  );
  await door.press('Lukk det lille vinduet');

  // The end of the session closes it.
  await door.press('Avslutt');
  await door.shows(/Opptaket er ferdig/);
  for (const end of [page, helper.page]) {
    await end.locator('.receipt summary').click();
    for (const who of ['Brukeren tok opp', 'Kari Hansen tok opp'])
      await end.locator('.receipt li', { hasText: who }).waitFor();
  }
  expect(await page.locator('.user-recording code').textContent()).toBe(code);
  const download = page.waitForEvent('download');
  await door.press('Lagre opptaket');
  expect((await download).suggestedFilename()).toMatch(/\.fjernrec$/);
  const recording = await saved(resources, download);
  const { events, isWhole } = await contentOf(recording, code);
  expect(isWhole).toBe(true);
  expect(recording.includes('Nå blir')).toBe(false);
  expect(events).toContainEqual({ type: 'chat', name: 'Kari Hansen', text: 'Nå blir det tatt opp' });

  // It lies in this browser, where it is played and deleted.
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: /#opptak/ }).click();
  const player = await opened;
  await player.getByLabel('Kode').fill(code);
  await player.getByRole('radio', { name: /fjernrec/ }).check();
  await player.getByRole('button', { name: 'Åpne opptaket' }).click();
  const slider = player.getByRole('slider', { name: 'Sted i opptaket' });
  await slider.waitFor();
  await slider.press('End');
  await player.getByText('Nå blir det tatt opp').waitFor();
  let last = '';
  await until(
    'the last picture is what the helper saw',
    async () => {
      const played = await readPixels(await player.waitForSelector('.recording-stage canvas'));
      if (played.widthPx !== seen.widthPx) return false;
      const { different, first } = comparePixels(crop(seen, area), crop(played, area));
      last = `${different} pixels differ, the first at ${first}`;
      return different === 0;
    },
    undefined,
    () => last,
  );
  expect(door.complaints).toEqual([]);
  expect(helper.errors).toEqual([]);
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from './harness/axe.ts';
import { openBrowser } from './harness/browser.ts';
import { HelperConsole } from './harness/console.ts';
import { comparePixels, type Pixels } from './harness/display.ts';
import { BrowserDoor, share } from './harness/door.ts';
import { colourAt, countOf, differ } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { setStage } from './harness/session.ts';

/** PROTOCOL.md DR7: the first helper's. */
const PINK = 0xd4006a;

/** @returns whether a copy of the screen has a pink line there, which is thinner in it than a pixel of one colour */
function isDrawn(
  copy: Pixels,
  { fromPx, toPx, yPx }: { fromPx: number; toPx: number; yPx: number },
  screenPx: number,
): boolean {
  const scale = copy.widthPx / screenPx;
  const isPink = (xPx: number, atPx: number) => {
    const colour = colourAt(copy, Math.round(xPx * scale), atPx);
    const [red, green, blue] = [colour >> 16, (colour >> 8) & 255, colour & 255];
    return red > 120 && green < red / 2 && blue > green;
  };
  const row = Math.round(yPx * scale);
  const places = [0.1, 0.3, 0.5, 0.7].map((part) => fromPx + part * (toPx - fromPx));
  return places.every((xPx) => [row - 2, row - 1, row, row + 1, row + 2].some((atPx) => isPink(xPx, atPx)));
}

describe('the browser door', () => {
  it('shows a helper the real screen: exactly what the browser made of it', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const { door, helper } = await share(resources, stage);
    await door.hideCopy();
    stage.display.start('xterm', ['-geometry', '60x20+700+60', '-e', 'sleep 600']);
    let last: unknown;
    await until(
      'the helper sees what is on the screen',
      async () => {
        const screen = await stage.display.quiet();
        const seen = await helper.pixels();
        const captured = await door.capturedPixels();
        const difference = differ(screen, seen);
        const { different } = comparePixels(captured, seen);
        last = { ...difference, different };
        // Chromium gives 4:2:0 of limited range: colours of thin lines are shared by four pixels, nothing else is far.
        return different === 0 && difference.mean < 2 && difference.brightnessOff < 0.02;
      },
      undefined,
      () => JSON.stringify(last),
    );
    console.log('screen and what the helper sees:', JSON.stringify(last));
    expect(helper.errors).toEqual([]);
    expect(door.complaints).toEqual([]);
  });

  it('asks the browser for few pictures of a screen that rests, and shows what ends the rest, on the small copy too', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const { door, helper } = await share(resources, stage);
    const captured = (rate: number) =>
      until(`${rate} pictures a second are captured`, async () => (await door.captureRate()) === rate);
    await captured(4);
    const rested = { helper: await helper.pixels(), copy: await door.copyPixels('page') };
    await stage.display.xterm('ends the rest', { geometry: '60x20+700+60', command: ['sleep', '600'] });
    await captured(30);
    await until('it is on the small copy', async () => {
      const { different } = comparePixels(rested.copy, await door.copyPixels('page'));
      return different > (rested.copy.widthPx * rested.copy.heightPx) / 100;
    });
    await until('the helper sees it, on every pixel', async () => {
      const seen = await helper.pixels();
      const isNew = comparePixels(rested.helper, seen).different > 0;
      return isNew && comparePixels(await door.capturedPixels(), seen).different === 0;
    });
  });

  it('does with a helper all that a browser can, and says what it cannot', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const folder = await resources.temporaryFolder('door');
    const { door, helper } = await share(resources, stage);
    const { page } = door;

    await expectAccessible(page, 'sharing');
    await helper.page.getByRole('button', { name: 'Kan ikke styres' }).click();
    await helper.shows('nettlesere lar ingen styre maskinen');
    await helper.page.keyboard.press('Escape');
    await page.getByText('Hjelperen kan ikke styre herfra').click();
    await page.getByRole('link', { name: 'Hent eller start programmet' }).waitFor();

    // Pointing is shown on the small copy, and in the small window.
    await door.press('Vis i et lite vindu');
    await page.getByRole('button', { name: 'Lukk det lille vinduet' }).waitFor();
    const shown = (where: 'page' | 'hint') => door.copyPixels(where).then((copy) => countOf(copy, PINK));
    let xPx = 300;
    for (const where of ['page', 'hint'] as const)
      await until(`the helper's pointer is seen in the ${where}`, async () => {
        // It goes out when nobody points any more.
        await helper.moveTo(xPx++, 300);
        return (await shown(where)) > 20;
      });

    // So is what the helper draws, from the first stroke of the pen on.
    const drawing = helper.page.locator('[aria-controls="panel-drawing"]');
    await drawing.click();
    await helper.page.getByRole('switch', { name: 'La det stå' }).click();
    await helper.page.getByRole('radio', { name: 'Penn', exact: true }).check({ force: true });
    // Beside the door's own window, in which the copy shows itself.
    const stroke = { fromPx: 840, toPx: 1160, yPx: 620 };
    await helper.moveTo(stroke.fromPx, stroke.yPx);
    await helper.page.mouse.down();
    const end = await helper.at(stroke.toPx, stroke.yPx);
    await helper.page.mouse.move(end.x, end.y, { steps: 8 });
    for (const where of ['page', 'hint'] as const)
      await until(`the stroke is seen in the ${where} before it is done`, async () =>
        isDrawn(await door.copyPixels(where), stroke, stage.display.widthPx),
      );
    await helper.page.mouse.up();
    await helper.moveTo(900, 300);
    for (const where of ['page', 'hint'] as const)
      expect(isDrawn(await door.copyPixels(where), stroke, stage.display.widthPx), where).toBe(true);
    await helper.page.getByRole('button', { name: 'Fjern alt' }).click();
    for (const where of ['page', 'hint'] as const)
      await until(
        `nothing of it is left in the ${where}`,
        async () => !isDrawn(await door.copyPixels(where), stroke, stage.display.widthPx),
      );
    await drawing.click();
    await door.press('Lukk det lille vinduet');

    // Chat.
    await helper.page.locator('[aria-controls="panel-chat"]').click();
    await helper.page.getByLabel('Skriv en melding').fill('Trykk på Start');
    await helper.page.getByLabel('Skriv en melding').press('Enter');
    await door.shows('Trykk på Start');
    await page.getByLabel('Skriv en melding').fill('Det gjorde jeg');
    await page.getByLabel('Skriv en melding').press('Enter');
    await helper.shows('Det gjorde jeg');
    await helper.page.locator('[aria-controls="panel-chat"]').click();

    // Files to the user, as a download.
    await writeFile(join(folder, 'veiledning.txt'), 'Slik gjør du det');
    await helper.page.locator('[aria-controls="panel-files"]').click();
    await helper.page.getByTestId('files').setInputFiles(join(folder, 'veiledning.txt'));
    await helper.sayWhy('En veiledning');
    await door.shows('«En veiledning»');
    await door.press(/^Tillat/);
    await expectAccessible(page, 'an offer of files');
    const download = page.waitForEvent('download');
    await door.press('Lagre i nedlastinger');
    const saved = join(folder, 'lagret.txt');
    await (await download).saveAs(saved);
    expect(await readFile(saved, 'utf8')).toBe('Slik gjør du det');

    // And from the user.
    await helper.ask('Be om filer');
    await door.press(/^Tillat/);
    await writeFile(join(folder, 'feil.log'), 'feil 7');
    await page.getByTestId('files').setInputFiles(join(folder, 'feil.log'));
    await helper.shows(/feil\.log/);
    const got = helper.page.waitForEvent('download');
    await helper.page.getByRole('button', { name: 'Last ned', exact: true }).click();
    const gotten = join(folder, 'hentet.log');
    await (await got).saveAs(gotten);
    expect(await readFile(gotten, 'utf8')).toBe('feil 7');

    await door.press('Ta pause');
    await helper.shows(/pause/i);
    await door.press('Fortsett');
    await door.shows('Kari Hansen ser skjermen din');
    await door.press('Avslutt');
    await door.shows('Du avsluttet.');
    await helper.shows(/avslutte/i);
    expect(await page.locator('.receipt').textContent()).toContain('Kari Hansen');
    await expectAccessible(page, 'ended');
    expect(door.complaints).toEqual([]);
  });

  it('pauses when the user stops sharing in the browser’s own bar, and goes on with a new choice', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const { door, helper } = await share(resources, stage);
    await stage.display.clickWindow('is sharing your screen', 104);
    await door.shows('Du viser ikke skjermen lenger');
    await expectAccessible(door.page, 'stopped');
    await helper.shows(/pause/i);
    await door.press('Vis skjermen igjen');
    await door.shows('Du viser hele skjermen.');
    await helper.connected();
    // A second choice while the first is shown.
    await door.press('Vis noe annet');
    await door.shows('Du viser hele skjermen.');
    await helper.end();
    await door.shows('Hjelperen avsluttet.');
    expect(door.complaints).toEqual([]);
  });

  it('says what to do when the browser does not let the user choose', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const door = await BrowserDoor.open(resources, stage.display, stage.server.url, {
      args: ['--use-fake-ui-for-media-stream=deny'],
    });
    await expectAccessible(door.page, 'the beginning');
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await helper.connect(await door.credentials());
    await expectAccessible(door.page, 'waiting');
    await door.press('Tillat');
    await door.shows('Ingenting ble valgt, så ingen ser noe.');
    await expectAccessible(door.page, 'refused');
    await door.press('Avslå');
    await helper.shows(/nei/);
    expect(door.complaints).toEqual([]);
  });

  it('forgets the password when the page is loaded anew, and stores nothing of it', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const door = await BrowserDoor.open(resources, stage.display, stage.server.url);
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    const credentials = await door.credentials();
    await helper.connect(credentials);
    await door.press('Tillat');
    await helper.connected();
    const stored = await door.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(stored).not.toContain(credentials.password.replaceAll(' ', ''));
    expect(door.page.url()).not.toContain(credentials.password.slice(0, 4));
    // The browser asks whether the user means it.
    let asked = '';
    door.page.on('dialog', (dialog) => {
      asked = dialog.type();
      void dialog.accept();
    });
    await door.page.reload();
    expect(asked).toBe('beforeunload');
    await door.page.getByRole('button', { name: 'Få ID og passord' }).waitFor();
    expect(await door.page.locator('main').textContent()).not.toContain(credentials.password);
    await helper.shows(/avsluttet/);
    // Nothing was asked of anybody else.
    const others = door.requests.filter((url) => !/^(https?|wss?):\/\/localhost:/.test(url));
    expect(others).toEqual([]);
    expect(door.complaints).toEqual([]);
  });

  it('is used from start to finish with the keyboard alone', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const door = await BrowserDoor.open(resources, stage.display, stage.server.url);
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await door.tabTo('Få ID og passord');
    await helper.connect(await door.readAloud());
    await door.shows('Kari Hansen vil se skjermen din');
    await door.tabTo('Tillat');
    await door.shows('Kari Hansen ser skjermen din');
    await helper.connected();
    await door.tabTo('Ta pause');
    await door.shows('Pause: ingen ser skjermen din');
    await door.tabTo('Avslutt');
    await door.shows('Du avsluttet.');
  });

  it('follows a window that gets another size, and pauses when it is closed', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources);
    const sheet = await stage.display.xterm('Regneark', { geometry: '60x20+700+60' });
    const door = await BrowserDoor.open(resources, stage.display, stage.server.url, {
      args: ['--auto-select-desktop-capture-source=Regneark'],
    });
    const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
    await helper.connect(await door.credentials());
    await door.press('Tillat');
    await door.shows('Du viser ett vindu. Hjelperen ser ikke noe annet.');
    await helper.connected();
    const before = await helper.pixels();
    expect(before.widthPx).toBeLessThan(stage.display.widthPx);
    const id = await stage.display.window('Regneark');
    await stage.display.run('xdotool', ['windowsize', id, '400', '300']);
    await until('the helper sees the window in its new size', async () => {
      const { widthPx, heightPx } = await helper.pixels();
      return widthPx < before.widthPx && heightPx < before.heightPx;
    });
    sheet.signal('SIGTERM');
    await door.shows('Du viser ikke skjermen lenger');
    await helper.shows(/pause/i);
    expect(door.complaints).toEqual([]);
  });

  it('DP3 answers a direct path, where both browsers tell their addresses', async () => {
    await using resources = new Resources();
    const stage = await setStage(resources, { serverEnv: { FJERNHJELP_DIRECT_PATH: 'true' } });
    const shown = '--disable-features=WebRtcHideLocalIpsWithMdns';
    const door = await BrowserDoor.open(resources, stage.display, stage.server.url, {
      args: ['--auto-select-desktop-capture-source=Entire screen', shown],
    });
    const { browser } = await openBrowser(resources, { args: [shown] });
    const helper = await HelperConsole.open(browser, stage.server.url);
    await helper.connect(await door.credentials());
    await door.press('Tillat');
    await helper.connected();
    await helper.shows(/Direkte/);
    await door.shows(/Direkte/);
    await door.page.getByRole('switch').click();
    await helper.shows(/Via tjenesten/);
    expect(door.complaints).toEqual([]);
  });
});

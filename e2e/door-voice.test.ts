import { afterEach, expect, test } from 'vitest';
import { HelperConsole } from './harness/console.ts';
import { BrowserDoor, CHOOSES_SCREEN } from './harness/door.ts';
import { Resources, until } from './harness/resources.ts';
import { setStage } from './harness/session.ts';
import {
  HELPER_HERTZ,
  hear,
  hears,
  hearsNothing,
  listen,
  microphoneArgs,
  openVoicePanel,
  USER_HERTZ,
} from './harness/voice.ts';

const resources = new Resources();
afterEach(() => resources.close());

/** A helper whose microphone says a tone is let in by a user in the browser door. @param microphone of the user's browser */
async function begin(microphone: () => Promise<readonly string[]>) {
  const stage = await setStage(resources, {
    serverEnv: { FJERNHJELP_DIRECT_PATH: 'true' },
    browserArgs: await microphoneArgs(resources, HELPER_HERTZ),
  });
  const door = await BrowserDoor.open(resources, stage.display, stage.server.url, {
    args: [CHOOSES_SCREEN, ...(await microphone())],
  });
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await door.credentials());
  await door.shows('Kari Hansen vil se skjermen din');
  await door.press('Tillat');
  await helper.connected();
  await openVoicePanel(helper);
  for (const page of [door.page, helper.page]) {
    await keepMicrophones(page);
    await listen(page);
  }
  return { door, helper };
}

/** Counts, in the page, the microphones that it was given. */
const keepMicrophones = (page: HelperConsole['page']) =>
  page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    const given: MediaStreamTrack[] = [];
    Object.assign(window, { given });
    devices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      given.push(...stream.getTracks());
      return stream;
    };
  });

const openMicrophones = (page: HelperConsole['page']) =>
  page.evaluate(() => {
    const { given } = window as unknown as { given: MediaStreamTrack[] };
    return given.filter(({ readyState }) => readyState === 'live').length;
  });

const letsGo = (page: HelperConsole['page']) =>
  until('the page has let go of the microphone', async () => (await openMicrophones(page)) === 0);

test('VO2 VO4 VO6 in the browser door both hear each other; muted, paused, taken back and after the end they do not', async () => {
  const { door, helper } = await begin(() => microphoneArgs(resources, USER_HERTZ));
  const ask = helper.page.getByRole('button', { name: 'Be om å snakke her' });
  await ask.click();
  await helper.sayWhy();
  await door.shows('Kari Hansen vil snakke med deg her');
  expect(await openMicrophones(door.page)).toBe(0);
  await door.press('Tillat tale');
  await door.shows('Lyd på: Kari Hansen hører deg');
  await helper.shows('Lyd på: brukeren hører deg');
  await hears(door.page, HELPER_HERTZ);
  await hears(helper.page, USER_HERTZ);

  // Over all other windows too it is to be seen that somebody listens.
  await door.press('Vis i et lite vindu');
  await until('the small window says it', () => hintText(door).then((text) => text.includes('Lyd på: Kari')));

  await door.press('Mikrofonen av');
  await helper.shows('Brukeren har slått av mikrofonen sin.');
  await hearsNothing(helper.page);
  await hears(door.page, HELPER_HERTZ);
  await until('the small window says it', () =>
    hintText(door).then((text) => text.includes('er av for Kari')),
  );
  await door.press('Mikrofonen av');
  await hears(helper.page, USER_HERTZ);

  const helperMute = helper.page.getByRole('button', { name: 'Mikrofonen av' });
  await helperMute.click();
  await door.shows('Kari Hansen har slått av mikrofonen sin.');
  await hearsNothing(door.page);
  await helperMute.click();
  await hears(door.page, HELPER_HERTZ);

  await door.press('Pause');
  await letsGo(door.page);
  await letsGo(helper.page);
  expect(await hear(door.page)).toEqual([]);
  await door.press('Fortsett');
  await hears(helper.page, USER_HERTZ);
  await hears(door.page, HELPER_HERTZ);

  await door.press('Legg på');
  await letsGo(door.page);
  await letsGo(helper.page);
  expect(await hear(helper.page)).toEqual([]);

  // Of the user's own accord, until the end of it all.
  await door.press('Snakk med Kari Hansen her');
  await door.press('Tillat tale');
  await helper.page.getByRole('button', { name: 'Svar', exact: true }).click();
  await hears(door.page, HELPER_HERTZ);
  await door.press('Avslutt');
  await letsGo(door.page);
  await letsGo(helper.page);
  await door.shows('Du avsluttet.');
  expect(await door.page.locator('.receipt').textContent()).toContain('Snakke med deg her');
  expect(door.complaints).toEqual([]);
  expect(helper.errors).toEqual([]);
});

test('VO7 in the browser door a microphone that the browser refuses is said at both ends, with what to do; the screen goes on', async () => {
  const { door, helper } = await begin(async () => [
    '--use-fake-device-for-media-stream',
    '--deny-permission-prompts',
  ]);
  await helper.ask('Be om å snakke her');
  await door.press('Tillat tale');
  await door.shows('Nettleseren slipper ikke til mikrofonen din. Tillat den for denne siden');
  await helper.shows('Nettleseren hos brukeren slipper ikke til mikrofonen.');
  await helper.page.getByRole('button', { name: 'Prøv igjen' }).waitFor();
  await door.shows('Kari Hansen ser skjermen din');
  expect(door.complaints).toEqual([]);
});

/** @returns what stands in the small window over all others */
const hintText = ({ page }: BrowserDoor) =>
  page.evaluate(() => {
    const { documentPictureInPicture } = window as unknown as {
      documentPictureInPicture: { window: Window | null };
    };
    return documentPictureInPicture.window?.document.body.textContent ?? '';
  });

import { afterEach, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { closePeer, KEEP_PEERS } from './harness/direct-path.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Stage, setStage } from './harness/session.ts';
import {
  HELPER_HERTZ,
  hear,
  hears,
  hearsNothing,
  isTone,
  listen,
  microphoneArgs,
  openVoicePanel,
  USER_HERTZ,
} from './harness/voice.ts';

const resources = new Resources();
afterEach(() => resources.close());

const direct = { FJERNHJELP_DIRECT_PATH: 'true' };

/** The helper's browser has a microphone that says a tone. */
const setTalkingStage = async () =>
  setStage(resources, { serverEnv: direct, browserArgs: await microphoneArgs(resources, HELPER_HERTZ) });

/** A user with a window, whose browser is started with those arguments. */
async function openWindow(stage: Stage, args: readonly string[]) {
  const prepared = await ClientWindow.prepare(resources, 'nb', args);
  const client = Client.start(stage.display, stage.server.url, { args: [], env: prepared.env });
  const window = await prepared.attach();
  return { client, window };
}

async function join(stage: Stage, window: ClientWindow, name = 'Kari Hansen'): Promise<HelperConsole> {
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url, { script: KEEP_PEERS });
  await helper.fillIn(await window.readAloud());
  await helper.page.getByLabel('Navnet ditt').fill(name);
  await helper.page.getByRole('button', { name: 'Koble til' }).click();
  await window.page.getByRole('button', { name: 'Tillat', exact: true }).click();
  await helper.connected();
  await listen(helper.page);
  await openVoicePanel(helper);
  return helper;
}

test('VO2 VO4 VO5 VO6 both hear each other; muted, paused and taken back they do not; a lost server changes nothing', async () => {
  const stage = await setTalkingStage();
  const { window } = await openWindow(stage, await microphoneArgs(resources, USER_HERTZ));
  const helper = await join(stage, window);
  await listen(window.page);
  await helper.ask('Be om å snakke her');
  await window.shows('Kari Hansen vil snakke med deg her');
  await window.press('Tillat tale');
  await window.shows('Lyd på: Kari Hansen hører deg');
  await helper.shows('Lyd på: brukeren hører deg');
  await hears(window.page, HELPER_HERTZ);
  await hears(helper.page, USER_HERTZ);

  const helperMute = helper.page.getByRole('button', { name: 'Mikrofonen av' });
  await helperMute.click();
  await window.shows('Kari Hansen har slått av mikrofonen sin.');
  await hearsNothing(window.page);
  await hears(helper.page, USER_HERTZ);
  await helperMute.click();
  await hears(window.page, HELPER_HERTZ);

  await window.press('Mikrofonen av');
  await helper.shows('Brukeren har slått av mikrofonen sin.');
  await hearsNothing(helper.page);
  await hears(window.page, HELPER_HERTZ);
  await window.press('Mikrofonen av');
  await hears(helper.page, USER_HERTZ);

  await window.press('Pause');
  await hearsNothing(helper.page);
  await hearsNothing(window.page);
  await window.press('Fortsett');
  await hears(helper.page, USER_HERTZ);
  await hears(window.page, HELPER_HERTZ);

  // Neither a relay nor a direct path for the session: nothing can be said between the ends.
  await stage.server.stop();
  await closePeer(helper);
  await helper.shows('Mistet forbindelsen');
  await hears(helper.page, USER_HERTZ);
  await hears(window.page, HELPER_HERTZ);
  await stage.server.startAgain();
  await helper.shows('Du ser og peker');

  await window.press('Legg på');
  await hearsNothing(helper.page);
  await hearsNothing(window.page);

  // Of the user's own accord: asked once more, and the helper answers before anybody is heard.
  await window.press('Snakk med Kari Hansen her');
  await window.shows('Vil du snakke med Kari Hansen her?');
  await window.press('Tillat tale');
  await helper.shows('Brukeren vil snakke med deg her.');
  expect(await hear(window.page)).toEqual([]);
  await helper.page.getByRole('button', { name: 'Svar', exact: true }).click();
  await hears(window.page, HELPER_HERTZ);
  await helper.page.getByRole('button', { name: 'Legg på' }).click();
  await hearsNothing(window.page);
  await window.page.getByRole('button', { name: 'Snakk med Kari Hansen her' }).waitFor();

  await helper.end();
  expect(helper.errors.filter((error) => !error.includes('WebSocket'))).toEqual([]);
});

test('VO4 the user talks with each helper; they do not hear each other, and one who hangs up leaves the other', async () => {
  const stage = await setTalkingStage();
  const { window } = await openWindow(stage, await microphoneArgs(resources, USER_HERTZ));
  const kari = await join(stage, window);
  await listen(window.page);
  await window.press('Slipp inn en hjelper til');
  const ola = await join(stage, window, 'Ola Nordmann');
  for (const [helper, name] of [
    [kari, 'Kari Hansen'],
    [ola, 'Ola Nordmann'],
  ] as const) {
    await helper.ask('Be om å snakke her');
    await window.shows(`${name} vil snakke med deg her`);
    await window.press('Tillat tale');
    await hears(helper.page, USER_HERTZ);
  }
  await window.shows('De som hjelper deg, hører deg, men ikke hverandre.');
  await until('both helpers are heard', async () => {
    const heard = await hear(window.page);
    return heard.length === 2 && heard.every(isTone(HELPER_HERTZ));
  });
  await kari.page.getByRole('button', { name: 'Legg på' }).click();
  await until('one helper is heard', async () => (await hear(window.page)).length === 1);
  await hears(ola.page, USER_HERTZ);
  await hears(window.page, HELPER_HERTZ);
});

test('VO7 a refused microphone is said at both ends, with what to do', async () => {
  const stage = await setTalkingStage();
  const { window } = await openWindow(stage, [
    '--use-fake-device-for-media-stream',
    '--deny-permission-prompts',
  ]);
  const helper = await join(stage, window);
  await helper.ask('Be om å snakke her');
  await window.press('Tillat tale');
  await window.shows('Nettleseren slipper ikke til mikrofonen din. Tillat den for denne siden');
  await helper.shows('Nettleseren hos brukeren slipper ikke til mikrofonen.');
  await helper.page.getByRole('button', { name: 'Prøv igjen' }).waitFor();
});

test('VO1 VO7 where the user has no window, or direct paths are forbidden, the helper reads why', async () => {
  const stage = await setStage(resources, { serverEnv: direct });
  const { helper, client } = await openSession(stage);
  await openVoicePanel(helper);
  await helper.shows('Det er ikke noe vindu for Fjernhjelp hos brukeren. Bruk telefonen.');
  expect(await helper.page.getByRole('button', { name: 'Be om å snakke her' }).count()).toBe(0);
  client.command({ type: 'set-direct', allowed: false });
  await helper.shows('Tale går bare på direkte linje, og den er slått av hos brukeren.');
});

test('VO7 where the operator forbids direct paths, the helper reads that it is not the user who has', async () => {
  const { helper } = await openSession(await setStage(resources));
  await openVoicePanel(helper);
  await helper.shows(
    'Tale går bare på direkte linje, og den har de som drifter Fjernhjelp her, slått av for alle.',
  );
  expect(await helper.page.getByRole('button', { name: 'Be om å snakke her' }).count()).toBe(0);
});

import type { BrowserContext } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { comparePixels } from './harness/display.ts';
import { contentOf, playerShows, saved } from './harness/recordings.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('RF2 a session is recorded with consent, played back to the pixel, and saved as a video', async () => {
  const stage = await setStage(resources, { widthPx: 800, heightPx: 600 });
  await stage.display.xterm('Journal', {
    command: ['sh', '-c', 'stty -echo; ls -l --color=always /etc; cat'],
  });
  await stage.display.focus('Journal');
  const { client, helper } = await openSession(stage, { control: true });
  const { page } = helper;
  const isShown = () => client.status?.helpers[0]?.recording === true;

  await page.getByRole('button', { name: 'Opptak', exact: true }).click();
  await helper.ask('Be om å ta opp');
  await client.allowGrant('recording');
  await page.getByRole('button', { name: 'Start opptak' }).click();
  await client.until('that it is recorded', isShown);
  await page.getByText('Opptak pågår', { exact: true }).waitFor();
  const code = (await page.locator('.recording-outcome code').textContent()) ?? '';
  const first = await exactPicture(stage, helper);
  // A moment with this picture is in the recording before the next one comes.
  const firstAt = Date.now();
  await until('a second of it is recorded', () => Date.now() - firstAt > 1500);

  const typed = 'hemmelig 010203 12345';
  await helper.clickAt(200, 200);
  await page.keyboard.type(typed);
  await stage.display.xterm('Farger', {
    geometry: '40x10+200+200',
    command: ['sh', '-c', 'for i in $(seq 0 99); do printf "\\033[48;5;%sm %s " $i $i; done; cat'],
  });
  const last = await exactPicture(stage, helper);
  const lastAt = Date.now();
  await until('a second of it is recorded', () => Date.now() - lastAt > 1500);
  expect(comparePixels(first, last).different).toBeGreaterThan(5000);

  // Taken back in the middle: the mark goes out and the file is closed.
  client.command({ type: 'revoke-grant', person: 1, grant: 'recording' });
  await client.until('that it is no longer recorded', () => !isShown());
  await page.getByText(/Opptaket er ferdig/).waitFor();
  const recording = await saved(
    resources,
    Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Lagre opptaket' }).click(),
    ]).then(([download]) => download),
  );
  expect(recording.subarray(0, 8).toString()).toBe('FjernRec');
  const { bytes: opened } = await contentOf(recording, code);
  // The search finds what is there.
  expect(opened.includes('Kari Hansen')).toBe(true);
  for (const keys of [typed, 'KeyH', 'hemmelig', '010203']) expect(opened.includes(keys)).toBe(false);
  await helper.end();

  await page.goto(`${stage.server.url}/hjelper#opptak`);
  await page.reload();
  await page
    .getByLabel(/\.fjernrec$/)
    .first()
    .check();
  await page.getByLabel('Kode').fill(code);
  await page.getByRole('button', { name: 'Åpne opptaket' }).click();
  const slider = page.getByRole('slider', { name: 'Sted i opptaket' });
  await slider.waitFor();
  const shows = (what: string, picture: typeof first) => playerShows(helper, what, picture);
  await slider.press('End');
  await shows('the end looks as it did', last);
  await slider.press('Home');
  await slider.press('ArrowRight');
  await shows('the beginning looks as it did', first);
  await page.getByRole('button', { name: 'Spill av' }).click();
  await shows('it plays to the end', last);
  await page
    .getByText(/Hjelperen kan: .*Ta opp det som vises/)
    .first()
    .waitFor();

  // Whatever this Chromium has an encoder for is offered; this one has H.264 for MP4 or another that goes into it.
  for (const [name, type] of [
    ['Lagre som video (MP4)', 'video/mp4'],
    ['Lagre som video (WebM)', 'video/webm'],
  ] as const) {
    const video = await saved(
      resources,
      Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]).then(
        ([download]) => download,
      ),
    );
    await page.getByText('Videoen er lagret.').waitFor();
    expect(await play(await stage.running.browser.newContext(), video, type)).toMatchObject({
      width: 800,
      height: 600,
    });
  }
  expect(helper.errors).toEqual([]);
});

/** Plays a video in a page of its own. @returns its size, length and where it has come to, in seconds */
async function play(context: BrowserContext, video: Buffer, type: string) {
  const page = await context.newPage();
  return page.evaluate(
    async ([base64, mime]) => {
      const element = document.createElement('video');
      element.muted = true;
      element.src = `data:${mime};base64,${base64}`;
      document.body.append(element);
      await element.play();
      await new Promise((resolve) => element.addEventListener('timeupdate', resolve, { once: true }));
      const { videoWidth: width, videoHeight: height, currentTime, duration } = element;
      return { width, height, currentTime, duration };
    },
    [video.toString('base64'), type] as const,
  );
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Pixels } from './harness/display.ts';
import { Line } from './harness/line.ts';
import { Resources } from './harness/resources.ts';
import { exactPicture, openSession, setStage } from './harness/session.ts';

const resources = new Resources();
afterAll(() => resources.close());

/** What must be nowhere, in every form in which it might leak. */
function secrets(password: string, typed: string, picture: Pixels): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const [name, text] of [
    ['password', password],
    ['password in small letters', password.toLowerCase()],
    ['password as shown', password.replace(/(.{4})(?=.)/g, '$1 ')],
    ['typed text', typed],
  ] as const) {
    found.set(name, Buffer.from(text));
    found.set(`${name}, base64`, Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)));
  }
  // Busy runs of pixels: 16 pixels of at least four colours, from all over the screen.
  const words = new Uint32Array(picture.rgba.buffer);
  for (let at = 0; at + 16 < words.length; at += 4099) {
    if (new Set(words.subarray(at, at + 16)).size < 4) continue;
    const rgba = Buffer.from(picture.rgba.buffer, at * 4, 64);
    const bgrx = Buffer.from(rgba);
    const rgb: number[] = [];
    for (let i = 0; i < 64; i += 4) {
      [bgrx[i], bgrx[i + 2], bgrx[i + 3]] = [rgba[i + 2]!, rgba[i]!, 0];
      rgb.push(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!);
    }
    found.set(`pixels at ${at}, RGBA`, rgba);
    found.set(`pixels at ${at}, BGRX`, bgrx);
    found.set(`pixels at ${at}, RGB`, Buffer.from(rgb));
  }
  // RFC 8878 3.1.1: what every compressed picture starts with before it is encrypted.
  found.set('zstd frame', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
  return found;
}

function leaks(traces: Map<string, Buffer>, needles: Map<string, Buffer>): string[] {
  return [...traces].flatMap(([trace, bytes]) =>
    [...needles].filter(([, needle]) => bytes.includes(needle)).map(([secret]) => `${secret} in ${trace}`),
  );
}

test('the server keeps, logs and forwards neither password nor key press nor picture', async () => {
  const stage = await setStage(resources, { widthPx: 1024, heightPx: 768 });
  const line = await Line.open(resources, stage.server.port, { record: true });
  await stage.display.xterm('Journal', {
    command: ['sh', '-c', 'ls -l --color=always /etc; cat > /dev/null'],
  });
  await stage.display.focus('Journal');
  const { client, helper, credentials } = await openSession(stage, {
    control: true,
    clientUrl: line.url,
    helperUrl: line.url,
  });
  const typed = 'fodselsnummer 010203 12345 er hemmelig';
  await helper.clickAt(200, 200);
  await helper.page.keyboard.type(typed);
  const picture = await exactPicture(stage, helper);
  client.command({ type: 'end' });
  await helper.shows(/brukeren avsluttet/i);
  await stage.server.stop();

  const traces = new Map<string, Buffer>([
    ['log', Buffer.from(stage.server.output)],
    ...line.recorded.map((bytes, i) => [`connection ${i}`, bytes] as const),
  ]);
  for (const name of await readdir(stage.server.dataFolder)) {
    traces.set(name, await readFile(join(stage.server.dataFolder, name)));
  }
  const needles = secrets(credentials.password, typed, picture);
  expect(needles.size).toBeGreaterThan(50);
  expect(line.forwardedBytes).toBeGreaterThan(10_000);
  // The search finds what is there: the ID is no secret, and a planted secret turns up.
  expect(leaks(traces, new Map([['ID', Buffer.from(credentials.id)]]))).toEqual(
    expect.arrayContaining([expect.stringContaining('ID in')]),
  );
  const planted = Buffer.concat([Buffer.alloc(100), ...needles.values()]);
  expect(leaks(new Map([['plant', planted]]), needles)).toHaveLength(needles.size);

  expect(leaks(traces, needles)).toEqual([]);
});

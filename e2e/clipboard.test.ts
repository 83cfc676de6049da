import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HelperStatus } from '@fjernhjelp/host';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { base64, copyAtHelper, pasteAtHelper } from './harness/helper-clipboard.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';

const exec = promisify(execFile);
const MAX_BYTES = 16 * 1024 * 1024;
const resources = new Resources();
let stage: Stage;
let session: Session;
let folder: string;
let copies = 0;

beforeAll(async () => {
  [stage, folder] = await Promise.all([setStage(resources), resources.temporaryFolder('clipboard')]);
  session = await openSession(stage);
  await session.helper.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(() => resources.close());

/** A real program on the user's desktop takes the clipboard. */
async function copyAtUser(bytes: Uint8Array | string, target = 'UTF8_STRING'): Promise<void> {
  copies += 1;
  const file = join(folder, `copy-${copies}`);
  await writeFile(file, bytes);
  const args = ['-quiet', '-selection', 'clipboard', '-t', target, '-i', file];
  stage.display.start('xclip', args);
}

/** What a program on the user's desktop gets; nothing when it is not there in that form. */
async function pasteAtUser(target = 'UTF8_STRING'): Promise<Buffer> {
  const args = ['-selection', 'clipboard', '-o', '-t', target];
  const env = { ...process.env, ...stage.display.env };
  const options = { env, encoding: 'buffer' as const, maxBuffer: 2 * MAX_BYTES };
  return exec('xclip', args, options).then(
    ({ stdout }) => stdout,
    () => Buffer.alloc(0),
  );
}

async function makePng(widthPx: number, heightPx: number, ...more: string[]): Promise<Buffer> {
  const args = ['-size', `${widthPx}x${heightPx}`, 'xc:#0a64c8', ...more, 'png:-'];
  const { stdout } = await exec('convert', args, { encoding: 'buffer', maxBuffer: 2 * MAX_BYTES });
  return stdout;
}

const news = (): HelperStatus['clipboard'] => session.client.status?.helpers[0]?.clipboard;

async function ask(name: string, grant: 'clipboard-to-user' | 'clipboard-from-user'): Promise<void> {
  await session.helper.ask(name);
  await session.client.allowGrant(grant);
}

/** How often something went each way until now, counted by what the client told its window. */
function placedCounts(): { toUser: number; fromUser: number } {
  const counts = { toUser: 0, fromUser: 0 };
  let last: HelperStatus['clipboard'];
  for (const { helpers } of session.client.statuses) {
    const now = helpers[0]?.clipboard;
    for (const way of ['toUser', 'fromUser'] as const)
      if (now?.[way]?.state === 'placed' && last?.[way]?.state !== 'placed') counts[way] += 1;
    last = now;
  }
  return counts;
}

test('CB8 nothing goes either way before it is granted, and nothing that was copied before', async () => {
  const { helper } = session;
  await copyAtUser('kopiert før');
  await until('the user has copied', async () => String(await pasteAtUser()) === 'kopiert før');
  await helper.page.locator('[aria-controls="panel-clipboard"]').click();
  await ask('Be om å få det brukeren kopierer', 'clipboard-from-user');
  await helper.shows('Det brukeren kopierer, ligger på utklippstavlen din.');
  expect(news()).toEqual({});
});

test('CB2 text, HTML and a picture that the user copies are on the helper’s clipboard', async () => {
  await copyAtUser('blåbær 🫐\nlinje to');
  await until(
    'the text is there',
    async () => (await pasteAtHelper(session.helper.page, 'text/plain')) === 'blåbær 🫐\nlinje to',
  );
  await copyAtUser('<p>Hei <b>du</b></p>', 'text/html');
  await until('the HTML is there', async () =>
    (await pasteAtHelper(session.helper.page, 'text/html')).includes('<b'),
  );
  await copyAtUser(await makePng(37, 21), 'image/png');
  let seen = '';
  await until(
    'the picture is there',
    async () => {
      seen = await pasteAtHelper(session.helper.page, 'image/png');
      // Browsers correct the colours of a picture that they draw, by a little.
      return /^37x21 \d{1,2},\d{2,3},\d{3},255$/.test(seen);
    },
    undefined,
    () => `${seen} ${JSON.stringify(news())}`,
  );
});

test('CB2 text, HTML and a picture that the helper copies can be pasted at the user', async () => {
  await ask('Be om å få lime inn hos brukeren', 'clipboard-to-user');
  await copyAtHelper(session.helper.page, {
    'text/plain': base64('skriv «dette»'),
    'text/html': base64('<i>skriv</i>'),
  });
  await until('the text is there', async () => String(await pasteAtUser()) === 'skriv «dette»');
  expect(String(await pasteAtUser('text/html'))).toContain('<i');
  await copyAtHelper(session.helper.page, { 'image/png': base64(await makePng(64, 48)) });
  await until('the picture is there', async () => String(await pasteAtUser('TARGETS')).includes('image/png'));
  await writeFile(join(folder, 'pasted.png'), await pasteAtUser('image/png'));
  const { stdout } = await exec('identify', ['-format', '%wx%h %[pixel:p{0,0}]', join(folder, 'pasted.png')]);
  expect(stdout).toMatch(/^64x48 srgb\(10,100,200\)/);
});

test('a GTK program pastes what the helper copied, and what it copies comes to the helper', async () => {
  const { display } = stage;
  await copyAtHelper(session.helper.page, { 'text/plain': base64('limt inn i mousepad') });
  await until('the text is there', async () => String(await pasteAtUser()) === 'limt inn i mousepad');
  const file = join(folder, 'notat.txt');
  await writeFile(file, '');
  display.start('mousepad', [file], { GTK_A11Y: 'none', NO_AT_BRIDGE: '1' });
  await display.focus('notat');
  await display.run('xdotool', ['key', 'ctrl+v']);
  await until('mousepad has it', async () => {
    // What is pasted comes when the client has given it: a file saved before that stays empty.
    await display.run('xdotool', ['key', 'ctrl+s']);
    return (await display.run('cat', [file])).includes('limt inn i mousepad');
  });
  await display.run('xdotool', ['type', ' og mer']);
  await display.run('xdotool', ['key', 'ctrl+a', 'ctrl+c']);
  await until('the helper has it', async () =>
    /^limt inn i mousepad og mer/.test(await pasteAtHelper(session.helper.page, 'text/plain')),
  );
});

test('CB9 nothing goes back and forth: each copy crosses once', async () => {
  // The text of before is there a moment before the host is told so.
  await until('the host has heard of the last copy', () => news()?.fromUser?.state === 'placed');
  const before = placedCounts();
  for (const each of ['en', 'to', 'tre']) {
    await copyAtUser(`fra brukeren ${each}`);
    await until(
      'it is at the helper',
      async () => (await pasteAtHelper(session.helper.page, 'text/plain')) === `fra brukeren ${each}`,
    );
    await copyAtHelper(session.helper.page, { 'text/plain': base64(`fra hjelperen ${each}`) });
    await until('it is at the user', async () => String(await pasteAtUser()) === `fra hjelperen ${each}`);
    // Coming back to the page again and again is no new copy.
    await session.helper.page.evaluate(() => {
      for (let turn = 0; turn < 5; turn++) window.dispatchEvent(new Event('focus'));
    });
  }
  // One more each way, which would come after any echo.
  await copyAtUser('til slutt');
  await until(
    'it is at the helper',
    async () => (await pasteAtHelper(session.helper.page, 'text/plain')) === 'til slutt',
  );
  const since = () => {
    const now = placedCounts();
    return { toUser: now.toUser - before.toUser, fromUser: now.fromUser - before.fromUser };
  };
  await until('the last one is told', () => since().fromUser >= 4);
  expect(since()).toEqual({ toUser: 3, fromUser: 4 });
});

test('CB2 16 MiB of text come across whole, and of a byte more both are told', async () => {
  const { client, helper } = session;
  const text = 'blokk 0123456789\n'.repeat(Math.ceil(MAX_BYTES / 17)).slice(0, MAX_BYTES);
  await copyAtUser(text);
  await until(
    'all of it is there',
    async () =>
      news()?.fromUser?.state === 'placed' &&
      (await pasteAtHelper(session.helper.page, 'text/plain')) === text,
  );
  await copyAtUser(`${text}!`);
  await client.until('that it is too large', () => news()?.fromUser?.state === 'too-large');
  await helper.shows('Det brukeren kopierte, er større enn 16 MB');
  await copyAtHelper(session.helper.page, { 'text/plain': base64(`${text}?`) });
  await helper.shows('Det du kopierte, er større enn 16 MB');
  await client.until('that the helper’s is too large', () => news()?.toUser?.state === 'too-large');
});

test('CB7 taken back in the middle, nothing of it is placed', async () => {
  const { client, helper } = session;
  const before = await pasteAtHelper(session.helper.page, 'text/plain');
  await copyAtUser('x'.repeat(MAX_BYTES));
  await client.until('that it is on its way', () => news()?.fromUser?.state === 'moving');
  client.command({ type: 'revoke-grant', person: 1, grant: 'clipboard-from-user' });
  await client.until('nothing on its way', () => news()?.fromUser === undefined);
  client.command({ type: 'revoke-grant', person: 1, grant: 'clipboard-to-user' });
  await helper.page.getByRole('button', { name: 'Be om å få lime inn hos brukeren' }).waitFor();
  await copyAtHelper(session.helper.page, { 'text/plain': base64('ikke dette') });
  await copyAtUser('og ikke dette');
  await until('the user has copied', async () => String(await pasteAtUser()) === 'og ikke dette');
  expect(await pasteAtHelper(session.helper.page, 'text/plain')).toBe('ikke dette');
  expect(before).not.toBe('');
  expect(helper.errors).toEqual([]);
});

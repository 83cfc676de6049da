import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HelperStatus } from '@fjernhjelp/host';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { base64, copyAtHelper, pasteAtHelper } from './harness/helper-clipboard.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { Wine } from './harness/wine.ts';

const exec = promisify(execFile);
const CF_UNICODETEXT = '13';
const CF_DIB = '8';
const CF_HDROP = '15';
const MAX_BYTES = 16 * 1024 * 1024;

const resources = new Resources();
let stage: Stage;
let wine: Wine;
let session: Session;
let folder: string;
let copies = 0;
let pastes = 0;

beforeAll(async () => {
  stage = await setStage(resources);
  [wine, folder] = await Promise.all([
    Wine.open(resources, stage.display),
    resources.temporaryFolder('clipboard'),
  ]);
  session = await openSession(stage, { client: wine.startClient(stage.server.url), control: true });
  await session.helper.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await session.helper.page.locator('[aria-controls="panel-clipboard"]').click();
  await session.helper.ask('Be om å få det brukeren kopierer');
  await session.client.allowGrant('clipboard-from-user');
  await session.helper.ask('Be om å få lime inn hos brukeren');
  await session.client.allowGrant('clipboard-to-user');
});
afterAll(() => resources.close());

/** A Windows program copies. */
async function copyAtUser(parts: Record<string, Uint8Array | string>): Promise<void> {
  copies += 1;
  const args = await Promise.all(
    Object.entries(parts).map(async ([format, bytes], index) => {
      const file = join(folder, `copy-${copies}-${index}`);
      await writeFile(file, bytes);
      return [format, wine.windowsPath(file)];
    }),
  );
  const { exitCode, stderr } = await wine.script('clipboard.mjs', 'copy', ...args.flat());
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
}

/** What a Windows program gets in that format. One that ended under Wine without a word, and without having pasted, is started again. */
async function pasteAtUser(format: string): Promise<Buffer> {
  const file = join(folder, `pasted-${++pastes}`);
  await until('a Windows program pastes', async () => {
    const { exitCode, stderr } = await wine.script('clipboard.mjs', 'paste', format, wine.windowsPath(file));
    expect(stderr).toBe('');
    if (!existsSync(file)) console.error(`nothing was pasted: the program ended with ${exitCode}`);
    return existsSync(file);
  });
  return readFile(file);
}

const textAtUser = async () => (await pasteAtUser(CF_UNICODETEXT)).toString('utf16le').split('\0')[0];
const wide = (text: string) => Buffer.from(`${text}\0`, 'utf16le');
const news = (): HelperStatus['clipboard'] => session.client.status?.helpers[0]?.clipboard;

async function makePicture(widthPx: number, heightPx: number, form: 'png' | 'bmp3'): Promise<Buffer> {
  const args = ['-size', `${widthPx}x${heightPx}`, 'xc:#0a64c8', `${form}:-`];
  const { stdout } = await exec('convert', args, { encoding: 'buffer', maxBuffer: 2 * MAX_BYTES });
  return stdout;
}
/** A bitmap file has a header of 14 bytes, and then what the clipboard has. */
const makeDib = async (widthPx: number, heightPx: number) =>
  (await makePicture(widthPx, heightPx, 'bmp3')).subarray(14);

const atHelper = (type: string, expected: RegExp) =>
  until(
    'it is at the helper',
    async () => expected.test(await pasteAtHelper(session.helper.page, type)),
    undefined,
    () => JSON.stringify(news()),
  );

test('CB2 text, HTML and pictures that a Windows program copies are on the helper’s clipboard', async () => {
  await copyAtUser({ [CF_UNICODETEXT]: wide('blåbær 🫐\r\nlinje to') });
  await until(
    'the text is there',
    async () => (await pasteAtHelper(session.helper.page, 'text/plain')) === 'blåbær 🫐\nlinje to',
  );
  const html = '<html><body><!--StartFragment--><p>Hei <b>du</b></p><!--EndFragment--></body></html>';
  const head = (start: number, end: number) =>
    `Version:0.9\r\nStartHTML:${start}\r\nEndHTML:${end}\r\nStartFragment:${start + 32}\r\nEndFragment:${end - 32}\r\n`;
  const start = head(100, 200).length;
  await copyAtUser({ 'HTML Format': head(start, start + html.length) + html });
  await atHelper('text/html', /<b/);
  await copyAtUser({ [CF_DIB]: await makeDib(37, 21) });
  await atHelper('image/png', /^37x21 \d{1,2},\d{2,3},\d{3},255$/);
  await copyAtUser({ PNG: await makePicture(19, 23, 'png') });
  await atHelper('image/png', /^19x23 \d{1,2},\d{2,3},\d{3},255$/);
});

test('CB2 text, HTML and a picture that the helper copies can be pasted in Windows programs', async () => {
  await copyAtHelper(session.helper.page, {
    'text/plain': base64('skriv «dette»\nog dette'),
    'text/html': base64('<i>skriv</i>'),
  });
  await until('the text is there', async () => (await textAtUser()) === 'skriv «dette»\r\nog dette');
  const html = String(await pasteAtUser('HTML Format'));
  const [from = 0, to = 0] = ['StartFragment', 'EndFragment'].map((name) =>
    Number(new RegExp(`${name}:(\\d+)`).exec(html)?.[1]),
  );
  expect(html.slice(from, to)).toContain('skriv</i>');
  await copyAtHelper(session.helper.page, { 'image/png': base64(await makePicture(64, 48, 'png')) });
  await until('the picture is there', async () => (await pasteAtUser(CF_DIB)).readInt32LE(4) === 64);
  const dib = await pasteAtUser(CF_DIB);
  expect([dib.readInt32LE(8), dib.readUInt16LE(14), [...dib.subarray(40, 43)]]).toEqual([
    48,
    24,
    [200, 100, 10],
  ]);
  expect((await pasteAtUser('PNG')).subarray(1, 4).toString()).toBe('PNG');
});

test('Wine’s notepad pastes what the helper copied, and what it copies comes to the helper', async () => {
  const { display } = stage;
  await copyAtHelper(session.helper.page, { 'text/plain': base64('limt inn på norsk') });
  await until('the text is there', async () => (await textAtUser()) === 'limt inn på norsk');
  await writeFile(wine.path('utklipp.txt'), '\uFEFF');
  wine.start('notepad.exe', 'C:\\utklipp.txt');
  await display.focus('utklipp');
  await display.run('xdotool', ['key', 'ctrl+v', 'ctrl+s']);
  const saved = () => readFile(wine.path('utklipp.txt'), 'utf8');
  await until('notepad has it', async () => (await saved()) === '\uFEFFlimt inn på norsk');
  await display.run('xdotool', ['type', ' og mer']);
  await display.run('xdotool', ['key', 'ctrl+a', 'ctrl+c']);
  await atHelper('text/plain', /^limt inn på norsk og mer$/);
});

test('CB9 each copy crosses once, and nothing goes back and forth', async () => {
  const counts = () => {
    let last: HelperStatus['clipboard'];
    const placed = { toUser: 0, fromUser: 0 };
    for (const { helpers } of session.client.statuses) {
      const now = helpers[0]?.clipboard;
      for (const way of ['toUser', 'fromUser'] as const)
        if (now?.[way]?.state === 'placed' && last?.[way]?.state !== 'placed') placed[way] += 1;
      last = now;
    }
    return placed;
  };
  // What was told of earlier copies came before what is told of this one.
  const { toUser } = counts();
  await copyAtHelper(session.helper.page, { 'text/plain': base64('først') });
  await until('the copy is told', () => counts().toUser > toUser && news()?.toUser?.state === 'placed');
  const before = counts();
  for (const each of ['en', 'to']) {
    await copyAtUser({ [CF_UNICODETEXT]: wide(`fra brukeren ${each}`) });
    await atHelper('text/plain', new RegExp(`^fra brukeren ${each}$`));
    await copyAtHelper(session.helper.page, { 'text/plain': base64(`fra hjelperen ${each}`) });
    await until('it is at the user', async () => (await textAtUser()) === `fra hjelperen ${each}`);
  }
  // One more, which would come after any echo.
  await copyAtUser({ [CF_UNICODETEXT]: wide('til slutt') });
  await atHelper('text/plain', /^til slutt$/);
  await until('it is told', () => counts().fromUser >= before.fromUser + 3);
  expect(counts()).toEqual({ toUser: before.toUser + 2, fromUser: before.fromUser + 3 });
});

test('a clipboard that another program holds is waited for, and a password is not read', async () => {
  const held = join(folder, 'held');
  const holding = wine.script('clipboard.mjs', 'hold', wine.windowsPath(held), '400');
  await until('the clipboard is held', () => existsSync(held));
  await copyAtHelper(session.helper.page, { 'text/plain': base64('etter en stund') });
  await holding;
  await until('the text is there', async () => (await textAtUser()) === 'etter en stund');
  await copyAtUser({
    [CF_UNICODETEXT]: wide('hemmelig'),
    ExcludeClipboardContentFromMonitorProcessing: Uint8Array.of(0, 0, 0, 0),
  });
  await copyAtUser({ [CF_UNICODETEXT]: wide('ikke hemmelig') });
  await atHelper('text/plain', /^ikke hemmelig$/);
  expect(session.helper.errors).toEqual([]);
  expect(JSON.stringify(session.client.process.stderr)).not.toContain('hemmelig');
});

/** As Explorer does for files: a DROPFILES header, and full paths in UTF-16. */
function dropFiles(...paths: string[]): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt32LE(20, 0);
  header.writeUInt32LE(1, 16);
  return Buffer.concat([header, wide(paths.map((path) => `${path}\0`).join(''))]);
}

test('FT9 files that the user copies are at the helper after one press, and nothing of them before', async () => {
  const { helper, client } = session;
  const [letter, other] = [wine.path('brev på norsk.txt'), wine.path('annet.txt')];
  await writeFile(letter, 'kopiert i Utforsker');
  await writeFile(other, 'ikke dette');
  const copied = () => client.status?.helpers[0]?.files?.copied;
  const list = (path: string) => ({ [CF_HDROP]: dropFiles(wine.windowsPath(path)) });
  await copyAtUser(list(other));
  await helper.page.locator('[aria-controls="panel-files"]').click();
  await helper.ask('Be om filer');
  await client.allowGrant('files-from-user');
  // What was copied before is not read, nor what nobody is to read.
  await copyAtUser({
    ...list(other),
    ExcludeClipboardContentFromMonitorProcessing: Uint8Array.of(0, 0, 0, 0),
  });
  await copyAtUser(list(letter));
  await client.until('what was copied', () => copied()?.names.join() === 'brev på norsk.txt');
  await copyAtUser({ [CF_UNICODETEXT]: wide('noe annet') });
  await client.until('that it is gone', () => copied() === undefined);
  await copyAtUser(list(letter));
  await client.until('what was copied', () => copied()?.count === 1);
  const seen = client.statuses.flatMap(({ helpers }) => helpers[0]?.files?.copied?.names ?? []);
  expect([...new Set(seen)]).toEqual(['brev på norsk.txt']);
  const download = helper.page.waitForEvent('download');
  client.command({
    type: 'files-send-copied',
    person: client.status?.helpers[0]?.person ?? 0,
    copy: copied()?.copy ?? 0,
  });
  await helper.page.getByRole('button', { name: 'Last ned' }).click();
  const saved = join(folder, 'lastet ned');
  await (await download).saveAs(saved);
  expect((await download).suggestedFilename()).toBe('brev på norsk.txt');
  expect(await readFile(saved, 'utf8')).toBe('kopiert i Utforsker');
  expect(copied()).toBeUndefined();
});

test('CB2 of more than 16 MiB the user is told, and the next copy crosses', async () => {
  await copyAtUser({ [CF_UNICODETEXT]: wide('x'.repeat(MAX_BYTES + 1)) });
  await session.client.until('that it is too large', () => news()?.fromUser?.state === 'too-large');
  const most = 'blokk 0123456789\n'.repeat(Math.ceil(MAX_BYTES / 17)).slice(0, MAX_BYTES);
  await copyAtUser({ [CF_UNICODETEXT]: wide(most.replaceAll('\n', '\r\n')) });
  await until(
    'all of it is there',
    async () => (await pasteAtHelper(session.helper.page, 'text/plain')) === most,
  );
});

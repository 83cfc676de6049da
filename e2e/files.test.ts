import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { HelperConsole } from './harness/console.ts';
import { drop, dropEndless } from './harness/drop-files.ts';
import { Line } from './harness/line.ts';
import { Resources, until } from './harness/resources.ts';
import { type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;
let line: Line;
let client: Client;
let helper: HelperConsole;
let window: ClientWindow;
let folder: string;
let downloads: string;

const LARGE_BYTES = 40 * 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  stage = await setStage(resources);
  line = await Line.open(resources, Number(new URL(stage.server.url).port));
  folder = await resources.temporaryFolder('files');
  downloads = join(folder, 'home', 'Nedlastinger');
  await mkdir(downloads, { recursive: true });
  await mkdir(join(folder, 'home', 'config'));
  await writeFile(
    join(folder, 'home', 'config', 'user-dirs.dirs'),
    'XDG_DOWNLOAD_DIR="$HOME/Nedlastinger"\nXDG_DESKTOP_DIR="$HOME/"\n',
  );
  const { env, attach } = await ClientWindow.prepare(resources);
  client = Client.start(stage.display, line.url, {
    args: ['--lang', 'nb'],
    env: { ...env, HOME: join(folder, 'home'), XDG_CONFIG_HOME: join(folder, 'home', 'config') },
  });
  window = await attach();
  helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(await window.readAloud());
  await window.press('Tillat');
  await helper.connected();
});
afterAll(() => resources.close());

const names = async () => (await readdir(downloads)).sort();

test('FT4 FT9 files dropped on the screen wait for the grant and for the user’s yes, then lie among the downloads', async () => {
  await writeFile(join(downloads, 'brev.txt'), 'mitt eget');
  await drop(helper.page, { 'brev.txt': 'fra hjelperen', '..': 'farlig navn' });
  await helper.sayWhy('Ny driver til skriveren');
  await window.shows(/vil sende filer til deg/);
  await window.shows('«Ny driver til skriveren»');
  await window.press('Tillat dette');
  await window.shows(/vil sende deg 2 filer/);
  expect(await names()).toEqual(['brev.txt']);
  await window.press('Ta imot');
  await helper.shows(/Alt kom fram/);
  await window.shows(`Ligger i ${downloads}`);
  expect(await names()).toEqual(['__', 'brev (1).txt', 'brev.txt']);
  expect(await readFile(join(downloads, 'brev.txt'), 'utf8')).toBe('mitt eget');
  expect(await readFile(join(downloads, 'brev (1).txt'), 'utf8')).toBe('fra hjelperen');
  await helper.shows('2 filer har fått et annet navn');
  await window.shows('2 filer har fått et annet navn');
});

test('FT3 a whole folder from the dialog', async () => {
  const picked = join(folder, 'Rapporter');
  await mkdir(join(picked, '2026'), { recursive: true });
  await writeFile(join(picked, 'tom.txt'), '');
  await writeFile(join(picked, '2026', 'mai.txt'), 'innhold');
  await helper.page.getByTestId('folder').setInputFiles(picked);
  await window.press('Ta imot');
  await until('the folder is there', async () => {
    const text = readFile(join(downloads, 'Rapporter', '2026', 'mai.txt'), 'utf8');
    return text.then(
      (found) => found === 'innhold',
      () => false,
    );
  });
  expect(await readdir(join(downloads, 'Rapporter'))).toContain('tom.txt');
});

test('FT8 CH1 a large file to the user goes on after its line was cut', async () => {
  const large = randomBytes(LARGE_BYTES);
  await writeFile(join(folder, 'stor.bin'), large);
  await helper.page.getByTestId('files').setInputFiles(join(folder, 'stor.bin'));
  await window.press('Ta imot');
  const before = line.forwardedBytes;
  await until('some of it has passed', () => line.forwardedBytes - before > LARGE_BYTES / 4);
  expect(await names()).toContain('stor.bin.part');
  line.cut();
  line.restore();
  await until(
    'it is there under its name',
    async () => (await names()).includes('stor.bin') && !(await names()).includes('stor.bin.part'),
  );
  expect(sha256(await readFile(join(downloads, 'stor.bin')))).toBe(sha256(large));
  expect((await names()).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('FT6 the user calls a transfer off, and nothing of it is left', async () => {
  const before = await names();
  await dropEndless(helper.page);
  await window.press('Ta imot');
  await until('it has begun', async () => (await names()).some((name) => name.endsWith('.part')));
  await window.press(/^Pause for/);
  await helper.shows('Den andre har satt den på pause.');
  await window.press(/^Avbryt/);
  await helper.shows('Avbrutt.');
  await until('it is removed', async () => (await names()).join() === before.join());
});

test('FT4 what cannot be written where the user points, can be put elsewhere', async () => {
  await drop(helper.page, { 'notat.txt': 'hei' });
  await window.shows(/vil sende deg «notat.txt»/);
  const select = window.page.getByRole('combobox', { name: 'Hvor skal de ligge?' });
  await select.selectOption({ label: 'En annen mappe' });
  await window.page.getByRole('textbox', { name: 'Hvor mappen ligger' }).fill(join(folder, 'finnes-ikke'));
  await window.press('Ta imot');
  await window.shows('Kan ikke lagres der.');
  const other = join(folder, 'annet sted');
  await mkdir(other);
  await window.page.getByRole('textbox', { name: 'Hvor mappen ligger' }).fill(other);
  await window.press('Ta imot');
  await until('it is there', async () => (await readdir(other)).join() === 'notat.txt');
});

test('FT9 the user sends files: into a folder of the helper’s, and as a download', async () => {
  // The browser's own dialog for folders cannot be driven; its answer is the same kind of folder.
  await helper.page.evaluate(() => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('mottak', { create: true }),
    });
  });
  await helper.ask('Be om filer');
  await window.press('Tillat dette');
  // The test's line to the user's browser carries the whole file in a message: it must not be large.
  const content = randomBytes(8_000_000);
  const source = join(folder, 'fra brukeren.bin');
  await writeFile(source, content);
  await window.page.getByTestId('files').setInputFiles([source]);
  await helper.page.getByRole('button', { name: 'Lagre i en mappe' }).click();
  await until('the helper has it', () =>
    helper.page
      .evaluate(async (sizeBytes) => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('mottak');
        const file = await (await folder.getFileHandle('fra brukeren.bin')).getFile();
        return file.size === sizeBytes;
      }, content.length)
      .catch(() => false),
  );
  const digest = await helper.page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('mottak');
    const bytes = await (await (await folder.getFileHandle('fra brukeren.bin')).getFile()).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });
  expect(digest).toBe(sha256(content));

  // Or what was copied in a file manager: its list lies on the clipboard.
  const list = join(folder, 'uri-list');
  await writeFile(list, `file://${downloads}/brev.txt\r\n`);
  stage.display.start('xclip', ['-quiet', '-selection', 'clipboard', '-t', 'text/uri-list', '-i', list]);
  await window.shows('Du har kopiert «brev.txt»');
  await window.press(/^Send til /);
  const download = helper.page.waitForEvent('download');
  await helper.page.getByRole('button', { name: 'Last ned' }).click();
  const saved = join(folder, 'lastet ned.txt');
  await (await download).saveAs(saved);
  expect(await readFile(saved, 'utf8')).toBe('mitt eget');
  expect((await download).suggestedFilename()).toBe('brev.txt');
});

test('FT9 taking the grant back stops a transfer in the middle', async () => {
  const before = await names();
  await dropEndless(helper.page);
  await window.press('Ta imot');
  await until('it has begun', async () => (await names()).some((name) => name.endsWith('.part')));
  await window.press('Stopp at hjelperen sender filer');
  await helper.shows(/ikke lenger lov å sende filer/);
  await until('it is removed', async () => (await names()).join() === before.join());
  expect(helper.errors).toEqual([]);
});

/** What a page of the end says of files that did not arrive. */
const unfinishedAt = (page: Page) => page.locator('.unfinished');

async function saysUnfinished(page: Page, ...texts: readonly (string | RegExp)[]): Promise<void> {
  const note = unfinishedAt(page);
  await note.getByRole('heading', { name: 'Én fil ble ikke ferdig' }).waitFor();
  for (const text of texts) await note.getByText(text).first().waitFor();
  await page.locator('.receipt summary').click();
  await page.locator('.receipt li', { hasText: 'Ikke ferdig' }).waitFor();
}

async function beginAgain(): Promise<void> {
  await window.press('Start på nytt');
  await helper.page.getByRole('button', { name: 'Ny tilkobling' }).click();
  await helper.connect(await window.readAloud());
  await window.press('Tillat');
  await helper.connected();
}

test('FT10 the user ends it in the middle of a file: both are told, and nothing of it is left', async () => {
  const before = await names();
  await dropEndless(helper.page);
  await helper.sayWhy();
  await window.press('Tillat dette');
  await window.press('Ta imot');
  await until('it has begun', async () => (await names()).some((name) => name.endsWith('.part')));
  await window.press('Avslutt');
  await saysUnfinished(
    window.page,
    'endeløs.bin',
    /^fra Kari Hansen til deg · .+ av 4,3 GB$/,
    'Det ligger ikke igjen noe halvferdig på maskinen din.',
    'Hjelperen kan sende på nytt i en ny økt.',
  );
  await saysUnfinished(
    helper.page,
    'endeløs.bin',
    /^til brukeren · .+ av 4,3 GB$/,
    'Du kan sende på nytt i en ny økt.',
  );
  expect(await names()).toEqual(before);
});

test('FT10 the helper leaves in the middle of the user’s file, which is then in no folder of theirs', async () => {
  await beginAgain();
  await helper.ask('Be om filer');
  await window.press('Tillat dette');
  // No byte of it is on the disk, and it is longer than any test.
  const source = join(folder, 'kjempe <b>.bin');
  await writeFile(source, '');
  await truncate(source, 1_000_000_000_000);
  const list = join(folder, 'uri-list');
  await writeFile(list, `${pathToFileURL(source)}\r\n`);
  stage.display.start('xclip', ['-quiet', '-selection', 'clipboard', '-t', 'text/uri-list', '-i', list]);
  await window.shows('Du har kopiert «kjempe <b>.bin»');
  await window.press(/^Send til /);
  await helper.page.getByRole('button', { name: 'Lagre i en mappe' }).click();
  await helper.page.getByText(/[1-9].* av 1.000 GB/).waitFor();
  await helper.end();
  await saysUnfinished(
    helper.page,
    'kjempe <b>.bin',
    /^fra brukeren · .*[1-9].* av 1.000 GB$/,
    'Det ligger ikke igjen noe halvferdig på maskinen din.',
    'Brukeren kan sende på nytt i en ny økt.',
  );
  await saysUnfinished(
    window.page,
    'kjempe <b>.bin',
    /^fra deg til Kari Hansen · .*[1-9].* av 1.000 GB$/,
    'Du kan sende på nytt i en ny økt.',
  );
  const there = await helper.page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('mottak');
    const found: string[] = [];
    for await (const name of folder.keys()) found.push(name);
    return found;
  });
  expect(there.filter((name) => name.startsWith('kjempe'))).toEqual([]);
  expect(helper.errors).toEqual([]);
  // Names of files are in no log.
  for (const name of ['kjempe', 'endeløs'])
    expect(stage.server.output + client.process.stdout + client.process.stderr).not.toContain(name);
});

test('FT10 one of two helpers leaves in the middle of a file, and the user is told while the other stays', async () => {
  await beginAgain();
  const before = await names();
  await window.press('Slipp inn en hjelper til');
  const second = await HelperConsole.open(stage.running.browser, stage.server.url);
  await second.connect(await window.readAloud(), ['Ola Nordmann', '']);
  await window.shows('Ola Nordmann vil også se skjermen din');
  await window.page.getByRole('button', { name: 'Tillat', exact: true }).click();
  await second.connected();
  await dropEndless(second.page);
  await second.sayWhy();
  await window.press('Tillat dette');
  await window.press('Ta imot');
  await until('it has begun', async () => (await names()).some((name) => name.endsWith('.part')));
  await second.end();
  await second.shows('Du kan sende på nytt i en ny økt.');
  const note = window.page.getByRole('alert').filter({ hasText: 'Ola Nordmann er ikke med lenger' });
  await note.getByText('Det ligger ikke igjen noe halvferdig på maskinen din.').waitFor();
  expect(await names()).toEqual(before);
  await note.getByRole('button', { name: 'Skjul filene til Ola Nordmann' }).click();
  await note.waitFor({ state: 'detached' });
  await helper.connected();
});

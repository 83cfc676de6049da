import { generateKeyPairSync } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHeaders } from '../packaging/src/pe/headers.ts';
import { makePackages, type Packaged } from './harness/packages.ts';
import { Resources } from './harness/resources.ts';
import { Wine } from './harness/wine.ts';

/** The packed Windows client as far as it goes without a desktop of its own; sessions are desktop/windows' tests. */
const GUI = 2;
/** Where nobody answers, and no name has to be looked up. */
const SERVER = 'https://127.0.0.1:1';

const resources = new Resources();
let wine: Wine;
let packaged: Packaged;
/** The folder as an operator puts it somewhere: a copy, with a blank and an ø in its path. */
let folder: string;
let program: string;

beforeAll(async () => {
  const key = join(await resources.temporaryFolder('key'), 'settings-key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(key, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  [packaged, wine] = await Promise.all([
    makePackages(resources, ['--server', SERVER, '--settings-key', key]),
    Wine.open(resources),
  ]);
  folder = join(await resources.temporaryFolder('installed'), 'Fjernhjelp på prøve');
  await cp(packaged.windows, folder, { recursive: true });
  program = join(folder, 'Fjernhjelp.exe');
});
afterAll(() => resources.close());

test('it starts, says its version, and leaves AppData, Temp and its own folder as they were', async () => {
  const before = { traces: await wine.traces(), folder: await readdir(folder, { recursive: true }) };
  expect(before.traces.length).toBeGreaterThan(5);
  const { exitCode, stdout, stderr } = await wine.run(program, ['--version']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^Fjernhjelp \d+\.\d+\.\d+ \([0-9a-f]{12}\+?\)\n$/);
  await wine.run(program, ['--no-window', 'fjernhjelp:start?server=https://evil.example']);
  expect({ traces: await wine.traces(), folder: await readdir(folder, { recursive: true }) }).toEqual(before);
});

test('it has no console, an icon, and says who made it', async () => {
  const file = await readFile(program);
  expect(readHeaders(file).subsystem).toBe(GUI);
  const { entries } = NtExecutableResource.from(NtExecutable.from(file));
  const [info] = Resource.VersionInfo.fromEntries(entries);
  expect(info?.getStringValues({ lang: 0x409, codepage: 1200 })).toMatchObject({
    CompanyName: 'Fjernhjelp',
    OriginalFilename: 'Fjernhjelp.exe',
    ProductName: 'Fjernhjelp',
  });
  const [icon] = Resource.IconGroupEntry.fromEntries(entries);
  expect(icon?.icons.map(({ width }) => width || 256)).toEqual(expect.arrayContaining([16, 32, 48, 256]));
});

test.each(['at once', 'as soon as it has one'])(
  'a thread with a window does not keep a program that ends %s',
  async (when) => {
    for (let times = 0; times < 2; times++)
      expect(await wine.script('leave.mjs', when)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  },
);

test('it runs no code but its own, whatever NODE_OPTIONS names', async () => {
  const smuggled = join(await resources.temporaryFolder('smuggled'), 'smuggled.cjs');
  await writeFile(smuggled, 'console.log("smuggled");');
  const env = { NODE_OPTIONS: `--require ${wine.windowsPath(smuggled)}` };
  expect((await wine.run(program, ['--version'], env)).stdout).not.toContain('smuggled');
});

test.each([
  [['fjernhjelp:start?server=https://evil.example'], /the portal did not make it/],
  [['fjernhjelp:start', '--server', 'https://evil.example'], /the portal did not make it/],
  [['--serve'], /does not understand/],
])('it refuses %j in one sentence', async (args, sentence) => {
  const { exitCode, stderr } = await wine.run(program, args);
  expect(exitCode).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(sentence)]);
});

test('the operator’s registry file ties the link and sets the policy, which the program then keeps', async () => {
  const imported = await wine.run('regedit', [
    '/S',
    wine.windowsPath(join(packaged.operator, 'fjernhjelp.reg')),
  ]);
  expect(imported.exitCode).toBe(0);
  const link = await wine.run('reg', [
    'query',
    'HKLM\\SOFTWARE\\Classes\\fjernhjelp\\shell\\open\\command',
    '/ve',
  ]);
  expect(link.stdout).toContain('"C:\\Program Files\\Fjernhjelp\\Fjernhjelp.exe" "%1"');

  const elsewhere = await wine.run(program, ['--no-window', '--server', 'https://evil.example']);
  expect(elsewhere.exitCode).toBe(1);
  expect(elsewhere.stderr).toContain('--server does not apply');

  const settings = join(folder, 'fjernhjelp.json');
  const own = await readFile(settings);
  await writeFile(settings, '{"server":"https://evil.example"}');
  const changed = await wine.run(program, ['--no-window']);
  expect(changed.exitCode).toBe(1);
  expect(changed.stderr).toContain('are not signed');
  await writeFile(settings, own);
  const unchanged = await wine.run(program, ['--no-window', '--server', SERVER]);
  expect(unchanged.stderr).not.toMatch(/signed|does not apply|policy/);
});

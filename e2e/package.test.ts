import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { authenticodeHash } from '../packaging/src/pe/authenticode.ts';
import { readHeaders } from '../packaging/src/pe/headers.ts';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { makePackages, outputOf, type Packaged, PUBLISHER, unsignedPackages } from './harness/packages.ts';
import { Resources } from './harness/resources.ts';
import { exactPicture, openSession, setStage } from './harness/session.ts';

const MAX_ARCHIVE_BYTES = 45_000_000;

const made = new Resources();
const resources = new Resources();
let unsigned: Packaged;
let signed: Packaged;

beforeAll(async () => {
  unsigned = await unsignedPackages(made);
  signed = await makePackages(made, ['--test-certificate', '--publisher', PUBLISHER]);
});
afterAll(() => made.close());
afterEach(() => resources.close());

const fileOf = (packaged: Packaged, system: string) =>
  join(packaged.packages, packaged.archives.find((archive) => archive.system === system)!.file);

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const own =
  /^(Fjernhjelp\.exe|fjernhjelp|(koffi|node_datachannel)\.node|fjernhjelp\.json|LICENSES\.txt|SHA256SUMS|sbom\.cdx\.json)$/;
const page = /^pages\/(window\.html|favicon\.svg|assets\/[\w.-]+\.(js|css|woff2))$/;

test('the archives hold the program, its two libraries, pages and papers, and are under 45 MB', async () => {
  const inZip = (await outputOf('unzip', ['-Z1', fileOf(unsigned, 'windows-x64')])).trim().split('\n');
  const inTar = (await outputOf('tar', ['-tzf', fileOf(unsigned, 'linux-x64')])).trim().split('\n');
  for (const [names, program] of [
    [inZip, 'Fjernhjelp.exe'],
    [inTar, 'fjernhjelp'],
  ] as const) {
    const inside = names.map((name) => name.replace(/^Fjernhjelp\//, ''));
    expect(inside.filter((name) => !own.test(name) && !page.test(name))).toEqual([]);
    expect(inside).toEqual(
      expect.arrayContaining([
        program,
        'koffi.node',
        'node_datachannel.node',
        'fjernhjelp.json',
        'sbom.cdx.json',
        'pages/window.html',
      ]),
    );
    expect(inside.join('\n')).not.toMatch(/portal|console/);
  }
  for (const { sizeBytes } of unsigned.archives) expect(sizeBytes).toBeLessThan(MAX_ARCHIVE_BYTES);
});

test('the same commit gives the same bytes, apart from signatures', async () => {
  const hash = (packaged: Packaged) => packaged.archives.find(({ system }) => system === 'linux-x64')?.sha256;
  expect(hash(signed)).toBe(hash(unsigned));
  const names = await filesIn(unsigned.windows);
  expect(await filesIn(signed.windows)).toEqual(names);
  for (const name of names.filter((file) => file !== 'SHA256SUMS')) {
    const [one, other] = await Promise.all(
      [unsigned, signed].map((packaged) => readFile(join(packaged.windows, name))),
    );
    if (/\.(exe|node)$/.test(name)) {
      // The hash is of everything but the signature, and the checksum and the entry that go with it.
      expect(readHeaders(one!).certificatesBytes).toBe(0);
      expect(readHeaders(other!).certificatesBytes).toBeGreaterThan(0);
      expect(authenticodeHash(other!, 'sha256'), name).toBe(authenticodeHash(one!, 'sha256'));
    } else expect(Buffer.compare(one!, other!), name).toBe(0);
  }
});

test('checksums, bill of materials and licences say what is there', async () => {
  for (const folder of [unsigned.windows, unsigned.linux]) {
    const said = await outputOf('sh', [
      '-c',
      'cd "$1" && sha256sum --check --quiet SHA256SUMS',
      'sh',
      folder,
    ]);
    expect(said).toBe('');
    const listed = (await readFile(join(folder, 'SHA256SUMS'), 'utf8')).trim().split('\n').length;
    expect(listed).toBe((await filesIn(folder)).length - 1);
    const bill = JSON.parse(await readFile(join(folder, 'sbom.cdx.json'), 'utf8'));
    const names = bill.components.map((component: { name: string }) => component.name);
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(names).toEqual(
      expect.arrayContaining([
        'node',
        'koffi',
        'node-datachannel',
        'ws',
        'react',
        '@noble/curves',
        'zstddec',
      ]),
    );
    const licences = await readFile(join(folder, 'LICENSES.txt'), 'utf8');
    for (const name of names) expect(licences).toContain(`\n${name} `);
    expect(licences).toContain('OpenSSL');
  }
});

test('the AppLocker hash is the one that osslsigncode computes, before and after signing', async () => {
  for (const name of ['Fjernhjelp.exe', 'koffi.node', 'node_datachannel.node']) {
    const file = join(signed.windows, name);
    const said = await outputOf('osslsigncode', [
      'verify',
      '-in',
      file,
      '-CAfile',
      join(signed.folder, 'test-certificate.pem'),
    ]);
    const theirs = /Calculated message digest\s*:\s*([0-9A-F]{64})/.exec(said)?.[1];
    expect(authenticodeHash(await readFile(file), 'sha256').toUpperCase()).toBe(theirs);
    expect(said).toMatch(/Signature verification: ok/);
    for (const rules of ['applocker-hash.xml', 'app-control-supplemental.xml'])
      expect(await readFile(join(signed.operator, rules), 'utf8')).toContain(theirs);
  }
});

test('says whether it signed, to whoever packages and in what it makes', async () => {
  expect(unsigned.output).toContain('not signed');
  expect(signed.output).toContain('signed by Prøvekommunen (self-made certificate)');
  expect(unsigned.archives.map(({ signer }) => signer)).toEqual([null, null]);
  expect(signed.archives.map(({ signer }) => signer)).toEqual(['Prøvekommunen', null]);
  expect(await filesIn(signed.operator)).toContain('applocker-publisher.xml');
  expect(await filesIn(unsigned.operator)).not.toContain('applocker-publisher.xml');
});

test('the packed Linux client holds a session, writes nothing, and runs no code but its own', async () => {
  const serverEnv = { FJERNHJELP_DIRECT_PATH: 'true' };
  const stage = await setStage(resources, { widthPx: 1024, heightPx: 768, serverEnv });
  const home = await resources.temporaryFolder('home');
  const unpacked = await resources.temporaryFolder('unpacked');
  await outputOf('tar', ['-xzf', fileOf(unsigned, 'linux-x64'), '-C', unpacked]);
  const folder = join(unpacked, 'Fjernhjelp');
  await writeFile(join(folder, 'fjernhjelp.json'), JSON.stringify({ server: stage.server.url }));
  const smuggled = join(await resources.temporaryFolder('smuggled'), 'smuggled.cjs');
  await writeFile(smuggled, 'console.error("smuggled");');
  const hashes = async () =>
    Promise.all(
      (await filesIn(folder)).map(async (name) => [
        name,
        createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex'),
      ]),
    );
  const before = await hashes();

  const temporary = await resources.temporaryFolder('tmp');
  const client = Client.startPacked(stage.display, join(folder, 'fjernhjelp'), {
    HOME: home,
    TMPDIR: temporary,
    NODE_OPTIONS: `--require ${smuggled}`,
  });
  const { helper } = await openSession(stage, { client, control: true });
  await client.until('a direct path', ({ helpers }) => helpers[0]?.line?.path === 'direct');
  await exactPicture(stage, helper);
  await helper.end();
  await client.until('the end', (status) => status.phase === 'ended');
  client.process.signal('SIGTERM');
  expect(await client.process.exited).toBe(0);
  expect(client.process.stderr).not.toContain('smuggled');
  expect(await readdir(temporary)).toEqual([]);
  expect(await readdir(home)).toEqual([]);
  expect(await hashes()).toEqual(before);
});

test('the packed Linux client shows its window, opened by a link in the page’s language', async () => {
  const stage = await setStage(resources, { widthPx: 1024, heightPx: 768 });
  const folder = join(await resources.temporaryFolder('unpacked'), 'Fjernhjelp');
  await cp(unsigned.linux, folder, { recursive: true });
  await writeFile(join(folder, 'fjernhjelp.json'), JSON.stringify({ server: stage.server.url }));
  const { env, attach } = await ClientWindow.prepare(resources);
  const program = stage.display.start(
    join(folder, 'fjernhjelp'),
    ['fjernhjelp:start?ticket=4711&lang=nn'],
    env,
  );
  const window = await attach();
  await window.readAloud();
  await window.shows(/Les opp for den du snakkar med/);
  expect(program.stderr).toContain('started-by-link ticket="4711"');
  await stage.display.closeByX('fjernhjelp');
  expect(await program.exited).toBe(0);
});

test('the portal offers the package for this machine with size, SHA-256 and signer', async () => {
  const stage = await setStage(resources, {
    widthPx: 800,
    heightPx: 600,
    serverEnv: { FJERNHJELP_PACKAGES_FOLDER: signed.packages },
  });
  const archive = signed.archives.find(({ system }) => system === 'windows-x64')!;
  const context = await stage.running.browser.newContext({
    locale: 'nb-NO',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  });
  const shown = await context.newPage();
  await shown.goto(`${stage.server.url}/#/start`);
  const link = shown.getByRole('link', { name: /Last ned for Windows/ });
  await link.waitFor();
  const megabytes = (archive.sizeBytes / 1e6).toLocaleString('nb', { maximumFractionDigits: 1 });
  expect(await link.textContent()).toContain(`${megabytes} MB`);
  await shown.getByText('Sjekk at filen er ekte').click();
  await shown.getByText(archive.sha256).waitFor({ state: 'visible' });
  await shown.getByText('Prøvekommunen').waitFor({ state: 'visible' });
  const answer = await fetch(`${stage.server.url}${await link.getAttribute('href')}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(archive.sha256);
});

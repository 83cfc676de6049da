import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Entry } from './src/archive/entry.ts';
import { checksumList } from './src/checksums.ts';
import { readEdition } from './src/edition.ts';
import { MANIFEST_FILE, packageManifest } from './src/manifest.ts';
import { operatorFiles } from './src/operator/files.ts';
import type { Subject, WindowsFile } from './src/operator/subject.ts';
import { type Options, parseOptions } from './src/options.ts';
import { FOLDER, makePackages, type Package } from './src/packages.ts';
import { ensureParts } from './src/parts.ts';
import { authenticodeHash } from './src/pe/authenticode.ts';
import { settingsFiles } from './src/settings-files.ts';
import { makeTestCertificate, publisherOf, type Signer } from './src/signing.ts';

const options = parseOptions(process.argv.slice(2));
await rm(options.out, { recursive: true, force: true });
await mkdir(options.out, { recursive: true });
await ensureParts();

const edition = await readEdition();
const settings = await settingsFiles(options);
const signer = await chooseSigner(options);
const publisher = signer === undefined ? undefined : await publisherOf(signer);
const packages = await makePackages({ publisher: options.publisher, edition }, settings.entries, signer);

for (const { system, entries } of packages) await write(join(options.out, system, FOLDER), entries);
const archives = packages.map(({ fileName, archive }) => ({ path: fileName, bytes: archive }));
const manifest = { path: MANIFEST_FILE, bytes: Buffer.from(packageManifest(edition, packages, publisher)) };
const sums = { path: 'SHA256SUMS', bytes: Buffer.from(checksumList(archives)) };
await write(join(options.out, 'packages'), [...archives, manifest, sums]);

const windows = packages.find(({ system }) => system === 'windows-x64')!;
const subject: Subject = {
  edition,
  files: windowsFiles(windows),
  ...(publisher !== undefined && { publisher }),
  installFolder: options.installFolder,
  ...(settings.server !== undefined && { server: settings.server }),
  ...(settings.publicKey !== undefined && { settingsKey: settings.publicKey }),
  basePolicy: options.basePolicy,
};
const everything = [
  ...archives,
  ...packages.flatMap(({ system, entries }) =>
    entries.map((entry) => ({ ...entry, path: `${system}/${FOLDER}/${entry.path}` })),
  ),
];
await write(join(options.out, 'operator'), [
  ...operatorFiles(subject),
  { path: 'sha256.txt', bytes: Buffer.from(checksumList(everything)) },
]);

for (const { fileName, archive } of packages)
  console.log(`${join(options.out, 'packages', fileName)}  ${(archive.length / 1e6).toFixed(1)} MB`);
console.log(`${join(options.out, 'operator')}  rules, policies and how to allow this`);
console.log(
  publisher === undefined
    ? 'The Windows files are not signed: --certificate and --key sign them, --test-certificate tries it out.'
    : `The Windows files are signed by ${publisher.name}${publisher.isSelfMade ? ' (self-made certificate)' : ''}.`,
);
if (settings.server === undefined)
  console.log('fjernhjelp.json names no server: give --server or --settings, or set a policy.');

async function chooseSigner({
  certificate,
  key,
  timestampUrl,
  testCertificate,
  out,
  publisher: company,
}: Options): Promise<Signer | undefined> {
  if (testCertificate) return makeTestCertificate(out, company);
  if (certificate === undefined || key === undefined) return undefined;
  return { certificate, key, ...(timestampUrl !== undefined && { timestampUrl }) };
}

function windowsFiles({ entries }: Package): WindowsFile[] {
  return entries
    .filter((entry) => entry.executable)
    .map(({ path, bytes }) => ({
      name: path,
      kind: path.endsWith('.exe') ? 'exe' : 'dll',
      sizeBytes: bytes.length,
      sha1: authenticodeHash(bytes, 'sha1'),
      sha256: authenticodeHash(bytes, 'sha256'),
    }));
}

async function write(folder: string, entries: readonly Entry[]): Promise<void> {
  for (const { path, bytes, executable } of entries) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes, { mode: executable ? 0o755 : 0o644 });
  }
}

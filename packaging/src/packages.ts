import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Entry, inOrder } from './archive/entry.ts';
import { tarGz } from './archive/tar.ts';
import { zip } from './archive/zip.ts';
import { checksumList } from './checksums.ts';
import { blankSymbols } from './elf/blank-symbols.ts';
import { makeIcon } from './icon/ico.ts';
import { licenceFile, packagesInGeneratedFiles, packagesOfPages, shippedComponents } from './licences.ts';
import { windowPages } from './pages.ts';
import { parts, type System } from './parts.ts';
import { makeBlob } from './program/blob.ts';
import { bundleClient } from './program/bundle.ts';
import { linuxExecutable } from './program/linux-executable.ts';
import {
  type FileDetails,
  type LibraryName,
  windowsExecutable,
  windowsLibrary,
} from './program/windows-executable.ts';
import { root } from './run.ts';
import { billOfMaterials } from './sbom.ts';
import { type Signer, signed } from './signing.ts';

/** The one folder in each archive. */
export const FOLDER = 'Fjernhjelp';

/** One system's folder and archive. */
export interface Package {
  readonly system: System;
  /** Of the archive. */
  readonly fileName: string;
  readonly archive: Uint8Array;
  /** The folder's files, in order. */
  readonly entries: readonly Entry[];
}

/** @param settings the files that say which server it is */
export async function makePackages(
  details: FileDetails,
  settings: readonly Entry[],
  signer: Signer | undefined,
): Promise<Package[]> {
  const { edition } = details;
  const bundle = await bundleClient(edition.shown);
  const blob = await makeBlob(bundle);
  const nodeManifest = await readFile(join(dirname(parts['linux-x64'].node), '../package.json'), 'utf8');
  const { version: nodeVersion } = JSON.parse(nodeManifest) as { version: string };
  const components = await shippedComponents(
    [...bundle.packageFolders, ...(await packagesOfPages()), ...(await packagesInGeneratedFiles())],
    nodeVersion,
  );
  const own = await readFile(join(root, 'LICENSE'), 'utf8');
  const shared: Entry[] = [
    ...settings,
    ...(await windowPages()),
    { path: 'LICENSES.txt', bytes: Buffer.from(licenceFile(components, own)) },
  ];

  const finish = async (system: System, programFiles: readonly Entry[]): Promise<Package> => {
    const listed = [
      ...programFiles,
      ...shared,
      { path: 'sbom.cdx.json', bytes: Buffer.from(billOfMaterials(edition, system, components)) },
    ];
    const sums = { path: 'SHA256SUMS', bytes: Buffer.from(checksumList(listed)) };
    const entries = inOrder([...listed, sums]);
    const isWindows = system === 'windows-x64';
    const archive = await (isWindows ? zip : tarGz)(FOLDER, entries, edition.time);
    const fileName = `fjernhjelp-${edition.version}-${system}.${isWindows ? 'zip' : 'tar.gz'}`;
    return { system, fileName, archive, entries };
  };
  return Promise.all([
    windowsFiles(blob, details, signer).then((files) => finish('windows-x64', files)),
    linuxFiles(blob).then((files) => finish('linux-x64', files)),
  ]);
}

async function windowsFiles(
  blob: Uint8Array,
  details: FileDetails,
  signer: Signer | undefined,
): Promise<Entry[]> {
  const executable = await windowsExecutable(blob, makeIcon(), details);
  const library = async (name: LibraryName) =>
    windowsLibrary(await readFile(libraryOf('windows-x64', name)), name, details);
  const finish = async (file: Uint8Array) => (signer === undefined ? file : signed(file, signer));
  return [
    { path: 'Fjernhjelp.exe', bytes: await finish(executable), executable: true },
    { path: 'koffi.node', bytes: await finish(await library('koffi.node')), executable: true },
    {
      path: 'node_datachannel.node',
      bytes: await finish(await library('node_datachannel.node')),
      executable: true,
    },
  ];
}

function libraryOf(system: System, name: LibraryName): string {
  return parts[system][name === 'koffi.node' ? 'koffi' : 'dataChannel'];
}

async function linuxFiles(blob: Uint8Array): Promise<Entry[]> {
  const library = async (name: LibraryName) => {
    const bytes = await readFile(libraryOf('linux-x64', name));
    blankSymbols(bytes);
    return bytes;
  };
  return [
    { path: 'fjernhjelp', bytes: await linuxExecutable(blob), executable: true },
    { path: 'koffi.node', bytes: await library('koffi.node') },
    { path: 'node_datachannel.node', bytes: await library('node_datachannel.node') },
  ];
}

import { readFile } from 'node:fs/promises';
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { Edition } from '../edition.ts';
import { parts } from '../parts.ts';
import { BLOB_NAME, FUSE } from './blob.ts';

/** IMAGE_SUBSYSTEM_WINDOWS_GUI: no console window appears. */
const SUBSYSTEM_GUI = 2;
const RT_RCDATA = 10;
const LANGUAGE_ENGLISH = 0x0409;
const CODEPAGE_UTF16 = 1200;
const ICON_GROUP = 1;

/** What Windows shows of a file, and what AppLocker's publisher rules name. */
export interface FileDetails {
  readonly publisher: string;
  readonly edition: Edition;
}

/** @returns node.exe as our program: the blob, no console, own icon, own version resource; not signed */
export async function windowsExecutable(
  blob: Uint8Array,
  icon: Uint8Array,
  details: FileDetails,
): Promise<Uint8Array> {
  const node = await readFile(parts['windows-x64'].node);
  const fuse = node.indexOf(`${FUSE}:0`, 0, 'latin1');
  if (fuse < 0) throw new Error('node.exe has no place for a program of its own');
  node.write('1', fuse + FUSE.length + 1, 'latin1');

  const executable = NtExecutable.from(node, { ignoreCert: true });
  executable.newHeader.optionalHeader.subsystem = SUBSYSTEM_GUI;
  const resources = NtExecutableResource.from(executable);
  resources.replaceResourceEntry({
    type: RT_RCDATA,
    id: BLOB_NAME,
    lang: LANGUAGE_ENGLISH,
    codepage: CODEPAGE_UTF16,
    bin: exactBuffer(blob),
  });
  Resource.IconGroupEntry.replaceIconsForResource(
    resources.entries,
    ICON_GROUP,
    LANGUAGE_ENGLISH,
    Data.IconFile.from(exactBuffer(icon)).icons.map((item) => item.data),
  );
  describe(resources, 'Fjernhjelp.exe', 'Fjernhjelp', details);
  resources.outputResource(executable);
  return new Uint8Array(executable.generate());
}

/** What each library is for. */
const libraries = {
  'koffi.node': 'Fjernhjelp: koffi',
  'node_datachannel.node': 'Fjernhjelp: direct path',
} as const;

export type LibraryName = keyof typeof libraries;

/** Gives a library the product's name and version, so that a publisher rule can name it. */
export function windowsLibrary(library: Uint8Array, fileName: LibraryName, details: FileDetails): Uint8Array {
  const executable = NtExecutable.from(library, { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  describe(resources, fileName, libraries[fileName], details);
  resources.outputResource(executable);
  return new Uint8Array(executable.generate());
}

function describe(
  resources: NtExecutableResource,
  fileName: string,
  description: string,
  { publisher, edition }: FileDetails,
): void {
  const version = `${edition.version}.0`;
  const language = { lang: LANGUAGE_ENGLISH, codepage: CODEPAGE_UTF16 };
  const info = Resource.VersionInfo.createEmpty();
  info.lang = LANGUAGE_ENGLISH;
  info.setFileVersion(version, LANGUAGE_ENGLISH);
  info.setProductVersion(version, LANGUAGE_ENGLISH);
  info.setStringValues(language, {
    CompanyName: publisher,
    FileDescription: description,
    FileVersion: version,
    InternalName: fileName.replace(/\.\w+$/, ''),
    LegalCopyright: 'MIT',
    OriginalFilename: fileName,
    ProductName: 'Fjernhjelp',
    ProductVersion: edition.shown,
  });
  resources.entries = resources.entries.filter(({ type }) => type !== VERSION_TYPE);
  info.outputToResourceEntries(resources.entries);
}

/** RT_VERSION */
const VERSION_TYPE = 16;

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

import { uuidOf } from '../sbom.ts';
import type { Subject, WindowsFile } from './subject.ts';
import { xmlAttributes } from './xml.ts';

export type RuleKind = 'publisher' | 'hash' | 'path';

/** Everyone. */
const EVERYONE = 'S-1-1-0';

/**
 * AppLocker rules that allow this program and nothing more, for the collections of executables and of libraries. Made to be merged
 * (`Set-AppLockerPolicy -XmlPolicy … -Merge`): enforcement stays as it is.
 * @returns undefined for publisher rules of files that are not signed
 */
export function appLockerRules(subject: Subject, kind: RuleKind): string | undefined {
  if (kind === 'publisher' && subject.publisher === undefined) return undefined;
  const collection = (type: 'Exe' | 'Dll', files: readonly WindowsFile[]) =>
    [
      `  <RuleCollection Type="${type}" EnforcementMode="NotConfigured">`,
      ...files.map((file) => rule(subject, kind, file)),
      '  </RuleCollection>',
    ].join('\n');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<AppLockerPolicy Version="1">',
    collection(
      'Exe',
      subject.files.filter((file) => file.kind === 'exe'),
    ),
    collection(
      'Dll',
      subject.files.filter((file) => file.kind === 'dll'),
    ),
    '</AppLockerPolicy>',
    '',
  ].join('\n');
}

const elements: Readonly<Record<RuleKind, string>> = {
  publisher: 'FilePublisherRule',
  hash: 'FileHashRule',
  path: 'FilePathRule',
};

function rule(subject: Subject, kind: RuleKind, file: WindowsFile): string {
  const attributes = xmlAttributes({
    Id: uuidOf(JSON.stringify(['applocker', kind, file.name, kind === 'hash' ? file.sha256 : ''])),
    Name: `Fjernhjelp: ${file.name} (${kind})`,
    Description: `Fjernhjelp ${subject.edition.shown}`,
    UserOrGroupSid: EVERYONE,
    Action: 'Allow',
  });
  return [
    `    <${elements[kind]}${attributes}>`,
    '      <Conditions>',
    ...condition(subject, kind, file).map((line) => `        ${line}`),
    '      </Conditions>',
    `    </${elements[kind]}>`,
  ].join('\n');
}

function condition(subject: Subject, kind: RuleKind, file: WindowsFile): string[] {
  switch (kind) {
    case 'path': {
      const path = `${forAppLocker(subject.installFolder)}\\${file.name}`;
      return [`<FilePathCondition${xmlAttributes({ Path: path })} />`];
    }
    case 'hash': {
      const hash = xmlAttributes({
        Type: 'SHA256',
        Data: `0x${file.sha256.toUpperCase()}`,
        SourceFileName: file.name,
        SourceFileLength: String(file.sizeBytes),
      });
      return ['<FileHashCondition>', `  <FileHash${hash} />`, '</FileHashCondition>'];
    }
    default: {
      const publisher = xmlAttributes({
        PublisherName: subject.publisher?.appLockerName ?? '',
        ProductName: 'FJERNHJELP',
        BinaryName: file.name.toUpperCase(),
      });
      const versions = xmlAttributes({ LowSection: `${subject.edition.version}.0`, HighSection: '*' });
      return [
        `<FilePublisherCondition${publisher}>`,
        `  <BinaryVersionRange${versions} />`,
        '</FilePublisherCondition>',
      ];
    }
  }
}

/** AppLocker has its own names for folders: %PROGRAMFILES% is both of them. */
function forAppLocker(folder: string): string {
  return folder
    .replace(/^C:\\Program Files( \(x86\))?(?=\\|$)/i, '%PROGRAMFILES%')
    .replace(/^C:(?=\\|$)/i, '%OSDRIVE%');
}

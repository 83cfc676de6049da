import { uuidOf } from '../sbom.ts';
import type { Subject, WindowsFile } from './subject.ts';
import { xmlAttributes } from './xml.ts';

/** PlatformID of Windows. */
const PLATFORM = '{2E07F7E4-194C-4D20-B7C9-6F44A6C5A234}';
/** Signing scenario of programs, not drivers. */
const USER_MODE = '12';
const SIGNER = 'ID_SIGNER_FJERNHJELP';

/**
 * A supplemental policy of App Control for Business (WDAC): the files by hash and, when they are signed, by certificate, name and
 * least version. It is turned into its binary form on Windows (ConvertFrom-CIPolicy).
 */
export function appControlPolicy(subject: Subject): string {
  const { publisher, files, edition } = subject;
  const policy = `{${uuidOf('fjernhjelp app control policy').toUpperCase()}}`;
  const hashes = files.flatMap((file) => [hashRule(file, 'sha1'), hashRule(file, 'sha256')]);
  const attributes = publisher === undefined ? [] : files.map((file) => attributeRule(file, edition.version));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<SiPolicy xmlns="urn:schemas-microsoft-com:sipolicy" PolicyType="Supplemental Policy">',
    `  <VersionEx>${edition.version}.0</VersionEx>`,
    `  <PlatformID>${PLATFORM}</PlatformID>`,
    `  <PolicyID>${policy}</PolicyID>`,
    `  <BasePolicyID>${subject.basePolicy}</BasePolicyID>`,
    '  <Rules>',
    '    <Rule>',
    '      <Option>Enabled:Unsigned System Integrity Policy</Option>',
    '    </Rule>',
    '  </Rules>',
    '  <EKUs />',
    '  <FileRules>',
    ...[...hashes, ...attributes].map((rule) => `    ${rule.xml}`),
    '  </FileRules>',
    ...signers(subject, attributes),
    '  <SigningScenarios>',
    `    <SigningScenario Value="${USER_MODE}" ID="ID_SIGNINGSCENARIO_FJERNHJELP" FriendlyName="Fjernhjelp">`,
    '      <ProductSigners>',
    ...(publisher === undefined
      ? []
      : [
          '        <AllowedSigners>',
          `          <AllowedSigner SignerId="${SIGNER}" />`,
          '        </AllowedSigners>',
        ]),
    '        <FileRulesRef>',
    ...hashes.map((rule) => `          <FileRuleRef RuleID="${rule.id}" />`),
    '        </FileRulesRef>',
    '      </ProductSigners>',
    '    </SigningScenario>',
    '  </SigningScenarios>',
    '  <UpdatePolicySigners />',
    ...(publisher === undefined
      ? ['  <CiSigners />']
      : ['  <CiSigners>', `    <CiSigner SignerId="${SIGNER}" />`, '  </CiSigners>']),
    '  <HvciOptions>0</HvciOptions>',
    '</SiPolicy>',
    '',
  ].join('\n');
}

interface FileRule {
  readonly id: string;
  readonly xml: string;
}

function hashRule(file: WindowsFile, algorithm: 'sha1' | 'sha256'): FileRule {
  const id = `ID_ALLOW_${identifier(file)}_${algorithm.toUpperCase()}`;
  const attributes = xmlAttributes({
    ID: id,
    FriendlyName: `Fjernhjelp: ${file.name} (${algorithm})`,
    Hash: file[algorithm].toUpperCase(),
  });
  return { id, xml: `<Allow${attributes} />` };
}

function attributeRule(file: WindowsFile, version: string): FileRule {
  const id = `ID_FILEATTRIB_${identifier(file)}`;
  const attributes = xmlAttributes({
    ID: id,
    FriendlyName: `Fjernhjelp: ${file.name}`,
    FileName: file.name,
    MinimumFileVersion: `${version}.0`,
  });
  return { id, xml: `<FileAttrib${attributes} />` };
}

function signers({ publisher }: Subject, attributes: readonly FileRule[]): string[] {
  if (publisher === undefined) return ['  <Signers />'];
  return [
    '  <Signers>',
    `    <Signer${xmlAttributes({ ID: SIGNER, Name: publisher.name })}>`,
    `      <CertRoot Type="TBS" Value="${publisher.tbsSha256}" />`,
    ...attributes.map((rule) => `      <FileAttribRef RuleID="${rule.id}" />`),
    '    </Signer>',
    '  </Signers>',
  ];
}

function identifier(file: WindowsFile): string {
  return file.name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

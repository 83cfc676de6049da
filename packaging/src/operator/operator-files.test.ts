import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operatorFiles } from './files.ts';
import type { Subject } from './subject.ts';

const schemas = join(import.meta.dirname, '../../schemas');
/** The files that `packages.ts` makes. */
const unsigned: Subject = {
  edition: { version: '0.1.0', shown: '0.1.0 (abc)', time: new Date(0) },
  files: [
    { name: 'Fjernhjelp.exe', kind: 'exe', sizeBytes: 7, sha1: 'ab'.repeat(20), sha256: 'cd'.repeat(32) },
    { name: 'koffi.node', kind: 'dll', sizeBytes: 8, sha1: '12'.repeat(20), sha256: '34'.repeat(32) },
    {
      name: 'node_datachannel.node',
      kind: 'dll',
      sizeBytes: 9,
      sha1: '56'.repeat(20),
      sha256: '78'.repeat(32),
    },
  ],
  installFolder: 'C:\\Program Files\\Fjernhjelp',
  basePolicy: '{A244370E-44C9-4C06-B551-F6016E563076}',
};
const signed: Subject = {
  ...unsigned,
  publisher: {
    appLockerName: 'O=VÅR "KOMMUNE" & SØNN <AS>, C=NO',
    name: 'Vår "kommune" & sønn <AS>',
    tbsSha256: 'EF'.repeat(32),
    fingerprint: 'AA:BB',
    isSelfMade: true,
  },
  server: 'https://hjelp.example.no',
  settingsKey: Buffer.alloc(32, 7).toString('base64'),
};
const textOf = (subject: Subject, path: string) =>
  Buffer.from(operatorFiles(subject).find((file) => file.path === path)?.bytes ?? '').toString('utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @returns what the schema has against it */
function complaints(schema: string, xml: string | Uint8Array): string {
  const file = join(folder, 'file.xml');
  writeFileSync(file, xml);
  try {
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', join(schemas, schema), file], {
      stdio: 'pipe',
    });
    return '';
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
}

function schemaOf(path: string): string | undefined {
  if (path.startsWith('applocker-')) return 'app-locker.xsd';
  if (path.startsWith('app-control-')) return 'si-policy.xsd';
  return /\.adm[xl]$/.test(path) ? 'policy-definitions.xsd' : undefined;
}

describe('the operator’s XML', () => {
  it.each([
    ['signed files', signed, 7],
    ['files that are not signed', unsigned, 6],
  ])('has the structure that Microsoft publishes, for %s', (_what, subject, count) => {
    const checked = operatorFiles(subject).filter(({ path }) => schemaOf(path) !== undefined);
    for (const { path, bytes } of checked) expect(complaints(schemaOf(path)!, bytes), path).toBe('');
    expect(checked).toHaveLength(count);
  });

  it.each([
    ['app-locker.xsd', 'applocker-hash.xml', 'Data="0x', 'Data="'],
    ['app-locker.xsd', 'applocker-path.xml', 'Action="Allow"', 'Action="Maybe"'],
    ['app-locker.xsd', 'applocker-publisher.xml', '<BinaryVersionRange', '<VersionRange'],
    ['si-policy.xsd', 'app-control-supplemental.xml', 'ID_ALLOW_', 'ALLOW_'],
    ['si-policy.xsd', 'app-control-supplemental.xml', '<HvciOptions>0</HvciOptions>', ''],
    ['policy-definitions.xsd', 'policy-definitions/Fjernhjelp.admx', 'class="Machine"', ''],
    ['policy-definitions.xsd', 'policy-definitions/nb-NO/Fjernhjelp.adml', 'refId=', 'ref='],
  ])('%s turns red for a wrong %s', (schema, path, right, wrong) => {
    const text = textOf(signed, path);
    expect(text).toContain(right);
    expect(complaints(schema, text.replace(right, wrong))).toContain('fails to validate');
  });

  it('has a word for everything that the template names, in both languages', () => {
    const template = textOf(signed, 'policy-definitions/Fjernhjelp.admx');
    const named = [...template.matchAll(/\$\((string|presentation)\.(\w+)\)/g)];
    expect(named.length).toBeGreaterThan(15);
    for (const language of ['nb-NO', 'en-US']) {
      const words = textOf(signed, `policy-definitions/${language}/Fjernhjelp.adml`);
      for (const [, kind, id] of named) expect(words).toContain(`<${kind} id="${id}">`);
    }
  });

  it('makes no publisher rules for files that nobody signed', () => {
    expect(operatorFiles(unsigned).map(({ path }) => basename(path))).not.toContain(
      'applocker-publisher.xml',
    );
    expect(textOf(unsigned, 'how-to-allow.nb.md')).toContain('ikke signert');
    expect(textOf(unsigned, 'how-to-allow.en.md')).toContain('not signed');
  });

  it('allows no more than the three files by name', () => {
    for (const path of ['applocker-publisher.xml', 'applocker-path.xml', 'applocker-hash.xml']) {
      const text = textOf(signed, path);
      expect(text.match(/Action="Allow"/g)).toHaveLength(3);
      expect(text).not.toMatch(/(PublisherName|ProductName|BinaryName|Path)="[^"]*\*/);
    }
    expect(textOf(signed, 'applocker-path.xml')).toContain('%PROGRAMFILES%\\Fjernhjelp\\Fjernhjelp.exe');
  });
});

describe('what the operator reads', () => {
  it('tells of every file that must be allowed, and of as many as there are', () => {
    expect(textOf(signed, 'how-to-allow.nb.md')).toContain('Tillat de tre filene');
    expect(textOf(signed, 'how-to-allow.en.md')).toContain('Allow the three files');
    for (const language of ['nb', 'en']) {
      const text = textOf(signed, `how-to-allow.${language}.md`);
      for (const { name, sha256 } of signed.files)
        expect(text).toMatch(new RegExp(`^\\| ${name} \\| \\d+ \\| \`${sha256.toUpperCase()}\` \\|$`, 'm'));
    }
  });

  it.each([
    ['nb', 'trenger ikke å dekrypteres'],
    ['en', 'need not be decrypted'],
  ])(
    '%s: the firewall note has the server, and what goes round it: direct paths and voice',
    (language, said) => {
      const text = textOf(signed, `firewall.${language}.md`);
      expect(text).toContain(`\`hjelp.example.no\`, TCP 443 | WebSocket over TLS; ${said}`);
      expect(text.match(/, UDP, /g)).toHaveLength(2);
      expect(text).toContain('`directPath`');
      expect(textOf(unsigned, `firewall.${language}.md`)).not.toMatch(/undefined/);
    },
  );
});

describe('the registry file', () => {
  it('is UTF-16 with CR LF, ties the link to the program as one quoted argument, and sets the policy', () => {
    const bytes = operatorFiles(signed).find(({ path }) => path === 'fjernhjelp.reg')!.bytes;
    const text = Buffer.from(bytes).toString('utf16le');
    expect(text.startsWith('\uFEFFWindows Registry Editor Version 5.00\r\n\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toContain('@="\\"C:\\\\Program Files\\\\Fjernhjelp\\\\Fjernhjelp.exe\\" \\"%1\\""');
    expect(text).toContain('"Server"="https://hjelp.example.no"');
  });
});

import type { Subject } from './subject.ts';

export const POLICY_KEY = 'SOFTWARE\\Policies\\Fjernhjelp';
const LINK_KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\fjernhjelp';

/**
 * A registry file for the machine: the `fjernhjelp:` link, and the operator's policy. UTF-16 with a byte order mark and CR LF, as
 * regedit writes it.
 */
export function registryFile(subject: Subject): Uint8Array {
  const program = `${subject.installFolder}\\Fjernhjelp.exe`;
  const lines = [
    'Windows Registry Editor Version 5.00',
    '',
    `[${LINK_KEY}]`,
    `@=${text('URL:Fjernhjelp')}`,
    `"URL Protocol"=${text('')}`,
    '',
    `[${LINK_KEY}\\DefaultIcon]`,
    `@=${text(`${program},0`)}`,
    '',
    // What the browser hands over is one argument and the last; the program refuses anything after it.
    `[${LINK_KEY}\\shell\\open\\command]`,
    `@=${text(`"${program}" "%1"`)}`,
    '',
    `[HKEY_LOCAL_MACHINE\\${POLICY_KEY}]`,
    ...(subject.server === undefined ? [] : [`"Server"=${text(subject.server)}`]),
    ...(subject.settingsKey === undefined ? [] : [`"SettingsKey"=${text(subject.settingsKey)}`]),
    '',
  ];
  return Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf16le');
}

function text(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

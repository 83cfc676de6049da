import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartFailure } from '../start-failure.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { definitions } from './definitions.ts';
import { defaultSettings, readSettings, variableName } from './read.ts';

function failureOf(read: () => unknown): StartFailure {
  try {
    read();
  } catch (error) {
    if (error instanceof StartFailure) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

test('without file and environment the defaults hold: http://localhost:8080 and ./data', () => {
  const folder = temporaryFolder();
  const settings = readSettings([], { PATH: '/bin' }, folder);
  expect(settings).toEqual(defaultSettings(folder));
  expect(settings).toMatchObject({ host: 'localhost', port: 8080, dataFolder: join(folder, 'data') });
});

test('the file in the working folder is read, and the environment wins over it', () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'fjernhjelp-server.json'),
    JSON.stringify({ port: 1234, host: '::', maxSessions: 7 }),
  );
  const env = {
    FJERNHJELP_PORT: '4321',
    FJERNHJELP_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    FJERNHJELP_SELF_SIGNED: 'true',
  };
  expect(readSettings([], env, folder)).toMatchObject({
    port: 4321,
    host: '::',
    maxSessions: 7,
    trustedProxies: ['10.0.0.0/8', '::1'],
    selfSigned: true,
  });
});

test('--settings names another file, whose folder its paths are relative to', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'etc'));
  writeFileSync(join(folder, 'etc', 'server.json'), '{"dataFolder":"rows"}');
  for (const args of [['--settings', 'etc/server.json'], ['--settings=etc/server.json']]) {
    expect(readSettings(args, {}, folder).dataFolder).toBe(join(folder, 'etc', 'rows'));
  }
  expect(readSettings([], { FJERNHJELP_DATA_FOLDER: 'rows' }, folder).dataFolder).toBe(join(folder, 'rows'));
});

const wrongSettings: [name: string, value: unknown][] = [
  ['host', ''],
  ['port', -1],
  ['port', 65_536],
  ['port', 80.5],
  ['port', '8080'],
  ['publicUrl', 'hjelp.example.no'],
  ['publicUrl', 'https://hjelp.example.no/under'],
  ['publicUrl', 'ftp://hjelp.example.no'],
  ['dataFolder', 7],
  ['webFolder', null],
  ['packagesFolder', ''],
  ['tlsCertificateFile', ''],
  ['selfSigned', 'yes'],
  ['trustedProxies', '10.0.0.1'],
  ['trustedProxies', ['proxy.example.no']],
  ['trustedProxies', ['10.0.0.0/33']],
  ['trustedProxies', ['10.0.0.0/8/8']],
  ['trustedProxies', ['0.0.0.0/0']],
  ['trustedProxies', ['::/0']],
  ['operatorName', ' '],
  ['operatorName', 'x'.repeat(61)],
  ['operatorLogoFile', ''],
  ['operatorColor', 'red'],
  ['operatorColor', '#0b5a6'],
  ['operatorColor', '#0b5a63; background: url(//evil.example)'],
  ['operatorDarkColor', 'rgb(0, 0, 0)'],
  ['operatorSite', 'javascript:alert(1)'],
  ['operatorSite', 'mailto:post@example.no'],
  ['operatorContact', 'noen'],
  ['operatorContact', 'javascript:alert(1)'],
  ['operatorLinks', ['Kontakt']],
  ['operatorLinks', ['Kontakt=javascript:alert(1)']],
  ['operatorLinks', [{ text: { nb: 'Kontakt' }, url: 'https://example.no' }]],
  ['operatorLinks', [{ text: 'Kontakt', url: 'data:text/html,x' }]],
  ['doors', []],
  ['doors', ['window']],
  ['doors', ['client', 'client']],
  ['maxSessions', 0],
  ['browserDoorLongestMinutes', 10_081],
  ['browserDoorIdleMinutes', -1],
  ['maxLinksPerSession', 1000],
  ['maxWaitingSockets', 1],
  ['newSessionsPerMinute', true],
  ['unknownIdsPerMinute', {}],
  ['logLevel', 'loud\nline'],
];

test.each(wrongSettings)('a malformed %s (%j) is named in one line, in each language', (name, value) => {
  const folder = temporaryFolder();
  const file = join(folder, 'fjernhjelp-server.json');
  writeFileSync(file, JSON.stringify({ [name]: value }));
  const failure = failureOf(() => readSettings([], {}, folder));
  const lines = (['nb', 'nn', 'en'] as const).map((language) => failure.sentence(language));
  expect(new Set(lines).size).toBe(3);
  for (const line of lines) {
    expect(line).toContain(` ${name} `);
    expect(line).not.toContain('\n');
    expect(line).not.toMatch(/\{\w+\}/);
  }
});

test('a malformed variable is named as the variable', () => {
  const read = (env: Record<string, string>) =>
    failureOf(() => readSettings([], env, temporaryFolder())).sentence('en');
  expect(read({ FJERNHJELP_PORT: 'eighty' })).toBe(
    'the setting FJERNHJELP_PORT must be a whole number 0–65535, but is "eighty"',
  );
  expect(read({ FJERNHJELP_SELF_SIGNED: '1' })).toContain('FJERNHJELP_SELF_SIGNED must be true or false');
});

test('an unknown setting is named, in the file and in the environment', () => {
  const folder = temporaryFolder();
  expect(failureOf(() => readSettings([], { FJERNHJELP_PROT: '80' }, folder)).sentence('en')).toBe(
    'unknown setting FJERNHJELP_PROT',
  );
  for (const name of ['prot', '__proto__', 'constructor', 'toString']) {
    writeFileSync(join(folder, 'fjernhjelp-server.json'), `{"${name}":80}`);
    expect(failureOf(() => readSettings([], {}, folder)).sentence('en')).toBe(`unknown setting "${name}"`);
  }
});

test.each(['', '{', '[]', 'null', '"text"'])('a file that holds %j is no settings file', (content) => {
  const folder = temporaryFolder();
  const file = join(folder, 'fjernhjelp-server.json');
  writeFileSync(file, content);
  expect(failureOf(() => readSettings([], {}, folder)).sentence('nb')).toContain(file);
});

test('a named file that is not there, and an unknown argument, stop it', () => {
  const folder = temporaryFolder();
  expect(failureOf(() => readSettings(['--settings', 'gone.json'], {}, folder)).code).toBe(
    'settings-unreadable',
  );
  for (const args of [['--port', '80'], ['--settings'], ['--settings', 'a', 'b'], ['x']]) {
    expect(failureOf(() => readSettings(args, {}, folder)).code).toBe('unknown-argument');
  }
});

test('certificate and key go together, and not with a self-made certificate', () => {
  const read = (env: Record<string, string>) => () => readSettings([], env, temporaryFolder());
  const both = { FJERNHJELP_TLS_CERTIFICATE_FILE: 'c.pem', FJERNHJELP_TLS_KEY_FILE: 'k.pem' };
  expect(failureOf(read({ FJERNHJELP_TLS_KEY_FILE: 'k.pem' })).code).toBe('tls-pair');
  expect(failureOf(read({ ...both, FJERNHJELP_SELF_SIGNED: 'true' })).code).toBe('tls-pair');
  read(both)();
});

test('an operator’s links are read from the file, in each language, and from a variable', () => {
  const folder = temporaryFolder();
  const text = { nb: 'Kontakt', nn: 'Kontakt', en: 'Contact' };
  const operatorLinks = [{ text, url: 'tel:+4755551234' }, 'Hjem=https://example.no/?a=b'];
  writeFileSync(join(folder, 'fjernhjelp-server.json'), JSON.stringify({ operatorLinks }));
  expect(readSettings([], {}, folder).operatorLinks).toEqual([
    operatorLinks[0],
    { text: 'Hjem', url: 'https://example.no/?a=b' },
  ]);
  const env = { FJERNHJELP_OPERATOR_LINKS: 'Personvern=https://example.no/p, Post=mailto:a@example.no' };
  expect(readSettings([], env, folder).operatorLinks).toEqual([
    { text: 'Personvern', url: 'https://example.no/p' },
    { text: 'Post', url: 'mailto:a@example.no' },
  ]);
});

test('a colour that cannot be read is refused with its contrast and one that can', () => {
  const read = (env: Record<string, string>) => () => readSettings([], env, temporaryFolder());
  const yellow = failureOf(read({ FJERNHJELP_OPERATOR_COLOR: '#ffcc00' }));
  expect(yellow.code).toBe('color-contrast');
  const sentence = yellow.sentence('en');
  expect(sentence).toMatch(/^the colour #ffcc00 has too little contrast with white: 1\.5:1/);
  const better = /(#[0-9a-f]{6}) is deep enough/.exec(sentence)?.[1] ?? '';
  expect(read({ FJERNHJELP_OPERATOR_COLOR: better })().operatorColor).toBe(better);

  const both = { FJERNHJELP_OPERATOR_COLOR: '#003366', FJERNHJELP_OPERATOR_DARK_COLOR: '#003366' };
  const dark = failureOf(read(both));
  expect(dark.code).toBe('dark-color-contrast');
  const lighter = /(#[0-9a-f]{6}) is light enough/.exec(dark.sentence('en'))?.[1] ?? '';
  read({ ...both, FJERNHJELP_OPERATOR_DARK_COLOR: lighter })();
  expect(failureOf(read({ FJERNHJELP_OPERATOR_DARK_COLOR: '#88aaff' })).code).toBe('dark-color-alone');
});

test('docs/settings.md has every setting, its variable and its default', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/settings.md'), 'utf8');
  const defaults: Record<string, unknown> = { ...defaultSettings('/w') };
  for (const name of Object.keys(definitions)) {
    const row = document
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\` | \`${variableName(name)}\` |`));
    expect(row, name).toBeDefined();
    const value = defaults[name];
    if (typeof value === 'number' || typeof value === 'boolean') expect(row).toContain(`| \`${value}\` |`);
  }
});

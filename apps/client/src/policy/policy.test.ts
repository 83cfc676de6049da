import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../settings.ts';
import { StartProblem } from '../start-problem.ts';
import { type PolicyValues, parsePolicy } from './policy.ts';
import { readPolicyFile } from './policy-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function problemOf(read: () => unknown): StartProblem | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof StartProblem) return error;
    throw error;
  }
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

describe('the operator’s policy', () => {
  it('is read from values, of which an empty one is none', () => {
    expect(parsePolicy({ Server: 'https://hjelp.kommune.no', Language: 'nn', SettingsKey: '' }, 'x')).toEqual(
      {
        server: 'https://hjelp.kommune.no',
        language: 'nn',
      },
    );
    expect(parsePolicy({}, 'x')).toEqual({});
  });

  it.each<PolicyValues>([
    { Server: 'hjelp.kommune.no' },
    { Language: 'de' },
    { SettingsKey: 'x' },
    { SettingsKey: rawKey.toString('hex') },
    { SettingsKey: `${rawKey.toString('base64')} ` },
  ])('that is not understood is not passed over: %j', (values) => {
    expect(problemOf(() => parsePolicy(values, 'there'))).toMatchObject({
      code: 'policy-malformed',
      params: { value: Object.keys(values)[0], source: 'there' },
    });
  });

  it('comes on Linux from a file, which may be missing but not wrong', () => {
    const file = join(folder, 'policy.json');
    expect(readPolicyFile(file)).toEqual({});
    writeFileSync(file, '{"Language":"en"}');
    expect(readPolicyFile(file)).toEqual({ Language: 'en' });
    for (const text of ['', '[]', 'null', '{"Sever":"x"}', '{"Server":7}', '{"__proto__":"x"}']) {
      writeFileSync(file, text);
      expect(problemOf(() => readPolicyFile(file))?.code, text).toMatch(/^policy-/);
    }
  });
});

describe('settings that must be signed', () => {
  const key = parsePolicy({ SettingsKey: rawKey.toString('base64') }, 'x').settingsKey!;
  const text = '{"server":"https://hjelp.kommune.no"}\n';
  let file: string;
  beforeEach(() => {
    file = join(folder, 'fjernhjelp.json');
    writeFileSync(file, text);
  });
  const signWith = (signature: string) => writeFileSync(`${file}.sig`, signature);
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64');

  it('are taken with the signature of the operator’s key', () => {
    signWith(`${signature}\n`);
    expect(readSettings(file, false, key)).toEqual({ server: 'https://hjelp.kommune.no' });
  });

  it('are refused without one, with another’s, a malformed one, or when a byte differs', () => {
    expect(problemOf(() => readSettings(file, false, key))?.code).toBe('settings-unsigned');
    const other = sign(null, Buffer.from(text), generateKeyPairSync('ed25519').privateKey);
    for (const wrong of [other.toString('base64'), '', 'x', `${signature}=`, signature.slice(4)]) {
      signWith(wrong);
      expect(problemOf(() => readSettings(file, false, key))?.code, wrong).toBe('settings-unsigned');
    }
    signWith(signature);
    writeFileSync(file, text.trimEnd());
    expect(problemOf(() => readSettings(file, false, key))?.code).toBe('settings-unsigned');
  });

  it('are refused whatever the signature’s text', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        signWith(given);
        expect(problemOf(() => readSettings(file, false, key))?.code).toBe('settings-unsigned');
      }),
      { numRuns: 50 },
    );
  });

  it('cannot be done without by removing the file', () => {
    rmSync(file);
    expect(problemOf(() => readSettings(file, false, key))?.code).toBe('settings-unreadable');
  });
});

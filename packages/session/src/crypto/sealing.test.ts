import { limits } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createOpener, createSealer } from './sealing.ts';

const key = () => new Uint8Array(32).fill(5);
const plaintext = (i: number) => new Uint8Array(20).fill(i);

describe('sealing', () => {
  it('CH2 opens what was sealed at the same place, also when calls overlap', async () => {
    const sealer = createSealer(key());
    const opener = createOpener(key());
    const records = await Promise.all([1, 2, 3].map((i) => sealer.seal(plaintext(i))));
    const opened = await Promise.all(records.map((record) => opener.open(record.subarray(4))));
    expect(opened).toEqual([1, 2, 3].map(plaintext));
    expect(records[0]!.subarray(0, 4)).toEqual(new Uint8Array([2, 0, 0, 36]));
  });

  it('CH2 numbers nonces from 0 with four zero bytes before them, the header being authenticated', async () => {
    const record = await createSealer(key()).seal(plaintext(1));
    const raw = await crypto.subtle.importKey('raw', key(), 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: record.slice(0, 4) };
    expect(new Uint8Array(await crypto.subtle.decrypt(algorithm, raw, record.subarray(4)))).toEqual(
      plaintext(1),
    );
  });

  it('CH2 opens nothing under another key, at another place or with another length', async () => {
    const sealer = createSealer(key());
    const [first, second] = await Promise.all([1, 2].map((i) => sealer.seal(plaintext(i))));
    const open = (record: Uint8Array<ArrayBuffer>) => createOpener(key()).open(record);
    expect(await createOpener(new Uint8Array(32)).open(first!.slice(4))).toBeUndefined();
    expect(await open(second!.slice(4))).toBeUndefined();
    expect(await open(first!.slice(4, -1))).toBeUndefined();
    expect(await open(new Uint8Array(limits.recordPlaintextBytes))).toBeUndefined();
  });

  it('CH2 uses a key no further than its bound, and wipes what it came from', async () => {
    const raw = key();
    const sealer = createSealer(raw, { recordsPerKey: 2 });
    await sealer.seal(plaintext(1));
    expect(sealer.exhausted).toBe(false);
    const last = sealer.seal(plaintext(2));
    expect(sealer.exhausted).toBe(true);
    await last;
    expect(() => sealer.seal(plaintext(3))).toThrow('beyond its bound');
    expect(raw.every((byte) => byte === 0)).toBe(true);
    const opener = createOpener(key(), { recordsPerKey: 0 });
    expect(await opener.open((await createSealer(key()).seal(plaintext(1))).slice(4))).toBeUndefined();
  });
});

import { webCryptoAead } from '@fjernhjelp/session';
import { describe, expect, it } from 'vitest';
import { nodeAead } from './node-aead.ts';

const rawKey = () => new Uint8Array(32).fill(7);
const nonce = new Uint8Array(12).fill(1);
const header = new Uint8Array([2, 0, 0, 36]);
const plaintexts = [0, 1, 20, 16_384].map((sizeBytes) => new Uint8Array(sizeBytes).fill(sizeBytes));

describe("Node's AES-256-GCM", () => {
  it.each(plaintexts)(
    'CH2 seals what Web Crypto opens, and opens what Web Crypto seals (%#)',
    async (plaintext) => {
      const sealed = await nodeAead.sealWith(rawKey())(nonce, header, plaintext);
      expect(sealed).toEqual(await webCryptoAead.sealWith(rawKey())(nonce, header, plaintext));
      expect(await nodeAead.openWith(rawKey())(nonce, header, sealed)).toEqual(plaintext);
      expect(await webCryptoAead.openWith(rawKey())(nonce, header, sealed)).toEqual(plaintext);
    },
  );

  it('CH2 opens nothing that was changed anywhere, cut, or sealed with another nonce, header or key', () => {
    const sealed = nodeAead.sealWith(rawKey())(nonce, header, new Uint8Array(20)) as Uint8Array<ArrayBuffer>;
    const open = nodeAead.openWith(rawKey());
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i]! ^= 1;
      expect(open(nonce, header, changed)).toBeUndefined();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(open(nonce, header, sealed.slice(0, length))).toBeUndefined();
    expect(open(new Uint8Array(12), header, sealed)).toBeUndefined();
    expect(open(nonce, new Uint8Array(4), sealed)).toBeUndefined();
    expect(nodeAead.openWith(new Uint8Array(32))(nonce, header, sealed)).toBeUndefined();
  });

  it('CE1 wipes the raw key at once', () => {
    const keys = [rawKey(), rawKey()] as const;
    nodeAead.sealWith(keys[0]);
    nodeAead.openWith(keys[1]);
    for (const key of keys) expect(key.every((byte) => byte === 0)).toBe(true);
  });
});

import type { Bytes } from '@fjernhjelp/protocol';

/**
 * AES-256-GCM under one key, in one direction. What is small may be answered at once: a promise takes a thread and a turn of
 * the event loop each, which weigh more than a key press (bench/micro/channel.ts).
 */
export type AeadKey<Result> = (nonce: Bytes, header: Bytes, input: Bytes) => Result | Promise<Result>;

/** Where AES-256-GCM comes from. A raw key is 32 bytes, used for nothing else, and wiped. */
export interface Aead {
  /** @returns what seals: the ciphertext with its tag of 16 bytes behind it, in a buffer of its own */
  sealWith(rawKey: Bytes): AeadKey<Bytes>;
  /** @returns what opens: undefined when the tag is wrong */
  openWith(rawKey: Bytes): AeadKey<Bytes | undefined>;
}

/** The Web Crypto API's, which browsers and Node have. */
export const webCryptoAead: Aead = {
  sealWith(rawKey) {
    const key = importKey(rawKey, 'encrypt');
    return async (iv, additionalData, plaintext) =>
      new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await key, plaintext),
      );
  },
  openWith(rawKey) {
    const key = importKey(rawKey, 'decrypt');
    return async (iv, additionalData, body) => {
      const ready = await key;
      // The only way for a decryption to fail is a wrong tag, and that is what undefined says.
      const plaintext = await crypto.subtle
        .decrypt({ name: 'AES-GCM', iv, additionalData }, ready, body)
        .catch(() => undefined);
      return plaintext === undefined ? undefined : new Uint8Array(plaintext);
    };
  },
};

function importKey(rawKey: Bytes, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const imported = crypto.subtle.importKey('raw', rawKey, { name: 'AES-GCM' }, false, [usage]);
  return imported.finally(() => void rawKey.fill(0));
}

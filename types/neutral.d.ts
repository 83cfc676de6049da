/// <reference path="./web-assembly.d.ts" />

/**
 * What the neutral packages may use of the platform, and no more: the parts that Node, browsers and workers
 * have in common. Compiled only with those packages, so `window`, `Buffer` or `process` are errors there.
 */

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array | ArrayBuffer): string;
}

interface CryptoKey {
  readonly type: string;
}
interface DerivingKey {
  name: 'HKDF';
  hash: 'SHA-256';
  salt: Uint8Array<ArrayBuffer>;
  info: Uint8Array<ArrayBuffer>;
}
interface SubtleCrypto {
  digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { name: string } | string,
    extractable: boolean,
    usages: ('encrypt' | 'decrypt' | 'deriveKey')[],
  ): Promise<CryptoKey>;
  deriveKey(
    algorithm: DerivingKey,
    key: CryptoKey,
    derived: { name: 'AES-GCM'; length: number },
    extractable: boolean,
    usages: ('encrypt' | 'decrypt')[],
  ): Promise<CryptoKey>;
  encrypt(
    algorithm: { name: 'AES-GCM'; iv: Uint8Array<ArrayBuffer>; additionalData?: Uint8Array<ArrayBuffer> },
    key: CryptoKey,
    plaintext: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>;
  decrypt(
    algorithm: { name: 'AES-GCM'; iv: Uint8Array<ArrayBuffer>; additionalData?: Uint8Array<ArrayBuffer> },
    key: CryptoKey,
    ciphertext: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>;
}
interface Crypto {
  readonly subtle: SubtleCrypto;
  getRandomValues<T extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(target: T): T;
}
declare const crypto: Crypto;

/** Base64 to one character a byte. */
declare function atob(text: string): string;

interface ByteStream {
  pipeThrough(transform: CompressionStream | DecompressionStream): ByteStream;
  getReader(): {
    read(): Promise<{ done: false; value: Uint8Array<ArrayBuffer> } | { done: true; value?: undefined }>;
    cancel(): Promise<void>;
  };
}
declare class CompressionStream {
  constructor(format: 'deflate-raw');
  readonly readable: unknown;
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw');
  readonly writable: unknown;
}
declare class Blob {
  constructor(parts: Uint8Array<ArrayBuffer>[]);
  stream(): ByteStream;
}
declare class Response {
  constructor(body: ByteStream);
  arrayBuffer(): Promise<ArrayBuffer>;
}

declare function queueMicrotask(task: () => void): void;

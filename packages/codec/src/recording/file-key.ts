import {
  type Bytes,
  concatBytes,
  encodeRecordingBinding,
  encodeUtf8,
  type RandomBytes,
  type RecordingCode,
  type RecordingHeader,
  recordingNonce,
} from '@fjernhjelp/protocol';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const INFO = encodeUtf8('Fjernhjelp recording 1');

/** @returns the header of a new file, and the key that seals its chunks (PROTOCOL.md RF3, RF4) */
export async function createFileKey(
  code: RecordingCode,
  startedAtMs: number,
  random: RandomBytes,
): Promise<{ header: RecordingHeader; key: CryptoKey }> {
  const salt = random(SALT_BYTES);
  const raw = random(KEY_BYTES);
  const additionalData = encodeRecordingBinding({ startedAtMs, salt });
  const algorithm = { name: 'AES-GCM', iv: recordingNonce(0), additionalData } as const;
  const wrappedKey = new Uint8Array(await crypto.subtle.encrypt(algorithm, await codeKey(code, salt), raw));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  raw.fill(0);
  return { header: { startedAtMs, salt, wrappedKey }, key };
}

/** @returns the key that opens the file's chunks; undefined when the code is another file's, or the header was changed */
export async function openFileKey(
  header: RecordingHeader,
  code: RecordingCode,
): Promise<CryptoKey | undefined> {
  const algorithm = {
    name: 'AES-GCM',
    iv: recordingNonce(0),
    additionalData: encodeRecordingBinding(header),
  } as const;
  const kek = await codeKey(code, header.salt);
  const raw = await crypto.subtle.decrypt(algorithm, kek, header.wrappedKey).catch(() => undefined);
  return raw && crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['decrypt']);
}

async function codeKey(code: RecordingCode, salt: Bytes): Promise<CryptoKey> {
  const ikm = await crypto.subtle.importKey('raw', encodeUtf8(code), 'HKDF', false, ['deriveKey']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info: concatBytes(INFO) } as const;
  return crypto.subtle.deriveKey(algorithm, ikm, { name: 'AES-GCM', length: 8 * KEY_BYTES }, false, [
    'encrypt',
    'decrypt',
  ]);
}

import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What precedes an Ed25519 public key in its SubjectPublicKeyInfo (RFC 8410, section 4). */
const PUBLIC_KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** @returns the Ed25519 public key of 32 bytes in base64; undefined when it is none */
export function parseSettingsKey(text: string): KeyObject | undefined {
  const bytes = fromBase64(text, KEY_BYTES);
  if (bytes === undefined) return undefined;
  return createPublicKey({ key: Buffer.concat([PUBLIC_KEY_PREFIX, bytes]), format: 'der', type: 'spki' });
}

/**
 * @param bytes the settings file as it is, byte for byte
 * @param signatureFile its Ed25519 signature (RFC 8032) in base64; a missing or malformed one is none
 */
export function isSignedBy(key: KeyObject, bytes: Uint8Array, signatureFile: string): boolean {
  let text: string;
  try {
    text = readFileSync(signatureFile, 'utf8');
  } catch {
    // Not there: not signed.
    return false;
  }
  const signature = fromBase64(text.trim(), SIGNATURE_BYTES);
  return signature !== undefined && verify(null, bytes, key, signature);
}

/** Strict: Node's own decoder skips what is no base64. */
function fromBase64(text: string, sizeBytes: number): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]{1,100}={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === sizeBytes ? bytes : undefined;
}

import { type Bytes, ByteWriter, encodeUtf8, REFERENCE_BYTES, TAG_BYTES } from '@fjernhjelp/protocol';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { lvCat } from './cpace.ts';

/** Which end of a session: it goes into every tag and key, so that nothing holds for both directions. */
export type Role = 'viewer' | 'host';

const SALT = encodeUtf8('Fjernhjelp 1');
const SECRET_BYTES = 64;
const TRAFFIC_KEY_BYTES = 32;

/** What a pairing leaves; arrays are the owner's to wipe (PROTOCOL.md PA5). */
export interface PairingKeys {
  readonly confirm: Readonly<Record<Role, Bytes>>;
  /** The key that this end seals with. */
  readonly traffic: Readonly<Record<Role, Bytes>>;
  readonly session: SessionSecrets;
}

/** What a session keeps for its resumptions. */
export interface SessionSecrets {
  /** Names the session to the host; public. 16 bytes. */
  readonly reference: Bytes;
  /** 64 bytes. */
  readonly resume: Bytes;
}

/**
 * @param isk CPace's intermediate session key
 * @param transcript hash of all that was sent, 64 bytes
 */
export function derivePairingKeys(isk: Uint8Array, transcript: Uint8Array): PairingKeys {
  const prk = extract(sha512, isk, SALT);
  const derive = (label: string, sizeBytes: number) => expandLabel(prk, label, transcript, sizeBytes);
  const keys: PairingKeys = {
    confirm: { viewer: derive('viewer confirm', SECRET_BYTES), host: derive('host confirm', SECRET_BYTES) },
    traffic: {
      viewer: derive('viewer traffic', TRAFFIC_KEY_BYTES),
      host: derive('host traffic', TRAFFIC_KEY_BYTES),
    },
    session: { reference: derive('reference', REFERENCE_BYTES), resume: derive('resume', SECRET_BYTES) },
  };
  prk.fill(0);
  return keys;
}

/** @returns the hash that stands for these messages, in this order; 64 bytes */
export function hashTranscript(label: string, ...messages: readonly Uint8Array[]): Bytes {
  return new Uint8Array(sha512(lvCat(encodeUtf8(label), ...messages)));
}

/** @returns the tag by which one end shows that it has the same keys; 32 bytes */
export function confirmTag(keys: PairingKeys, role: Role, transcript: Uint8Array): Bytes {
  return tag(keys.confirm[role], lvCat(encodeUtf8(role), transcript));
}

/**
 * @param transcript hash of the resumption so far (PROTOCOL.md RS3), 64 bytes
 * @param received what this end received, when the transcript does not hold it
 * @returns the tag by which one end shows that it knows the session; 32 bytes
 */
export function resumeTag(secrets: SessionSecrets, role: Role, transcript: Uint8Array, received = 0): Bytes {
  const key = expandLabel(secrets.resume, `${role} resume`, secrets.reference, SECRET_BYTES);
  const count = new ByteWriter(8).u64(received).finish();
  const result = tag(key, lvCat(encodeUtf8(role), transcript, count));
  key.fill(0);
  return result;
}

/** @returns the keys of one resumed line, each 32 bytes */
export function deriveLineKeys(secrets: SessionSecrets, transcript: Uint8Array): Record<Role, Bytes> {
  return {
    viewer: expandLabel(secrets.resume, 'viewer traffic', transcript, TRAFFIC_KEY_BYTES),
    host: expandLabel(secrets.resume, 'host traffic', transcript, TRAFFIC_KEY_BYTES),
  };
}

/** Overwrites what is of no use once both ends have confirmed. */
export function wipeConfirmKeys({ confirm }: PairingKeys): void {
  confirm.viewer.fill(0);
  confirm.host.fill(0);
}

/** Overwrites everything of a pairing that came to nothing. */
export function wipePairingKeys(keys: PairingKeys): void {
  wipeConfirmKeys(keys);
  for (const key of [keys.traffic.viewer, keys.traffic.host, keys.session.resume]) key.fill(0);
}

function tag(key: Uint8Array, message: Uint8Array): Bytes {
  return new Uint8Array(hmac(sha512, key, message).slice(0, TAG_BYTES));
}

/** HKDF-Expand with label and context as info (RFC 5869 section 2.3). */
function expandLabel(prk: Uint8Array, label: string, context: Uint8Array, sizeBytes: number): Bytes {
  return new Uint8Array(expand(sha512, prk, lvCat(encodeUtf8(label), context), sizeBytes));
}

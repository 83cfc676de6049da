import { ByteReader, type Bytes, ByteWriter } from './bytes.ts';
import { type PairingCode, ProtocolViolation } from './errors.ts';

export const NONCE_BYTES = 16;
export const SHARE_BYTES = 32;
export const TAG_BYTES = 32;
export const REFERENCE_BYTES = 16;

/** One message of a pairing or a resumption (PROTOCOL.md PA1–PA6, RS1–RS4). */
export type HandshakeMessage =
  | { type: 'pair'; version: number; nonce: Bytes }
  | { type: 'pair-answer'; version: number; nonce: Bytes }
  /** An encoded ristretto255 element, not yet checked. */
  | { type: 'share'; share: Bytes }
  | { type: 'confirm'; tag: Bytes }
  | { type: 'resume'; version: number; reference: Bytes; nonce: Bytes }
  | { type: 'resume-answer'; epoch: number; nonce: Bytes; received: number; tag: Bytes }
  | { type: 'resume-confirm'; received: number; tag: Bytes }
  /** The host says no. Nobody vouches for it: it says why to a person and proves nothing. */
  | { type: 'failed'; code: PairingCode; triesLeft?: number };

export type HandshakeType = HandshakeMessage['type'];

const kinds = {
  pair: 1,
  'pair-answer': 2,
  share: 3,
  confirm: 4,
  resume: 5,
  'resume-answer': 6,
  'resume-confirm': 7,
  failed: 8,
} as const satisfies Record<HandshakeType, number>;

/** The wire number of each is its place here. */
const failureCodes = [
  'wrong-password',
  'busy',
  'too-many-attempts',
  'session-gone',
  'version-unsupported',
  'pairing-timeout',
] as const satisfies readonly PairingCode[];

/** Stands for "not said" where the tries left would be. */
const NO_TRIES = 0xff;

/** @returns the body of a handshake record */
export function encodeHandshake(message: HandshakeMessage): Bytes {
  const writer = new ByteWriter(64).u8(kinds[message.type]);
  switch (message.type) {
    case 'pair':
    case 'pair-answer':
      return writer.u16(message.version).bytes(message.nonce).finish();
    case 'share':
      return writer.bytes(message.share).finish();
    case 'confirm':
      return writer.bytes(message.tag).finish();
    case 'resume':
      return writer.u16(message.version).bytes(message.reference).bytes(message.nonce).finish();
    case 'resume-answer':
      return writer.u32(message.epoch).bytes(message.nonce).u64(message.received).bytes(message.tag).finish();
    case 'resume-confirm':
      return writer.u64(message.received).bytes(message.tag).finish();
    case 'failed':
      return writer
        .u8(failureCodes.indexOf(message.code))
        .u8(message.triesLeft ?? NO_TRIES)
        .finish();
  }
}

/**
 * @param bytes the body of a handshake record; the message keeps copies
 * @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" | "out-of-range" | "malformed"
 */
export function decodeHandshake(bytes: Uint8Array): HandshakeMessage {
  const reader = new ByteReader(bytes);
  const message = readMessage(reader);
  reader.end();
  return message;
}

function readMessage(reader: ByteReader): HandshakeMessage {
  const kind = reader.u8();
  switch (kind) {
    case kinds.pair:
      return { type: 'pair', version: reader.u16(), nonce: reader.copy(NONCE_BYTES) };
    case kinds['pair-answer']:
      return { type: 'pair-answer', version: reader.u16(), nonce: reader.copy(NONCE_BYTES) };
    case kinds.share:
      return { type: 'share', share: reader.copy(SHARE_BYTES) };
    case kinds.confirm:
      return { type: 'confirm', tag: reader.copy(TAG_BYTES) };
    case kinds.resume:
      return {
        type: 'resume',
        version: reader.u16(),
        reference: reader.copy(REFERENCE_BYTES),
        nonce: reader.copy(NONCE_BYTES),
      };
    case kinds['resume-answer']:
      return {
        type: 'resume-answer',
        epoch: reader.u32(),
        nonce: reader.copy(NONCE_BYTES),
        received: reader.u64(),
        tag: reader.copy(TAG_BYTES),
      };
    case kinds['resume-confirm']:
      return { type: 'resume-confirm', received: reader.u64(), tag: reader.copy(TAG_BYTES) };
    case kinds.failed: {
      const code = failureCodes[reader.u8()];
      const triesLeft = reader.u8();
      if (code === undefined) throw new ProtocolViolation('out-of-range');
      return triesLeft === NO_TRIES ? { type: 'failed', code } : { type: 'failed', code, triesLeft };
    }
    default:
      throw new ProtocolViolation('unknown-type');
  }
}

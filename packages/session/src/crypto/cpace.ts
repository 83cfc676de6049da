import {
  type Bytes,
  concatBytes,
  encodeUtf8,
  ProtocolViolation,
  type RandomBytes,
} from '@fjernhjelp/protocol';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';

/*
 * CPace with ristretto255 and SHA-512, initiator and responder: draft-irtf-cfrg-cpace-21 (PROTOCOL.md PA3).
 * Names in capitals and the order of things are the draft's.
 */

const DSI = encodeUtf8('CPaceRistretto255');
const DSI_ISK = encodeUtf8('CPaceRistretto255_ISK');
/** SHA-512's input block. */
const S_IN_BYTES = 128;
const FIELD_SIZE_BYTES = 32;

type Element = InstanceType<typeof ristretto255.Point>;

/** @returns the bytes behind their length as LEB128 (appendix A.1.1) */
function prependLen(bytes: Uint8Array): Bytes {
  const length: number[] = [];
  let rest = bytes.length;
  do {
    const low = rest & 0x7f;
    rest >>= 7;
    length.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return concatBytes(new Uint8Array(length), bytes);
}

/** @returns the parts, each behind its length: no two lists of parts give the same bytes (appendix A.1.3) */
export function lvCat(...parts: readonly Uint8Array[]): Bytes {
  return concatBytes(...parts.map(prependLen));
}

/** What both ends must agree on before they start. */
export interface CpaceInputs {
  /** PRS: the password. */
  readonly password: Uint8Array;
  /** CI: what both ends take for granted; never sent. */
  readonly channelIdentifier: Uint8Array;
  /** sid: fresh for every run. */
  readonly sid: Uint8Array;
}

/** The string that the generator comes from (appendix A.2). */
export function generatorString({ password, channelIdentifier, sid }: CpaceInputs): Bytes {
  const padding = Math.max(0, S_IN_BYTES - 1 - prependLen(password).length - prependLen(DSI).length);
  return lvCat(DSI, password, new Uint8Array(padding), channelIdentifier, sid);
}

/** calculate_generator (section 8.3). */
export function calculateGenerator(inputs: CpaceInputs): Element {
  const hash = sha512(generatorString(inputs));
  const derive = ristretto255_hasher.deriveToCurve;
  if (derive === undefined) throw new TypeError('ristretto255 lacks its element derivation');
  return derive(hash) as Element;
}

/**
 * sample_scalar: 252 random bits (section 8.3).
 * @returns 1 … 2^252 − 1, which is below the group's order
 */
export function sampleScalar(random: RandomBytes): bigint {
  for (;;) {
    const bytes = random(FIELD_SIZE_BYTES);
    bytes[FIELD_SIZE_BYTES - 1]! &= 0x0f;
    const scalar = decodeScalar(bytes);
    bytes.fill(0);
    if (scalar !== 0n) return scalar;
  }
}

/** @param bytes little-endian */
export function decodeScalar(bytes: Uint8Array): bigint {
  let scalar = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) scalar = (scalar << 8n) | BigInt(bytes[i]!);
  return scalar;
}

/** scalar_mult: the share that is sent, 32 bytes. */
export function makeShare(scalar: bigint, generator: Element): Bytes {
  return new Uint8Array(generator.multiply(scalar).toBytes());
}

/**
 * scalar_mult_vfy: the point K that both ends share, 32 bytes. It goes nowhere but into the ISK.
 * @throws ProtocolViolation "not-authentic" where the draft says G.I: no encoded element, or the neutral one
 */
export function sharedPoint(scalar: bigint, peerShare: Uint8Array): Bytes {
  let element: Element;
  try {
    element = ristretto255.Point.fromBytes(peerShare);
  } catch (cause) {
    throw new ProtocolViolation('not-authentic', { cause });
  }
  if (element.is0()) throw new ProtocolViolation('not-authentic');
  return new Uint8Array(element.multiply(scalar).toBytes());
}

/** What went over the wire: share and associated data of the initiator (a) and of the responder (b). */
export interface CpaceTranscript {
  readonly ya: Uint8Array;
  readonly adA: Uint8Array;
  readonly yb: Uint8Array;
  readonly adB: Uint8Array;
}

/** transcript_ir (appendix A.3.4). */
export function transcriptIr({ ya, adA, yb, adB }: CpaceTranscript): Bytes {
  return concatBytes(lvCat(ya, adA), lvCat(yb, adB));
}

/** The intermediate session key, 64 bytes (section 7.2). */
export function intermediateKey(sid: Uint8Array, point: Uint8Array, transcript: CpaceTranscript): Bytes {
  return new Uint8Array(sha512(concatBytes(lvCat(DSI_ISK, sid, point), transcriptIr(transcript))));
}

import {
  type Bytes,
  ByteWriter,
  concatBytes,
  encodeUtf8,
  type Password,
  type RandomBytes,
  type SessionId,
} from '@fjernhjelp/protocol';
import {
  calculateGenerator,
  intermediateKey,
  lvCat,
  makeShare,
  sampleScalar,
  sharedPoint,
} from '../crypto/cpace.ts';
import { derivePairingKeys, hashTranscript, type PairingKeys, type Role } from '../crypto/key-schedule.ts';

const NAME = encodeUtf8('Fjernhjelp');
const VIEWER = encodeUtf8('viewer');
const HOST = encodeUtf8('host');

/** One end's part of one CPace run; the viewer is the draft's A, the host its B (PROTOCOL.md PA3–PA5). */
export interface PairingRun {
  /** This end's share, to be sent. */
  readonly share: Bytes;
  /**
   * @param bodies of all four messages so far, in order
   * @throws ProtocolViolation "not-authentic" when the other end's share is none
   */
  finish(peerShare: Bytes, bodies: readonly Uint8Array[]): { keys: PairingKeys; transcript: Bytes };
}

export function startPairingRun(options: {
  role: Role;
  /** Of the protocol, that both ends have named. */
  version: number;
  id: SessionId;
  password: Password;
  viewerNonce: Bytes;
  hostNonce: Bytes;
  random: RandomBytes;
}): PairingRun {
  const sid = concatBytes(options.viewerNonce, options.hostNonce);
  const password = encodeUtf8(options.password);
  const identifier = channelIdentifier(options.id, options.version);
  const generator = calculateGenerator({ password, channelIdentifier: identifier, sid });
  password.fill(0);
  const scalar = sampleScalar(options.random);
  const share = makeShare(scalar, generator);
  return {
    share,
    finish(peerShare, bodies) {
      const point = sharedPoint(scalar, peerShare);
      const [ya, yb] = options.role === 'viewer' ? [share, peerShare] : [peerShare, share];
      const isk = intermediateKey(sid, point, { ya, adA: VIEWER, yb, adB: HOST });
      const transcript = hashTranscript('Fjernhjelp pair', ...bodies);
      const keys = derivePairingKeys(isk, transcript);
      point.fill(0);
      isk.fill(0);
      return { keys, transcript };
    },
  };
}

/** What both ends take for granted: protocol, version, who is who, which session. */
function channelIdentifier(id: SessionId, version: number): Bytes {
  return lvCat(NAME, new ByteWriter(2).u16(version).finish(), VIEWER, HOST, encodeUtf8(id));
}

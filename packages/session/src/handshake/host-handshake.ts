import {
  type Bytes,
  type Clock,
  encodeHandshake,
  type HandshakeMessage,
  InvariantError,
  isSpokenVersion,
  NONCE_BYTES,
  PairingFailure,
  type Password,
  ProtocolViolation,
  type RandomBytes,
  type SessionId,
  TAG_BYTES,
} from '@fjernhjelp/protocol';
import type { ChannelCore } from '../channel/channel-core.ts';
import { equalBytes } from '../crypto/equal-bytes.ts';
import {
  confirmTag,
  deriveLineKeys,
  type PairingKeys,
  resumeTag,
  wipeConfirmKeys,
  wipePairingKeys,
} from '../crypto/key-schedule.ts';
import type { RecordLine } from '../line/record-line.ts';
import type { Transport } from '../transport.ts';
import { type Attempt, createAttempt } from './attempt.ts';
import { type PairingRun, startPairingRun } from './pairing-run.ts';
import { hashResumption } from './resumption-transcript.ts';
import { hostHandshake } from './states.ts';

/** What the host's handshakes know of the rest of the host. */
export interface HostHandshakePorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** The newest of the protocol that is spoken here. */
  readonly version: number;
  id(): SessionId;
  /** @returns the password that holds now; undefined when nobody may pair */
  password(): Password | undefined;
  /** Counts a wrong password. @returns the tries left */
  wrongPassword(): number;
  /** @returns the session of that name, or undefined when it is over */
  session(reference: Bytes): ResumableSession | undefined;
  /** Called within the delivery of the last message: the line must be handed over before the return. */
  paired(line: RecordLine, keys: PairingKeys): void;
  /** The attempt is over, whatever came of it. */
  over(): void;
}

/** A session that is not over. Epochs count its lines; the pairing's is 0. */
export interface ResumableSession {
  readonly core: ChannelCore;
  /** The highest that was given to an attempt. */
  offeredEpoch: number;
  /** The highest that a viewer confirmed. */
  confirmedEpoch: number;
}

type Answer<Type extends HandshakeMessage['type']> = Extract<HandshakeMessage, { type: Type }>;
interface Pairing {
  readonly password: Password;
  readonly run: PairingRun;
  finished?: ReturnType<PairingRun['finish']>;
}

/** The host's side of one handshake, not yet begun: a pairing or a resumption, whichever the viewer begins. */
export function createHostHandshake(transport: Transport, ports: HostHandshakePorts): Attempt {
  const bodies: Uint8Array[] = [];
  let pairing: Pairing | undefined;
  let resuming: { session: ResumableSession; answer: Answer<'resume-answer'>; transcript: Bytes } | undefined;

  function answerPair({ version, nonce }: Answer<'pair'>): void {
    if (!isSpokenVersion(version, ports.version)) throw new PairingFailure('version-unsupported');
    const password = ports.password();
    if (password === undefined) throw new PairingFailure('busy');
    const hostNonce = ports.random(NONCE_BYTES);
    const { random } = ports;
    const id = ports.id();
    pairing = {
      password,
      run: startPairingRun({ role: 'host', version, id, password, viewerNonce: nonce, hostNonce, random }),
    };
    bodies.push(attempt.send({ type: 'pair-answer', version, nonce: hostNonce }));
  }

  function answerShare({ share }: Answer<'share'>): void {
    const { run } = pairing!;
    const ownShare: HandshakeMessage = { type: 'share', share: run.share };
    // Checked before the answer: a share that is none gets none.
    pairing!.finished = run.finish(share, [...bodies, encodeHandshake(ownShare)]);
    attempt.send(ownShare);
  }

  /** The password may have been used up, by others, since this attempt began: it must not be tried any more (PA7). */
  function answerConfirm({ tag }: Answer<'confirm'>): void {
    const { password, finished } = pairing!;
    const { keys, transcript } = finished!;
    const present = ports.password();
    if (present === undefined) throw new PairingFailure('busy');
    if (present !== password) throw new PairingFailure('too-many-attempts');
    if (!equalBytes(tag, confirmTag(keys, 'viewer', transcript)))
      throw new PairingFailure('wrong-password', { triesLeft: ports.wrongPassword() });
    attempt.send({ type: 'confirm', tag: confirmTag(keys, 'host', transcript) });
    attempt.succeed();
    wipeConfirmKeys(keys);
    ports.over();
    ports.paired(attempt.line, keys);
  }

  function answerResume({ version, reference }: Answer<'resume'>): void {
    if (!isSpokenVersion(version, ports.version)) throw new PairingFailure('version-unsupported');
    const session = ports.session(reference);
    if (session === undefined) throw new PairingFailure('session-gone');
    const { secrets, received } = session.core;
    const answer: Answer<'resume-answer'> = {
      type: 'resume-answer',
      epoch: ++session.offeredEpoch,
      nonce: ports.random(NONCE_BYTES),
      received,
      tag: new Uint8Array(TAG_BYTES),
    };
    const transcript = hashResumption(bodies[0]!, encodeHandshake(answer));
    resuming = { session, answer, transcript };
    attempt.send({ ...answer, tag: resumeTag(secrets, 'host', transcript) });
  }

  function answerResumeConfirm({ received, tag }: Answer<'resume-confirm'>): void {
    const { session, answer, transcript } = resuming!;
    const { core } = session;
    if (ports.session(core.secrets.reference) === undefined) throw new PairingFailure('session-gone');
    if (!equalBytes(tag, resumeTag(core.secrets, 'viewer', transcript, received)))
      throw new ProtocolViolation('not-authentic');
    // A confirmation that was held back must not take the session from a line that came after it.
    if (answer.epoch <= session.confirmedEpoch) throw new ProtocolViolation('not-authentic');
    session.confirmedEpoch = answer.epoch;
    attempt.succeed();
    ports.over();
    const keys = deriveLineKeys(core.secrets, transcript);
    core.attach({
      line: attempt.line,
      sealKey: keys.host,
      openKey: keys.viewer,
      told: answer.received,
      peerReceived: received,
      proven: true,
    });
  }

  const attempt = createAttempt({
    transport,
    clock: ports.clock,
    table: hostHandshake,
    start: 'awaiting-first',
    refusable: false,
    take(message, body) {
      bodies.push(body);
      switch (message.type) {
        case 'pair':
          return answerPair(message);
        case 'share':
          return answerShare(message);
        case 'confirm':
          return answerConfirm(message);
        case 'resume':
          return answerResume(message);
        case 'resume-confirm':
          return answerResumeConfirm(message);
        default:
          throw new InvariantError('the table lets nothing else through');
      }
    },
    failed(failure) {
      if (pairing?.finished !== undefined) wipePairingKeys(pairing.finished.keys);
      if (failure instanceof PairingFailure) {
        const { code, triesLeft } = failure;
        attempt.send(
          triesLeft === undefined ? { type: 'failed', code } : { type: 'failed', code, triesLeft },
        );
      }
      ports.over();
    },
  });
  return attempt;
}

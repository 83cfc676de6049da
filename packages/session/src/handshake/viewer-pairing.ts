import {
  type Clock,
  encodeHandshake,
  InvariantError,
  NONCE_BYTES,
  type Password,
  ProtocolViolation,
  type RandomBytes,
  type SessionId,
} from '@fjernhjelp/protocol';
import { equalBytes } from '../crypto/equal-bytes.ts';
import { confirmTag, type PairingKeys, wipeConfirmKeys, wipePairingKeys } from '../crypto/key-schedule.ts';
import type { RecordLine } from '../line/record-line.ts';
import type { Transport } from '../transport.ts';
import { type Attempt, createAttempt, type HandshakeFailure } from './attempt.ts';
import { type PairingRun, startPairingRun } from './pairing-run.ts';
import { viewerPairing } from './states.ts';

/** The viewer's side of a pairing (PROTOCOL.md PA1–PA6): one try of one password. */
export function startViewerPairing(options: {
  transport: Transport;
  id: SessionId;
  /** Of the protocol, that the host is asked to speak. */
  version: number;
  password: Password;
  clock: Clock;
  random: RandomBytes;
  /** Called within the delivery of the last message: the line must be handed over before the return. */
  paired: (line: RecordLine, keys: PairingKeys) => void;
  failed: (failure: HandshakeFailure) => void;
}): Attempt {
  const { transport, clock, random, id, password, version } = options;
  const viewerNonce = random(NONCE_BYTES);
  const pair = { type: 'pair', version, nonce: viewerNonce } as const;
  const bodies: Uint8Array[] = [encodeHandshake(pair)];
  let run: PairingRun | undefined;
  let finished: ReturnType<PairingRun['finish']> | undefined;

  const attempt = createAttempt({
    transport,
    clock,
    table: viewerPairing,
    start: 'awaiting-answer',
    refusable: true,
    take(message, body) {
      bodies.push(body);
      switch (message.type) {
        case 'pair-answer':
          if (message.version !== version) throw new ProtocolViolation('version-unsupported');
          run = startPairingRun({
            role: 'viewer',
            version,
            id,
            password,
            viewerNonce,
            hostNonce: message.nonce,
            random,
          });
          bodies.push(attempt.send({ type: 'share', share: run.share }));
          break;
        case 'share':
          finished = run!.finish(message.share, bodies);
          attempt.send({ type: 'confirm', tag: confirmTag(finished.keys, 'viewer', finished.transcript) });
          break;
        case 'confirm': {
          const { keys, transcript } = finished!;
          if (!equalBytes(message.tag, confirmTag(keys, 'host', transcript)))
            throw new ProtocolViolation('not-authentic');
          attempt.succeed();
          wipeConfirmKeys(keys);
          options.paired(attempt.line, keys);
          break;
        }
        default:
          throw new InvariantError('the table lets nothing else through');
      }
    },
    failed(failure) {
      if (finished !== undefined) wipePairingKeys(finished.keys);
      options.failed(failure);
    },
  });
  attempt.begin();
  attempt.send(pair);
  return attempt;
}

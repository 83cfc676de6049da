import {
  type Clock,
  encodeHandshake,
  InvariantError,
  NONCE_BYTES,
  ProtocolViolation,
  type RandomBytes,
} from '@fjernhjelp/protocol';
import type { ChannelCore } from '../channel/channel-core.ts';
import { equalBytes } from '../crypto/equal-bytes.ts';
import { deriveLineKeys, resumeTag } from '../crypto/key-schedule.ts';
import type { Transport } from '../transport.ts';
import { type Attempt, createAttempt, type HandshakeFailure } from './attempt.ts';
import { hashResumption } from './resumption-transcript.ts';
import { viewerResumption } from './states.ts';

/**
 * The viewer's side of a resumption (PROTOCOL.md RS1–RS5): puts the session on that transport.
 * @param epochs the highest epoch that was ever accepted; raised here
 */
export function startViewerResumption(options: {
  transport: Transport;
  core: ChannelCore;
  /** The one that was spoken in the pairing. */
  version: number;
  epochs: { highest: number };
  clock: Clock;
  random: RandomBytes;
  attached: () => void;
  failed: (failure: HandshakeFailure) => void;
}): Attempt {
  const { transport, core, epochs, clock, random } = options;
  const { secrets } = core;
  const resume = {
    type: 'resume',
    version: options.version,
    reference: secrets.reference,
    nonce: random(NONCE_BYTES),
  } as const;

  const attempt = createAttempt({
    transport,
    clock,
    table: viewerResumption,
    start: 'awaiting-answer',
    refusable: true,
    take(message) {
      if (message.type !== 'resume-answer') throw new InvariantError('the table lets nothing else through');
      const transcript = hashResumption(encodeHandshake(resume), encodeHandshake(message));
      if (!equalBytes(message.tag, resumeTag(secrets, 'host', transcript)))
        throw new ProtocolViolation('not-authentic');
      if (message.epoch <= epochs.highest) throw new ProtocolViolation('not-authentic');
      epochs.highest = message.epoch;
      const { received } = core;
      const tag = resumeTag(secrets, 'viewer', transcript, received);
      attempt.send({ type: 'resume-confirm', received, tag });
      attempt.succeed();
      // Before the line is the channel's, which may lose it within the call.
      options.attached();
      const keys = deriveLineKeys(secrets, transcript);
      core.attach({
        line: attempt.line,
        sealKey: keys.viewer,
        openKey: keys.host,
        told: received,
        peerReceived: message.received,
        proven: false,
      });
    },
    failed: options.failed,
  });
  attempt.begin();
  attempt.send(resume);
  return attempt;
}

import {
  type Clock,
  encodeHandshake,
  encodeRecord,
  limits,
  type Password,
  type RandomBytes,
  recordTypes,
  type SessionId,
  TransportFailure,
} from '@fjernhjelp/protocol';
import { createChannelCore } from './channel/channel-core.ts';
import type { Channel } from './channel-types.ts';
import type { Aead } from './crypto/aead.ts';
import type { SessionSecrets } from './crypto/key-schedule.ts';
import type { Attempt } from './handshake/attempt.ts';
import { createHostHandshake, type ResumableSession } from './handshake/host-handshake.ts';
import type { Transport } from './transport.ts';

export interface ChannelAcceptorOptions {
  readonly id: () => SessionId;
  /** The newest of the protocol that is spoken here; `limits.protocolVersion` when undefined. */
  readonly version?: number;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Web Crypto's when undefined. */
  readonly aead?: Aead | undefined;
  /** @returns the password that holds now; undefined when nobody may pair: the viewer is told "busy" */
  readonly password: () => Password | undefined;
  /**
   * A confirmation was wrong: it spends a try.
   * @returns the tries left, told to the viewer; 0 when the password was just replaced
   */
  readonly wrongPassword: () => number;
  /** A viewer knew the password. */
  readonly paired: (channel: Channel) => void;
}

/** The host's door: answers pairings and resumptions on transports that come in (PROTOCOL.md PA1–PA8, RS1–RS6). */
export interface ChannelAcceptor {
  /** Takes the transport over; at most `limits.pendingHandshakes` at once, further ones are told "busy". */
  accept(transport: Transport): void;
  /** Lets nobody in any more, neither new nor back. Channels live on. May be called twice. */
  close(): void;
}

export function createChannelAcceptor(options: ChannelAcceptorOptions): ChannelAcceptor {
  const { clock, random } = options;
  const pending = new Set<Attempt>();
  const sessions = new Map<string, ResumableSession>();
  let closed = false;

  /** @returns the channel's core, known under its reference until it is over */
  function createSession(secrets: SessionSecrets): ResumableSession {
    const name = secrets.reference.join();
    const core = createChannelCore({
      role: 'host',
      clock,
      secrets,
      aead: options.aead,
      lineLost() {},
      resumed() {},
      graceOver: () => 'viewer-lost',
      over: () => void sessions.delete(name),
    });
    const session = { core, offeredEpoch: 0, confirmedEpoch: 0 };
    sessions.set(name, session);
    return session;
  }

  return {
    accept(transport) {
      if (closed) {
        transport.close();
        return;
      }
      if (pending.size >= limits.pendingHandshakes) {
        refuse(transport);
        return;
      }
      const attempt = createHostHandshake(transport, {
        clock,
        random,
        version: options.version ?? limits.protocolVersion,
        id: options.id,
        password: options.password,
        wrongPassword: options.wrongPassword,
        session: (reference) => sessions.get(reference.join()),
        paired(line, { traffic, session }) {
          const { core } = createSession(session);
          core.attach({
            line,
            sealKey: traffic.host,
            openKey: traffic.viewer,
            told: 0,
            peerReceived: 0,
            proven: true,
          });
          options.paired(core.channel);
        },
        over: () => void pending.delete(attempt),
      });
      pending.add(attempt);
      attempt.begin();
    },
    close() {
      closed = true;
      sessions.clear();
      for (const attempt of pending) attempt.fail(new TransportFailure('closed'));
    },
  };
}

/** Says "busy" without reading anything. */
function refuse(transport: Transport): void {
  transport.listen({ data() {}, drained() {}, closed() {} });
  transport.send(encodeRecord(recordTypes.handshake, encodeHandshake({ type: 'failed', code: 'busy' })));
  transport.close();
}

import {
  type Clock,
  isSpokenVersion,
  limits,
  PairingFailure,
  type Password,
  type RandomBytes,
  type SessionId,
  TransportFailure,
} from '@fjernhjelp/protocol';
import { createBackoff } from './backoff.ts';
import { type CancelSignal, onCancel } from './cancel.ts';
import { type ChannelCore, createChannelCore } from './channel/channel-core.ts';
import type { Channel } from './channel-types.ts';
import type { Aead } from './crypto/aead.ts';
import type { SessionSecrets } from './crypto/key-schedule.ts';
import { startViewerPairing } from './handshake/viewer-pairing.ts';
import { startViewerResumption } from './handshake/viewer-resumption.ts';
import { createReconnector } from './reconnector.ts';
import type { Transport } from './transport.ts';

export interface ViewerChannelOptions {
  readonly id: SessionId;
  readonly password: Password;
  /** The newest of the protocol that is spoken here; `limits.protocolVersion` when undefined. */
  readonly version?: number;
  /** Opens a new line to the host; rejects with a TransportFailure. Called again whenever the line is lost. */
  readonly connect: () => Promise<Transport>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Web Crypto's when undefined. */
  readonly aead?: Aead | undefined;
  /** Calls the pairing off; of no effect once there is a channel. */
  readonly signal?: CancelSignal;
}

/** A viewer's end of a session: it decides on which line the session lives. */
export interface ViewerChannel extends Channel {
  /**
   * Takes the session to another line while it has one; nothing is lost, and the old line is closed.
   * @param transport to this host; without, one that `connect` opens
   * @returns false when it came to nothing: the session stays where it is
   */
  moveTo(transport?: Transport): Promise<boolean>;
}

/**
 * Pairs with the host, once, with one of the version before again when it asks for that (PROTOCOL.md PA1), and keeps the channel alive over broken lines from then on.
 * @throws PairingFailure the host said no; ProtocolViolation what answered is not the host, or breaks the rules;
 *   TransportFailure there was no line, it broke, or the signal fired ("closed")
 */
export async function openViewerChannel(options: ViewerChannelOptions): Promise<ViewerChannel> {
  const newest = options.version ?? limits.protocolVersion;
  try {
    return await pairOnce(options, newest);
  } catch (error) {
    const isOlder = error instanceof PairingFailure && error.code === 'version-unsupported';
    if (!isOlder || !isSpokenVersion(newest - 1, newest)) throw error;
    return await pairOnce(options, newest - 1);
  }
}

async function pairOnce(options: ViewerChannelOptions, version: number): Promise<ViewerChannel> {
  const { clock, random, signal } = options;
  if (signal?.aborted) throw new TransportFailure('closed');
  const transport = await options.connect();
  return new Promise((resolve, reject) => {
    let stopListening = () => {};
    const attempt = startViewerPairing({
      transport,
      id: options.id,
      version,
      password: options.password,
      clock,
      random,
      paired(line, { traffic, session }) {
        stopListening();
        const { core, moveTo } = createViewerCore(options, session, version);
        core.attach({
          line,
          sealKey: traffic.viewer,
          openKey: traffic.host,
          told: 0,
          peerReceived: 0,
          proven: true,
        });
        resolve(Object.assign(core.channel, { moveTo }));
      },
      failed(failure) {
        stopListening();
        reject(failure);
      },
    });
    stopListening = onCancel(signal, () => attempt.fail(new TransportFailure('closed')));
  });
}

/** A viewer's end of a session that is paired, still without a line. */
export function createViewerCore(
  options: Pick<ViewerChannelOptions, 'clock' | 'random' | 'connect' | 'aead'>,
  secrets: SessionSecrets,
  version: number = limits.protocolVersion,
): { core: ChannelCore; moveTo: ViewerChannel['moveTo'] } {
  const { clock, random, connect } = options;
  const epochs = { highest: 0 };
  const core = createChannelCore({
    role: 'viewer',
    clock,
    secrets,
    aead: options.aead,
    lineLost: () => reconnector.lineLost(),
    resumed: () => reconnector.resumed(),
    graceOver: () => (reconnector.foundForgery ? 'tampered' : 'host-lost'),
    over: () => reconnector.stop(),
  });
  const reconnector = createReconnector({
    clock,
    backoff: createBackoff(random),
    connect,
    resume: (transport, attached, failed) =>
      startViewerResumption({ transport, core, version, epochs, clock, random, attached, failed }),
    gone: () => core.channel.end('host-lost'),
  });

  async function moveTo(transport?: Transport): Promise<boolean> {
    let given = transport;
    try {
      given ??= await connect();
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      return false;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    startViewerResumption({
      transport: given,
      core,
      version,
      epochs,
      clock,
      random,
      attached: () => resolve(true),
      failed: () => resolve(false),
    });
    return promise;
  }

  return { core, moveTo };
}

import {
  type Clock,
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
  /** Opens a new line to the host; rejects with a TransportFailure. Called again whenever the line is lost. */
  readonly connect: () => Promise<Transport>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Web Crypto's when undefined. */
  readonly aead?: Aead | undefined;
  /** Calls the pairing off; of no effect once there is a channel. */
  readonly signal?: CancelSignal;
}

/**
 * Pairs with the host, once, and keeps the channel alive over broken lines from then on.
 * @throws PairingFailure the host said no; ProtocolViolation what answered is not the host, or breaks the rules;
 *   TransportFailure there was no line, it broke, or the signal fired ("closed")
 */
export async function openViewerChannel(options: ViewerChannelOptions): Promise<Channel> {
  const { clock, random, signal } = options;
  if (signal?.aborted) throw new TransportFailure('closed');
  const transport = await options.connect();
  return new Promise((resolve, reject) => {
    let stopListening = () => {};
    const attempt = startViewerPairing({
      transport,
      id: options.id,
      password: options.password,
      clock,
      random,
      paired(line, { traffic, session }) {
        stopListening();
        const core = createViewerCore(options, session);
        core.attach({
          line,
          sealKey: traffic.viewer,
          openKey: traffic.host,
          told: 0,
          peerReceived: 0,
          proven: true,
        });
        resolve(core.channel);
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
): ChannelCore {
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
      startViewerResumption({ transport, core, epochs, clock, random, attached, failed }),
    gone: () => core.channel.end('host-lost'),
  });
  return core;
}

import type { IceServer, PathDescription } from '@fjernhjelp/protocol';
import {
  createDataChannelTransport,
  type DataChannelEvents,
  describeSdp,
  gatheringMs,
  type OpenPathPeer,
  sdpOf,
} from '@fjernhjelp/session';
import type { DataChannel, IceServer as NativeServer, PeerConnection } from 'node-datachannel';

/** `drained` is told when no more than that waits. */
const LOW_BYTES = 32 * 1024;
/** What the library takes on its way out beyond what it says that it holds: as much as a socket does. */
const SEND_BUFFER_BYTES = 256 * 1024;
/** How long a data channel may take to send what it has before the connection under it closes. */
const CLOSING_MS = 2000;

type Library = typeof import('node-datachannel');

/**
 * @param log hears why there is no direct path on this machine
 * @returns the host's end of direct paths (PROTOCOL.md DP3–DP6). The library (9 MB of native code) is loaded when the first
 *   helper offers one; where it is missing or does not load, every attempt fails and sessions stay on the relay
 */
export function createNodePeerOpener(log: (error: Error) => void): OpenPathPeer {
  let loading: Promise<Library> | undefined;

  async function load(): Promise<Library> {
    const library = await import('node-datachannel');
    library.setSctpSettings({ sendBufferSize: SEND_BUFFER_BYTES });
    return library;
  }

  return (iceServers, listener) => {
    let isClosed = false;
    let connection: PeerConnection | undefined;
    let events: DataChannelEvents | undefined;
    let stopGathering = () => {};

    function close(): void {
      if (isClosed) return;
      isClosed = true;
      stopGathering();
      connection?.close();
      events?.closed();
    }

    function fail(): void {
      if (isClosed) return;
      close();
      listener.failed();
    }

    function answer({ PeerConnection }: Library, offered: PathDescription): void {
      if (isClosed) return;
      const opened = new PeerConnection('fjernhjelp', { iceServers: iceServers.map(nativeServer) });
      connection = opened;
      let isDescribed = false;
      const describe = () => {
        const description = describeSdp(opened.localDescription()?.sdp ?? '');
        if (isClosed || isDescribed) return;
        isDescribed = true;
        stopGathering();
        if (description === undefined) fail();
        else listener.described(description);
      };
      opened.onGatheringStateChange((state) => {
        if (state === 'complete' && !isClosed) describe();
      });
      opened.onStateChange((state) => {
        if (state === 'failed' || state === 'closed') behindMessages(fail);
      });
      opened.onDataChannel(takeChannel);
      opened.setRemoteDescription(sdpOf('offer', offered), 'offer');
      const timer = setTimeout(describe, gatheringMs);
      stopGathering = () => clearTimeout(timer);
    }

    function takeChannel(channel: DataChannel): void {
      if (isClosed || events !== undefined) {
        channel.close();
        return;
      }
      const made = createDataChannelTransport({
        send: (bytes) => void channel.sendMessageBinary(bytes),
        get bufferedBytes() {
          return channel.isOpen() ? channel.bufferedAmount() : 0;
        },
        close() {
          if (channel.isOpen()) channel.close();
          if (!isClosed) setTimeout(close, CLOSING_MS);
        },
      });
      events = made.events;
      channel.setBufferedAmountLowThreshold(LOW_BYTES);
      channel.onBufferedAmountLow(() => events?.drained());
      // Heard of before the end: the library forgets what still waits once it has told the end, and looks at its queues in this order.
      channel.onMessage((message) => {
        // A text is none of ours. The bytes of a Buffer may be those of others too.
        if (typeof message === 'string') fail();
        else
          events?.data(message instanceof ArrayBuffer ? new Uint8Array(message) : Uint8Array.from(message));
      });
      channel.onClosed(() => events?.closed());
      const open = () => {
        if (!isClosed) listener.opened(made.transport);
      };
      if (channel.isOpen()) open();
      else channel.onOpen(open);
    }

    return {
      take(description) {
        loading ??= load();
        loading
          .then((library) => answer(library, description))
          .catch((error: unknown) => {
            log(error as Error);
            fail();
          });
      },
      async roundTripMs() {
        const ms = isClosed ? undefined : connection?.rtt();
        return ms !== undefined && ms >= 0 ? ms : undefined;
      },
      close,
    };
  };
}

/**
 * Each kind of the library's events comes over a queue of its own (its thread-safe-callback.cpp), looked at once in each turn of the
 * loop, the connection's before the channel's: what arrived before this one is there a whole turn later.
 */
function behindMessages(tell: () => void): void {
  setImmediate(() => setImmediate(tell));
}

/** @returns the server as the library wants it; addresses are checked (PROTOCOL.md SG20) */
function nativeServer({ url, username, credential }: IceServer): string | NativeServer {
  const [, scheme = '', hostname = '', port, transport] =
    /^(\w+):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/.exec(url) ?? [];
  if (scheme === 'stun') return url;
  return {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port ?? (scheme === 'turns' ? 5349 : 3478)),
    relayType: scheme === 'turns' ? 'TurnTls' : transport === 'tcp' ? 'TurnTcp' : 'TurnUdp',
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { password: credential }),
  };
}

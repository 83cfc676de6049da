import type { IceServer } from '@fjernhjelp/protocol';
import {
  createDataChannelTransport,
  type DataChannelEvents,
  describeSdp,
  gatheringMs,
  type OpenPathPeer,
  type PathPeer,
  type PathPeerListener,
  sdpOf,
} from '@fjernhjelp/session';
import { browserServers } from './browser-servers.ts';

/** `drained` is told when no more than that waits. */
const LOW_BYTES = 32 * 1024;
/** How long a data channel may take to send what it has before the connection under it closes. */
const CLOSING_MS = 2000;

type Role = 'offer' | 'answer';

/** The viewer's end of a direct path, by the browser's RTCPeerConnection (PROTOCOL.md DP3–DP6). */
export const openBrowserPeer: OpenPathPeer = (iceServers, listener) =>
  openPeer('offer', iceServers, listener);

/** The same at the host, where the host is a page. */
export const answerBrowserPeer: OpenPathPeer = (iceServers, listener) =>
  openPeer('answer', iceServers, listener);

function openPeer(role: Role, ...rest: Parameters<OpenPathPeer>): PathPeer {
  const [, listener] = rest;
  try {
    return connectPeer(role, ...rest);
  } catch {
    // Switched off by the organisation, or a server that this browser does not take.
    queueMicrotask(() => listener.failed());
    return { take() {}, roundTripMs: async () => undefined, close() {} };
  }
}

function connectPeer(role: Role, iceServers: readonly IceServer[], listener: PathPeerListener): PathPeer {
  const connection = new RTCPeerConnection({ iceServers: browserServers(iceServers) });
  let isClosed = false;
  let isDescribed = false;
  let events: DataChannelEvents | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function describe(): void {
    clearTimeout(timer);
    const description = describeSdp(connection.localDescription?.sdp ?? '');
    if (isClosed || isDescribed) return;
    isDescribed = true;
    if (description === undefined) fail();
    else listener.described(description);
  }

  function fail(): void {
    if (isClosed) return;
    close();
    listener.failed();
  }

  function close(): void {
    isClosed = true;
    clearTimeout(timer);
    connection.close();
    events?.closed();
  }

  function take(data: RTCDataChannel): void {
    if (isClosed || events !== undefined) {
      data.close();
      return;
    }
    data.binaryType = 'arraybuffer';
    data.bufferedAmountLowThreshold = LOW_BYTES;
    const made = createDataChannelTransport({
      send: (bytes) => data.send(bytes),
      get bufferedBytes() {
        return data.bufferedAmount;
      },
      close() {
        data.close();
        if (connection.connectionState !== 'closed') setTimeout(() => connection.close(), CLOSING_MS);
      },
    });
    events = made.events;
    const open = () => {
      if (!isClosed) listener.opened(made.transport);
    };
    data.onmessage = ({ data: bytes }) => {
      // A text is none of ours.
      if (bytes instanceof ArrayBuffer) made.events.data(new Uint8Array(bytes));
      else fail();
    };
    data.onbufferedamountlow = () => made.events.drained();
    data.onclose = () => {
      connection.close();
      made.events.closed();
    };
    if (data.readyState === 'open') open();
    else data.onopen = open;
  }

  /** From here on the browser looks for addresses. */
  function beginGathering(): void {
    timer = setTimeout(describe, gatheringMs);
    connection.setLocalDescription().catch(fail);
  }

  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'failed') fail();
  };
  connection.onicegatheringstatechange = () => {
    if (connection.iceGatheringState === 'complete') describe();
  };
  if (role === 'offer') {
    take(connection.createDataChannel('fjernhjelp'));
    beginGathering();
  } else connection.ondatachannel = ({ channel }) => take(channel);

  return {
    take(description) {
      const type = role === 'offer' ? 'answer' : 'offer';
      connection
        .setRemoteDescription({ type, sdp: sdpOf(type, description) })
        .then(() => {
          if (role === 'answer' && !isClosed) beginGathering();
        })
        .catch(fail);
    },
    async roundTripMs() {
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        const { type, nominated, currentRoundTripTime: seconds } = entry;
        if (type === 'candidate-pair' && nominated === true && typeof seconds === 'number')
          return seconds * 1000;
      }
      return undefined;
    },
    close() {
      if (!isClosed) close();
    },
  };
}

import type { IceServer } from '@fjernhjelp/protocol';
import {
  createDataChannelTransport,
  describeSdp,
  gatheringMs,
  type OpenPathPeer,
  type PathPeerListener,
  sdpOf,
} from '@fjernhjelp/session';

/** `drained` is told when no more than that waits. */
const LOW_BYTES = 32 * 1024;
/** How long a data channel may take to send what it has before the connection under it closes. */
const CLOSING_MS = 2000;

/** The viewer's end of a direct path, by the browser's RTCPeerConnection (PROTOCOL.md DP3–DP6). */
export const openBrowserPeer: OpenPathPeer = (iceServers, listener) => {
  try {
    return offer(iceServers, listener);
  } catch {
    // Switched off by the organisation, or a server that this browser does not take.
    queueMicrotask(() => listener.failed());
    return { take() {}, roundTripMs: async () => undefined, close() {} };
  }
};

function offer(iceServers: readonly IceServer[], listener: PathPeerListener): ReturnType<OpenPathPeer> {
  const connection = new RTCPeerConnection({
    iceServers: iceServers.map(({ url, username, credential }) => ({
      urls: url,
      ...(username !== undefined && { username }),
      ...(credential !== undefined && { credential }),
    })),
  });
  const data = connection.createDataChannel('fjernhjelp');
  data.binaryType = 'arraybuffer';
  data.bufferedAmountLowThreshold = LOW_BYTES;
  let isClosed = false;
  let isDescribed = false;
  const timer = setTimeout(describe, gatheringMs);

  const { transport, events } = createDataChannelTransport({
    send: (bytes) => data.send(bytes),
    get bufferedBytes() {
      return data.bufferedAmount;
    },
    close: closeBehind,
  });

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
    events.closed();
  }

  function closeBehind(): void {
    data.close();
    if (connection.connectionState !== 'closed') setTimeout(() => connection.close(), CLOSING_MS);
  }

  data.onopen = () => {
    if (!isClosed) listener.opened(transport);
  };
  data.onmessage = ({ data: bytes }) => {
    // A text is none of ours.
    if (bytes instanceof ArrayBuffer) events.data(new Uint8Array(bytes));
    else fail();
  };
  data.onbufferedamountlow = () => events.drained();
  data.onclose = () => {
    connection.close();
    events.closed();
  };
  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'failed') fail();
  };
  connection.onicegatheringstatechange = () => {
    if (connection.iceGatheringState === 'complete') describe();
  };
  connection.setLocalDescription().catch(fail);

  return {
    take(description) {
      connection.setRemoteDescription({ type: 'answer', sdp: sdpOf('answer', description) }).catch(fail);
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

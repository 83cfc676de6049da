import { closeCodes } from '@fjernhjelp/protocol/signalling';
import type { Connection } from '../sockets/connection.ts';
import { Direction } from './direction.ts';

/** Two sockets that are joined into one link. */
export interface Splice {
  /** Memory that the relay holds for both directions. */
  readonly heldBytes: number;
  /** Closes both ends. May be called twice. */
  close(): void;
}

/**
 * Joins two sockets: every binary message of one goes to the other as it is, never looked into (SG13). A text or an
 * end of either closes both.
 * @param ended called once, however it ends
 */
export function splice(host: Connection, viewer: Connection, encrypted: boolean, ended: () => void): Splice {
  const toViewer = new Direction(host, viewer, encrypted);
  const toHost = new Direction(viewer, host, encrypted);
  let over = false;

  const end = (
    hostCode: typeof closeCodes.peerGone | typeof closeCodes.malformed,
    viewerCode: typeof hostCode,
  ) => {
    if (over) return;
    over = true;
    toViewer.flush();
    toHost.flush();
    host.close(hostCode);
    viewer.close(viewerCode);
    ended();
  };
  const { peerGone, malformed } = closeCodes;

  host.listen({
    text: () => end(malformed, peerGone),
    binary: (bytes) => {
      if (!toViewer.forward(bytes)) end(peerGone, peerGone);
    },
    closed: () => end(peerGone, peerGone),
  });
  viewer.listen({
    text: () => end(peerGone, malformed),
    binary: (bytes) => {
      if (!toHost.forward(bytes)) end(peerGone, peerGone);
    },
    closed: () => end(peerGone, peerGone),
  });
  return {
    get heldBytes() {
      return toViewer.heldBytes + toHost.heldBytes;
    },
    close: () => end(peerGone, peerGone),
  };
}

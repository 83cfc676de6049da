import type { HelperConsole } from './console.ts';

/** Closes the browser's end of the direct path, as a network that is gone would. */
export const closePeer = (helper: HelperConsole) =>
  helper.page.evaluate(() => {
    const { peers = [] } = globalThis as { peers?: RTCPeerConnection[] };
    for (const peer of peers) peer.close();
  });

/** A script for the helper's page: keeps its peer connections within the test's reach. */
export const KEEP_PEERS = `{
  globalThis.peers = [];
  const original = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function (...given) {
    globalThis.peers.push(this);
    return original.apply(this, given);
  };
}`;

import type { HelperConsole } from './console.ts';

/** Closes the browser's end of the direct path, as a network that is gone would. */
export const closePeer = (helper: HelperConsole) =>
  helper.page.evaluate(() => {
    const { peers = [] } = globalThis as { peers?: RTCPeerConnection[] };
    for (const peer of peers) peer.close();
  });

/** Keeps the page's peer connections within the test's reach. */
export const keepPeers = (helper: HelperConsole) =>
  helper.page.evaluate(() => {
    const kept = globalThis as { peers?: RTCPeerConnection[] };
    kept.peers = [];
    const original = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...given) {
      kept.peers?.push(this);
      return original.apply(this, given);
    };
  });

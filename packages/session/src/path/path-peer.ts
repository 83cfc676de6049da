import type { IceServer, PathDescription } from '@fjernhjelp/protocol';
import type { Transport } from '../transport.ts';

/**
 * One end of one attempt at a direct path (PROTOCOL.md DP2–DP5). Browsers have RTCPeerConnection for it, the client a
 * library; neither package knows which.
 */
export interface PathPeer {
  /** What the other end said of itself; once. */
  take(description: PathDescription): void;
  /** @returns the round trip between the two ends, or undefined where that is not known */
  roundTripMs(): Promise<number | undefined>;
  /** Gives the attempt up, or closes the path. No listener is called after that. May be called twice. */
  close(): void;
}

export interface PathPeerListener {
  /** What the other end must be told. */
  described(description: PathDescription): void;
  /** There is a direct path. */
  opened(transport: Transport): void;
  /** It came to nothing. Nothing follows. */
  failed(): void;
}

/** The viewer's offers and opens the data channel, the host's answers. Nothing is told before the return. */
export type OpenPathPeer = (iceServers: readonly IceServer[], listener: PathPeerListener) => PathPeer;

/** How long an end looks for addresses of its own before it goes on with those that it has. */
export const gatheringMs = 3000;

import {
  type Bytes,
  type Clock,
  type Grant,
  InvariantError,
  type ReceiptFile,
  type StreamId,
  type UnfinishedFile,
} from '@fjernhjelp/protocol';
import type { ViewerStatus } from './status.ts';

/** What one part may know of the session that it belongs to. */
export interface ViewerPartPorts {
  readonly clock: Clock;
  /** Whether the helper may do this at this moment: granted, connected or coming back, and not paused. */
  has(grant: Grant): boolean;
  /** To the host, on the part's own stream. Only what `has` allows. */
  send(message: Bytes): void;
  /** Bytes on that stream that no transport has taken yet. */
  queuedBytes(): number;
  /** What the part says of itself in the status is another. */
  update(changes: Partial<ViewerStatus>): void;
  /** The helper did something with what was granted: goes into the receipt. */
  used(grant: Grant): void;
  /** A file has arrived on either side: goes into the receipt, also after `close`. */
  file(file: Omit<ReceiptFile, 'atMs'>): void;
  /** Files did not arrive, or what is left of them is another than was said: goes into the receipt, also after `close`. */
  unfinished(grant: ReceiptFile['grant'], files: readonly UnfinishedFile[]): void;
  /** Our own mistake, for the developer. */
  report(error: unknown): void;
}

/** One kind of traffic with the host, on a stream of its own. It sees its ports and never the session. */
export interface ViewerPart {
  readonly stream: StreamId;
  /** Nothing comes before the user has let the helper in. @throws ProtocolViolation when the message breaks a rule */
  receive(message: Bytes): void;
  /** What `has` answers may be another. */
  grantsChanged?(): void;
  /** The line to the host went or came back; what was sent arrives all the same. */
  line?(isConnected: boolean): void;
  /** The session is on another line now, after a break or without one. */
  moved?(): void;
  /** The session is over. Called once. */
  close(): void;
}

/** @returns one part, for one session */
export type CreateViewerPart<Part extends ViewerPart = ViewerPart> = (ports: ViewerPartPorts) => Part;

/** @returns what makes the part for a session, and the part from then on: for what the page does with it */
export function keepPart<Part extends ViewerPart>(
  create: CreateViewerPart<Part>,
): { readonly create: CreateViewerPart<Part>; readonly part: Part } {
  let part: Part | undefined;
  return {
    create(ports) {
      part = create(ports);
      return part;
    },
    get part() {
      if (part === undefined) throw new InvariantError('the session has made no such part');
      return part;
    },
  };
}

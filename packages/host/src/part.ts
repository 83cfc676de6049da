import type {
  Bytes,
  Clock,
  Grant,
  ReceiptFile,
  StreamId,
  UnfinishedFile,
  WatchedScreen,
} from '@fjernhjelp/protocol';
import type { HelperStatus, HostStatus } from './status.ts';
import type { UserCommand } from './user-command.ts';

/** What one part may know of the session that it belongs to. */
export interface HostPartPorts {
  readonly clock: Clock;
  /** The helper's number in this session, as commands name it. */
  readonly person: number;
  /** As the helper stated it, safe to show; may be empty. */
  name(): string;
  /** Whether the helper may do this at this moment: granted, let in, and not paused. */
  has(grant: Grant): boolean;
  /** The user has stopped everything for a while; `has` says no, and what was given for the session holds afterwards. */
  isPaused(): boolean;
  /** To the viewer, on the part's own stream. */
  send(message: Bytes): void;
  /** Bytes on that stream that no transport has taken yet. */
  queuedBytes(): number;
  /** What `status` gives is another. */
  changed(): void;
  /** The helper did something with what was granted: goes into the receipt, and the session is not idle. */
  used(grant: Grant): void;
  /** A file has arrived on either side: goes into the receipt, also after `close`. */
  file(file: Omit<ReceiptFile, 'atMs'>): void;
  /** Files did not arrive, or what is left of them is another than was said: goes into the receipt, also after `close`. */
  unfinished(grant: ReceiptFile['grant'], files: readonly UnfinishedFile[]): void;
  /** Our own mistake: ends the session with "internal-error". */
  failed(error: Error): void;
}

/**
 * One kind of traffic with one helper, on a stream of its own: chat, clipboard, files. It sees its ports and never the
 * session. Nothing reaches it before the user has let the helper in.
 */
export interface HostPart {
  readonly stream: StreamId;
  /** What can be given because this part is there. */
  readonly grants: readonly Grant[];
  /** What the user's window shows of it. */
  readonly status?: Partial<HelperStatus>;
  /** @throws ProtocolViolation when the message breaks a rule: the session ends */
  receive(message: Bytes): void;
  /** What `has` answers may be another, the first time when the user has let the helper in. */
  grantsChanged?(): void;
  /** The line to the viewer went or came back; what was sent arrives all the same. */
  line?(isConnected: boolean): void;
  /** The session is on another line now, after a break or without one. */
  moved?(isDirect: boolean): void;
  /** The viewer shows these from here on. */
  watching?(screens: readonly WatchedScreen[]): void;
  /** The user did something in the window; what is not this part's is let be. */
  command?(command: UserCommand): void;
  /** The helper is gone. May be called twice. */
  close(): void;
}

/** @returns one part for one helper */
export type CreateHostPart = (ports: HostPartPorts) => HostPart;

/** What a shared part may know of the host that it belongs to. */
export interface SharedPartPorts {
  /** What `status` gives is another. */
  changed(): void;
}

/** What the user and all helpers have in common, such as the chat: one for the host, with a part for each helper. */
export interface SharedPart {
  readonly part: CreateHostPart;
  /** What the user's window shows of it. */
  readonly status?: Partial<HostStatus>;
  /** The user did something in the window; what is not this part's is let be. */
  command?(command: UserCommand): void;
  /** Hears of every state of the host, its own part of it too, before anybody else. */
  session?(status: HostStatus): void;
  /** Another session begins: nothing of the last one stays. */
  clear(): void;
}

export type CreateSharedPart = (ports: SharedPartPorts) => SharedPart;

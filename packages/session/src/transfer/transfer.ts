import type {
  Bytes,
  Clock,
  FileEntry,
  FileProblem,
  FilesMessage,
  UnfinishedFile,
} from '@fjernhjelp/protocol';
import type { CreateSha256 } from './block-hash.ts';
import type { TransferStatus } from './status.ts';

/** What one transfer needs of all of them. */
export interface TransferPorts {
  /** For the person at this end. */
  readonly number: number;
  /** On the wire. */
  readonly transfer: number;
  readonly clock: Clock;
  /** Web Crypto's when undefined. */
  readonly createSha256: CreateSha256 | undefined;
  send(message: Bytes): void;
  /** Whether it may go on: held while the user has paused. */
  may(): 'yes' | 'held' | 'no';
  /** Of all transfers that this end sends. */
  allUnderwayBytes(): number;
  /** Something else than progress is another. */
  changed(): void;
  progressed(): void;
  /** A file is there, whole and checked. */
  arrived(entry: FileEntry): void;
  /** Files did not arrive; or what is left of them is something else than was said before. */
  unfinished(files: readonly UnfinishedFile[]): void;
  /** Our own mistake. */
  failed(error: Error): void;
}

/** One transfer at one of its ends. */
export interface Transfer {
  readonly number: number;
  readonly transfer: number;
  readonly direction: 'sending' | 'receiving';
  readonly status: TransferStatus;
  /** @throws ProtocolViolation */
  receive(message: FilesMessage): void;
  /** The person here stops it for a while, or lets it go on. */
  hold(isHeld: boolean): void;
  /** It is over; the other end is told. May be called twice. */
  end(problem: FileProblem): void;
  /** What `may` answers may be another. */
  gateChanged(): void;
  /** The session is over. May be called twice. */
  close(): void;
}

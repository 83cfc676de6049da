import type { FileEntry, FileProblem } from '@fjernhjelp/protocol';

/** What a person sees of one transfer; a new value on every change. Both ends show the same thing. */
export interface TransferStatus {
  /** Counted by this end from 1, over both directions. */
  readonly number: number;
  readonly direction: 'sending' | 'receiving';
  /**
   * listing: the list is on its way · offered: the receiver's person is being asked · waiting: accepted, others go first ·
   * running · done: every file has its outcome · over: ended before that, for `problem`
   */
  readonly state: 'listing' | 'offered' | 'waiting' | 'running' | 'done' | 'over';
  readonly files: number;
  readonly folders: number;
  readonly totalBytes: number;
  /** The beginning of the list, while it is offered; `listRest` is how many more there are. */
  readonly list: readonly FileEntry[];
  readonly listRest: number;
  readonly doneBytes: number;
  readonly doneFiles: number;
  /** The file that is on its way. */
  readonly path?: string;
  readonly bytesPerSecond?: number;
  readonly secondsLeft?: number;
  /** Stopped for a while: by this person, the other one, or because the user has paused everything. */
  readonly heldBy: readonly ('here' | 'there' | 'pause')[];
  /** Why it is over; or why it is held, or could not be accepted, when something is to be done about it first. */
  readonly problem?: FileProblem;
  /** The receiver: where it lands. */
  readonly place?: string;
  /** Files that have another path than in the list; at most `SHOWN_OUTCOMES`. */
  readonly renamed: readonly { readonly path: string; readonly storedPath: string }[];
  /** Files that did not arrive; at most `SHOWN_OUTCOMES`. */
  readonly failed: readonly { readonly path: string; readonly problem: FileProblem }[];
  readonly renamedCount: number;
  readonly failedCount: number;
}

/** More than a person reads; the list of a transfer may have thousands. */
export const SHOWN_ENTRIES = 200;
export const SHOWN_OUTCOMES = 50;

/** Whether nothing more happens to it. */
export const isOver = ({ state }: Pick<TransferStatus, 'state'>): boolean =>
  state === 'done' || state === 'over';

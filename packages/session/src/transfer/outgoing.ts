import {
  type Bytes,
  encodeFiles,
  type FileProblem,
  type FilesMessage,
  fileEntryBytes,
  limits,
  ProtocolViolation,
  type UnfinishedFile,
} from '@fjernhjelp/protocol';
import { createBlockHash, HASH_BLOCK_BYTES } from './block-hash.ts';
import type { FilePace } from './file-pace.ts';
import { describeGoing } from './going.ts';
import { createOutcomes } from './outcomes.ts';
import { type FileSource, problemOf } from './ports.ts';
import { createProgress } from './progress.ts';
import { readAhead } from './read-ahead.ts';
import { isOver, type TransferStatus } from './status.ts';
import type { Transfer, TransferPorts } from './transfer.ts';
import { describeUnfinished } from './unfinished.ts';

const LIST_MESSAGE_BYTES = 8 * 1024;
/** What a message weighs beyond its own bytes: many small files must not be too much for either end. */
export const MESSAGE_WEIGHT_BYTES = 512;

export interface OutgoingOptions extends TransferPorts {
  readonly source: FileSource;
  readonly pace: FilePace;
  /** Whether it is this transfer's turn. */
  hasTurn(): boolean;
}

/** A message that the receiver has not said to have handled. */
interface Underway {
  sentAtMs: number | undefined;
  readonly weightBytes: number;
  readonly doneBytes: number;
  /** With it, its file is there up to here. */
  readonly upTo: { readonly entry: number; readonly doneBytes: number } | undefined;
}

/** One transfer that this end sends (PROTOCOL.md FT2–FT8). */
export interface Outgoing extends Transfer {
  /** Bytes and messages that are under way and that the receiver would handle if it could. */
  readonly underwayBytes: number;
  /** Whether it would use its turn. */
  readonly wantsTurn: boolean;
  /** Sends what there is room for. */
  pump(): void;
  /** What is under way crosses a break: its round trips say nothing. */
  forgetTimes(): void;
}

export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { number, transfer, clock, source, pace } = options;
  const { entries } = source;
  const files = entries.filter(({ kind }) => kind === 'file').length;
  const totalBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const outcomes = createOutcomes(entries, options.arrived);
  const progress = createProgress(clock);
  const underway: Underway[] = [];
  /** The file of which a piece was handled last, and how much of it is. */
  let begun = { entry: -1, doneBytes: 0 };
  /** Up to this one all was sent that there is of the files. */
  let lastEnded = -1;
  let underwayBytes = 0;
  let state: TransferStatus['state'] = 'listing';
  let problem: FileProblem | undefined;
  let isHeldHere = false;
  let isHeldThere = false;
  let current: number | undefined;
  let wake: (() => void) | undefined;

  const isHeld = () => isHeldHere || isHeldThere || options.may() !== 'yes';
  const canSend = () =>
    underway.length < limits.fileUnhandledMessages && pace.hasRoom(options.allUnderwayBytes());

  function send(message: FilesMessage): number {
    const bytes = encodeFiles(message);
    options.send(bytes);
    return bytes.length;
  }

  /**
   * Sends a message that the receiver says to have handled.
   * @param doneBytes what it brings the transfer on
   */
  function sendCounted(message: FilesMessage, doneBytes = 0): void {
    const weightBytes = send(message) + MESSAGE_WEIGHT_BYTES;
    const upTo = message.type === 'piece' ? endOf(message) : undefined;
    underway.push({ sentAtMs: clock.now(), weightBytes, doneBytes, upTo });
    underwayBytes += weightBytes;
  }

  /** Resolves when the next counted message may go. @returns false when none may any more */
  async function room(): Promise<boolean> {
    for (;;) {
      if (isOver({ state })) return false;
      const isFree = state === 'listing' || (options.hasTurn() && !isHeld());
      if (isFree && canSend()) return true;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  async function sendList(): Promise<void> {
    send({ type: 'offer', transfer, entries: entries.length, totalBytes });
    let from = 0;
    while (from < entries.length) {
      let to = from;
      let sizeBytes = 0;
      do sizeBytes += fileEntryBytes(entries[to++]!);
      while (to < entries.length && sizeBytes + fileEntryBytes(entries[to]!) <= LIST_MESSAGE_BYTES);
      if (!(await room())) return;
      sendCounted({ type: 'list', transfer, entries: entries.slice(from, to) });
      from = to;
    }
    if (state !== 'listing') return;
    state = 'offered';
    options.changed();
  }

  async function sendFiles(): Promise<void> {
    let hash = createBlockHash(options.createSha256);
    for (const part of readAhead(source, outcomes.has)) {
      const { entry, offset, isLast } = part;
      if (offset === 0) hash = createBlockHash(options.createSha256);
      if (outcomes.has(entry)) continue;
      const wantedBytes = Math.min(source.entries[entry]!.sizeBytes - offset, HASH_BLOCK_BYTES);
      let bytes: Bytes;
      try {
        bytes = await part.bytes;
        if (bytes.length < wantedBytes) throw new RangeError('the file is shorter than it was');
      } catch (error) {
        const why = problemOf(error, 'not-readable');
        outcomes.fail(entry, why);
        report([entry], why);
        if (!(await room())) return;
        sendCounted(
          { type: 'file-failed', transfer, entry, problem: why },
          entries[entry]!.sizeBytes - offset,
        );
        continue;
      }
      current = entry;
      const hashing = hash.update(bytes);
      for (let at = 0; at < bytes.length; ) {
        if (!(await room())) return;
        if (outcomes.has(entry)) break;
        const piece = bytes.subarray(at, at + pace.pieceBytes);
        sendCounted({ type: 'piece', transfer, entry, offset: offset + at, bytes: piece }, piece.length);
        at += piece.length;
      }
      if (outcomes.has(entry)) continue;
      await hashing;
      if (!isLast) continue;
      const sha256 = await hash.digest();
      if (!(await room())) return;
      sendCounted({ type: 'file-end', transfer, entry, sha256 });
      lastEnded = entry;
    }
  }

  function run(task: () => Promise<void>): void {
    task().catch((error) => options.failed(error as Error));
  }

  function pump(): void {
    const waiting = wake;
    wake = undefined;
    waiting?.();
  }

  function handled(messages: number): void {
    if (messages > underway.length) throw new ProtocolViolation('out-of-range');
    let lastSentAtMs: number | undefined;
    const beforeBytes = underwayBytes;
    for (const { sentAtMs, weightBytes, doneBytes, upTo } of underway.splice(0, messages)) {
      underwayBytes -= weightBytes;
      if (doneBytes > 0) progress.add(doneBytes);
      if (upTo !== undefined) begun = upTo;
      lastSentAtMs = sentAtMs;
    }
    pace.handled(lastSentAtMs, beforeBytes - underwayBytes);
    options.progressed();
  }

  function takeOutcome(message: Extract<FilesMessage, { type: 'outcome' }>): void {
    const { entry, problem: why } = message;
    const isNews = !outcomes.has(entry);
    if (state !== 'running' || !outcomes.take(message)) throw new ProtocolViolation('unexpected-message');
    if (why !== undefined && isNews) report([entry], why);
  }

  function report(numbers: readonly number[], why: UnfinishedFile['why']): void {
    const files = describeUnfinished({ entries, numbers, why, begun: { ...begun, left: 'nothing' } });
    if (files.length === 0) return;
    options.unfinished(
      files.map((file, at) => (numbers[at]! <= lastEnded ? { ...file, isUnconfirmed: true } : file)),
    );
  }

  function finish(next: 'done' | 'over', why: UnfinishedFile['why'] | undefined): void {
    if (isOver({ state })) return;
    const isUnwanted = state !== 'running' && (why === 'declined' || why === 'cancelled');
    state = next;
    problem = why === 'session-over' ? 'cancelled' : why;
    if (why !== undefined && !isUnwanted) report(outcomes.unknown(), why);
    current = undefined;
    underwayBytes = 0;
    underway.length = 0;
    source.close();
    pump();
    options.changed();
  }

  function hold(by: 'here' | 'there', next: boolean): void {
    if (by === 'here') isHeldHere = next;
    else isHeldThere = next;
    forgetTimes();
    progress.stop();
    options.changed();
  }

  function forgetTimes(): void {
    for (const message of underway) message.sentAtMs = undefined;
  }

  run(sendList);
  return {
    number,
    transfer,
    direction: 'sending',
    get status(): TransferStatus {
      return {
        number,
        direction: 'sending',
        state: state === 'running' && !options.hasTurn() ? 'waiting' : state,
        files,
        folders: entries.length - files,
        totalBytes,
        ...outcomes.list(isOver({ state }) || state === 'running'),
        ...outcomes.shown(),
        ...(current !== undefined && { path: entries[current]!.path }),
        ...describeGoing({
          progress,
          totalBytes,
          isRunning: state === 'running',
          isHeldHere,
          isHeldThere,
          isPaused: options.may() === 'held',
        }),
        ...(problem !== undefined && { problem }),
      };
    },
    get underwayBytes() {
      return isHeldThere || isHeldHere ? 0 : underwayBytes;
    },
    get wantsTurn() {
      return state === 'running' && !isHeld();
    },
    receive(message) {
      if (isOver({ state })) return;
      switch (message.type) {
        case 'accept':
          if (state !== 'offered') throw new ProtocolViolation('unexpected-message');
          state = 'running';
          run(sendFiles);
          options.changed();
          return;
        case 'handled':
          handled(message.messages);
          return;
        case 'outcome':
          takeOutcome(message);
          options.progressed();
          return;
        case 'hold':
          hold('there', message.isHeld);
          return;
        case 'over':
          finish(message.problem === undefined ? 'done' : 'over', message.problem);
          return;
        default:
          throw new ProtocolViolation('unexpected-message');
      }
    },
    hold(next) {
      if (next === isHeldHere || isOver({ state })) return;
      send({ type: 'hold', transfer, by: 'sender', isHeld: next });
      hold('here', next);
    },
    end(why) {
      if (isOver({ state })) return;
      send({ type: 'over', transfer, by: 'sender', problem: why });
      finish('over', why);
    },
    gateChanged() {
      forgetTimes();
      progress.stop();
    },
    pump,
    forgetTimes,
    close: () => finish('over', 'session-over'),
  };
}

const endOf = ({ entry, offset, bytes }: Extract<FilesMessage, { type: 'piece' }>) => ({
  entry,
  doneBytes: offset + bytes.length,
});

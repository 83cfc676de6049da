import {
  encodeFiles,
  type FileEntry,
  type FileProblem,
  type FilesMessage,
  ProtocolViolation,
  type UnfinishedFile,
} from '@fjernhjelp/protocol';
import { type Counted, createArrivals } from './arrivals.ts';
import { createFileOrder, type FileOrder } from './file-order.ts';
import { describeGoing } from './going.ts';
import { createListing, type Offer } from './listing.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';
import { type FileTarget, problemOf } from './ports.ts';
import { createProgress } from './progress.ts';
import { isOver, type TransferStatus } from './status.ts';
import { createStoring, type Storing } from './storing.ts';
import type { Transfer, TransferPorts } from './transfer.ts';
import { type BegunFile, describeUnfinished } from './unfinished.ts';

export interface IncomingOptions extends TransferPorts {
  readonly offer: Offer;
}

/** One transfer that this end receives (PROTOCOL.md FT2–FT8). */
export interface Incoming extends Transfer {
  /** The person says yes, and where to. Resolves when it has begun, or `status.problem` says why not. Takes the target over. */
  accept(target: FileTarget): Promise<void>;
}

export function createIncoming(options: IncomingOptions): Incoming {
  const { number, transfer, clock, offer } = options;
  const listing = createListing(offer);
  const { entries } = listing;
  let outcomes: Outcomes = createOutcomes(entries, options.arrived);
  let order: FileOrder = createFileOrder(entries, () => false);
  let files = 0;
  const progress = createProgress(clock);
  const arrivals = createArrivals(clock, work);
  let state: TransferStatus['state'] = 'listing';
  let problem: FileProblem | undefined;
  let endedFor: UnfinishedFile['why'] | undefined;
  let isHeldHere = false;
  let isHeldThere = false;
  let isWorking = false;
  let isAccepting = false;
  let wake: (() => void) | undefined;
  let target: FileTarget | undefined;
  let storing: Storing | undefined;

  const isHeld = () => isHeldHere || options.may() !== 'yes';

  function send(message: FilesMessage): void {
    options.send(encodeFiles(message));
  }

  function takeList(listed: readonly FileEntry[]): void {
    if (state !== 'listing') throw new ProtocolViolation('unexpected-message');
    const isWhole = listing.add(listed);
    send({ type: 'handled', transfer, messages: 1 });
    if (!isWhole) return;
    outcomes = createOutcomes(entries, options.arrived);
    order = createFileOrder(entries, (entry) => outcomes.has(entry));
    files = entries.filter(({ kind }) => kind === 'file').length;
    state = 'offered';
    options.changed();
  }

  function takeCounted(message: Counted): void {
    if (state !== 'running') throw new ProtocolViolation('unexpected-message');
    order.check(message);
    arrivals.add(message);
    work();
  }

  /** Writes what has come, one thing after the other, for as long as it may. */
  function work(): void {
    if (isWorking) return;
    isWorking = true;
    workOff()
      .catch((error) => options.failed(error as Error))
      .finally(() => {
        if (isOver({ state })) void closeTarget();
      });
  }

  async function workOff(): Promise<void> {
    try {
      while (!arrivals.isEmpty && !isHeld() && state === 'running' && storing !== undefined) {
        const lot = arrivals.nextLot();
        if (lot === undefined) return;
        const isDone = await handle(lot);
        if (isOver({ state })) return;
        if (!isDone) continue;
        const writtenBytes = arrivals.handled(lot);
        if (writtenBytes > 0) progress.add(writtenBytes);
        send({ type: 'handled', transfer, messages: lot.length });
        options.progressed();
        if (outcomes.done === files) finishAll();
      }
    } finally {
      // In the same step as the last look at what has come: what comes later has to find nobody at work.
      isWorking = false;
    }
  }

  /** @returns false when the same must be tried again later */
  async function handle(lot: readonly Counted[]): Promise<boolean> {
    const first = lot[0]!;
    const { entry } = first;
    if (outcomes.has(entry)) return true;
    try {
      switch (first.type) {
        case 'piece': {
          const pieces = lot.map((piece) => (piece as typeof first).bytes);
          await storing!.write(entry, first.offset, pieces);
          return true;
        }
        case 'file-end': {
          const storedPath = await storing!.finish(entry, first.sha256);
          // Called off while it was given its name: it is there all the same, and the person sees that it is.
          tell(entry, undefined, storedPath);
          return true;
        }
        case 'file-failed':
          await giveUp(entry, first.problem);
          return true;
      }
    } catch (error) {
      const why = problemOf(error, 'not-writable');
      if (why === 'no-space' && !isOver({ state })) {
        // The person makes room, and lets it go on.
        problem = why;
        setHeld(true);
        return false;
      }
      await giveUp(entry, why);
      return true;
    }
  }

  async function giveUp(entry: number, why: FileProblem): Promise<void> {
    const begun = await storing!.giveUp();
    tell(entry, why, '');
    report([entry], why, begun);
  }

  function report(numbers: readonly number[], why: UnfinishedFile['why'], begun?: BegunFile): void {
    options.unfinished(describeUnfinished({ entries, numbers, why, begun, place: target?.place }));
  }

  function tell(entry: number, why: FileProblem | undefined, storedPath: string): void {
    const outcome = {
      entry,
      problem: why,
      storedPath: storedPath === entries[entry]!.path ? '' : storedPath,
    };
    outcomes.take(outcome);
    if (!isOver({ state })) send({ type: 'outcome', transfer, ...outcome });
  }

  function finishAll(): void {
    send({ type: 'over', transfer, by: 'receiver', problem: undefined });
    finish('done', undefined);
  }

  function finish(next: 'done' | 'over', why: UnfinishedFile['why'] | undefined): void {
    if (isOver({ state })) return;
    state = next;
    endedFor = why;
    problem = why === 'session-over' ? 'cancelled' : why;
    arrivals.clear();
    wake?.();
    const lost = storing === undefined ? [] : outcomes.unknown();
    if (why !== undefined && lost.length > 0) report(lost, why, storing?.begun);
    if (!isWorking) void closeTarget();
    options.changed();
  }

  async function closeTarget(): Promise<void> {
    const closing = storing;
    storing = undefined;
    try {
      const begun = await closing?.close();
      if (begun !== undefined) report([begun.entry], endedFor ?? 'session-over', begun);
    } catch (error) {
      options.failed(error as Error);
    }
  }

  function setHeld(next: boolean): void {
    isHeldHere = next;
    progress.stop();
    send({ type: 'hold', transfer, by: 'receiver', isHeld: next });
    options.changed();
  }

  /** Resolves when the next folder may be made. @returns false when none may any more */
  async function mayMakeFolder(): Promise<boolean> {
    while (state === 'offered' && options.may() !== 'yes')
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return state === 'offered';
  }

  async function accept(opened: FileTarget): Promise<void> {
    if (state !== 'offered' || isAccepting || options.may() !== 'yes') {
      await opened.close();
      return;
    }
    isAccepting = true;
    problem = undefined;
    const beginning = createStoring(opened, entries, options.createSha256);
    let trouble: FileProblem | undefined;
    try {
      const freeBytes = await opened.freeBytes();
      if (freeBytes !== undefined && freeBytes < offer.totalBytes) trouble = 'no-space';
      else await beginning.makeFolders(mayMakeFolder);
    } catch (error) {
      trouble = problemOf(error, 'not-writable');
    }
    isAccepting = false;
    if (state === 'offered') problem = trouble;
    if (state !== 'offered' || trouble !== undefined) {
      await beginning.close();
      options.changed();
      return;
    }
    target = opened;
    storing = beginning;
    state = 'running';
    send({ type: 'accept', transfer });
    if (files === 0) finishAll();
    options.changed();
  }

  return {
    number,
    transfer,
    direction: 'receiving',
    get status(): TransferStatus {
      return {
        number,
        direction: 'receiving',
        state,
        files,
        folders: entries.length - files,
        totalBytes: offer.totalBytes,
        ...outcomes.list(state !== 'offered'),
        ...outcomes.shown(),
        ...(storing?.begun !== undefined && { path: entries[storing.begun.entry]!.path }),
        ...describeGoing({
          progress,
          totalBytes: offer.totalBytes,
          isRunning: state === 'running',
          isHeldHere,
          isHeldThere,
          isPaused: options.may() === 'held',
        }),
        ...(problem !== undefined && { problem }),
        ...(target !== undefined && { place: target.place }),
      };
    },
    receive(message) {
      if (isOver({ state })) return;
      switch (message.type) {
        case 'list':
          takeList(message.entries);
          return;
        case 'piece':
        case 'file-end':
        case 'file-failed':
          takeCounted(message);
          return;
        case 'hold':
          isHeldThere = message.isHeld;
          progress.stop();
          options.changed();
          return;
        case 'over':
          finish('over', message.problem ?? 'cancelled');
          return;
        default:
          throw new ProtocolViolation('unexpected-message');
      }
    },
    accept,
    hold(next) {
      if (next === isHeldHere || state !== 'running') return;
      if (!next) problem = undefined;
      setHeld(next);
      work();
    },
    end(why) {
      if (isOver({ state })) return;
      send({ type: 'over', transfer, by: 'receiver', problem: why });
      finish('over', why);
    },
    gateChanged() {
      progress.stop();
      wake?.();
      work();
    },
    // What it waited for at the end is why it did not arrive.
    close: () => finish('over', problem ?? 'session-over'),
  };
}

import type { EndReason } from './end-reason.ts';
import { type Grant, grants } from './grants.ts';
import {
  createReceiptFilesBook,
  type ReceiptFile,
  type ReceiptFiles,
  type ReceiptFilesBook,
  type UnfinishedFile,
} from './receipt-files.ts';

/** One thing that was granted, each time that it was. */
export interface ReceiptGrant {
  readonly grant: Grant;
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether the helper did anything with it. */
  readonly used: boolean;
}

export interface ReceiptPerson extends ReceiptFiles {
  /** As stated, made safe to show; both may be empty. */
  readonly name: string;
  readonly organisation: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly grants: readonly ReceiptGrant[];
}

/** Somebody who has left, and the files that did not arrive. */
export interface LeftInFiles extends Omit<ReceiptFiles, 'files'> {
  /** Their number in the session. */
  readonly person: number;
  /** As in `ReceiptPerson`. */
  readonly name: string;
}

/** A time in which somebody recorded, without a break. */
export interface ReceiptRecording {
  readonly by: 'user' | 'helper';
  /** Of the helper, as in `ReceiptPerson`; empty for the user. */
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is left of a session at its ends: who, when, what was granted and used, who recorded. No content. Times since 1970. */
export interface Receipt {
  readonly fromMs: number;
  readonly toMs: number;
  readonly endReason: EndReason;
  readonly people: readonly ReceiptPerson[];
  /** In the order in which they began. */
  readonly recordings: readonly ReceiptRecording[];
}

/** Somebody who records: a helper by their number in the session, or the user. */
export interface WhoRecords {
  readonly by: number | 'user';
  /** As stated, made safe to show; empty for the user. */
  readonly name: string;
}

/**
 * Takes down what goes into a receipt. What it is told of somebody who is not in is let be, but for files: what became of one
 * is known only when the disk has done its part, which may be after the end.
 */
export interface ReceiptBook {
  /** Undefined until it is closed, and when nobody was ever let in. */
  readonly receipt: Receipt | undefined;
  /** Those who have left with files that did not arrive, in the order in which they came. */
  readonly leftInFiles: readonly LeftInFiles[];
  /** Somebody was let in, with nothing granted yet. */
  entered(person: number, who: Pick<ReceiptPerson, 'name' | 'organisation'>): void;
  /** All that they hold from now on. */
  holds(person: number, held: readonly Grant[]): void;
  used(person: number, grant: Grant): void;
  /** A file is there, whole and checked. */
  file(person: number, file: Omit<ReceiptFile, 'atMs'>): void;
  /** Files that did not arrive; or what is left of them is something else than was said before. */
  unfinished(person: number, grant: ReceiptFile['grant'], files: readonly UnfinishedFile[]): void;
  /** All who record from now on. */
  records(recording: readonly WhoRecords[]): void;
  left(person: number): void;
  /** Everybody has left. Called once. */
  close(endReason: EndReason): void;
}

/** More than that is not written down, so that nobody fills the memory: a receipt says what was, not how often. */
const MOST_GRANTS = 200;
const MOST_PEOPLE = 100;
const MOST_RECORDINGS = 200;

type Open<T> = { -readonly [K in keyof T]: T[K] };
interface OpenPerson extends Omit<Open<ReceiptPerson>, 'grants' | keyof ReceiptFiles> {
  readonly person: number;
  readonly grants: Open<ReceiptGrant>[];
  readonly files: ReceiptFilesBook;
  isIn: boolean;
}

/** @param time milliseconds since 1970 */
export function createReceiptBook(time: () => number): ReceiptBook {
  const people: OpenPerson[] = [];
  /** What has no end yet; it gets one with the person's or the session's. */
  const stillHeld = new Set<Open<ReceiptGrant>>();

  let endedFor: EndReason | undefined;
  const recordings: Open<ReceiptRecording>[] = [];
  /** Those that run. */
  const running = new Map<WhoRecords['by'], Open<ReceiptRecording>>();

  const find = (person: number) => people.find((each) => each.person === person && each.isIn);
  const filesOf = (person: number) => people.findLast((each) => each.person === person)?.files;
  const heldBy = ({ grants: all }: OpenPerson) => all.filter((each) => stillHeld.has(each));

  function end(held: Iterable<Open<ReceiptGrant>>): void {
    for (const each of held) {
      each.toMs = time();
      stillHeld.delete(each);
    }
  }

  function endRecording(by: WhoRecords['by']): void {
    const ended = running.get(by);
    if (ended !== undefined) ended.toMs = time();
    running.delete(by);
  }

  function leave(entry: OpenPerson): void {
    end(heldBy(entry));
    entry.toMs = time();
    entry.isIn = false;
  }

  return {
    get receipt() {
      const [first] = people;
      if (endedFor === undefined || first === undefined) return undefined;
      return {
        fromMs: first.fromMs,
        toMs: Math.max(...people.map(({ toMs }) => toMs)),
        endReason: endedFor,
        people: people.map(({ person: _, isIn: __, files, ...rest }) => ({ ...rest, ...files.read() })),
        recordings,
      };
    },
    get leftInFiles() {
      return people
        .filter(({ isIn }) => !isIn)
        .map(({ person, name, files }) => ({ person, name, ...files.read() }))
        .filter(({ unfinishedCount }) => unfinishedCount > 0)
        .map(({ files: _, ...rest }) => rest);
    },
    entered(person, { name, organisation }) {
      if (people.length >= MOST_PEOPLE || find(person) !== undefined) return;
      const nowMs = time();
      people.push({
        person,
        name,
        organisation,
        fromMs: nowMs,
        toMs: nowMs,
        grants: [],
        files: createReceiptFilesBook(time),
        isIn: true,
      });
    },
    holds(person, held) {
      const entry = find(person);
      if (entry === undefined) return;
      const before = heldBy(entry);
      end(before.filter(({ grant }) => !held.includes(grant)));
      for (const grant of grants) {
        if (!held.includes(grant) || before.some((each) => each.grant === grant)) continue;
        if (entry.grants.length >= MOST_GRANTS) return;
        const given = { grant, fromMs: time(), toMs: time(), used: false };
        entry.grants.push(given);
        stillHeld.add(given);
      }
    },
    used(person, grant) {
      const entry = find(person);
      const given = entry && heldBy(entry).find((each) => each.grant === grant);
      if (given !== undefined) given.used = true;
    },
    file(person, file) {
      const own = filesOf(person);
      own?.arrived(file);
      // Whoever was lost in the middle of it comes back as somebody else, and sends it again.
      if (own !== undefined) for (const { files } of people) if (files !== own) files.arrivedElsewhere(file);
    },
    unfinished: (person, grant, files) => filesOf(person)?.unfinished(grant, files),
    records(recording) {
      for (const by of running.keys()) if (!recording.some((each) => each.by === by)) endRecording(by);
      for (const { by, name } of recording) {
        if (running.has(by) || recordings.length >= MOST_RECORDINGS) continue;
        const nowMs = time();
        const begun = { by: by === 'user' ? by : ('helper' as const), name, fromMs: nowMs, toMs: nowMs };
        recordings.push(begun);
        running.set(by, begun);
      }
    },
    left(person) {
      const entry = find(person);
      if (entry === undefined) return;
      endRecording(person);
      leave(entry);
    },
    close(endReason) {
      for (const by of running.keys()) endRecording(by);
      for (const entry of people) if (entry.isIn) leave(entry);
      endedFor = endReason;
    },
  };
}

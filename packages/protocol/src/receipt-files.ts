import { limits } from './limits.ts';
import type { FileProblem } from './messages/files.ts';
import { showableText } from './showable-text.ts';

/** A file that is there, whole and checked, at whichever end it was sent to. */
export interface ReceiptFile {
  readonly grant: 'files-to-user' | 'files-from-user';
  /** Its path as it was sent, made safe to show. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly atMs: number;
}

/** A file that did not arrive whole, or did so without this end's knowing. */
export interface UnfinishedFile {
  /** Its path as it was sent. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Of these so many had arrived; 0 … `sizeBytes`. */
  readonly doneBytes: number;
  /** "session-over": nothing else was in its way. */
  readonly why: FileProblem | 'session-over';
  /** This end sent all of it, and did not hear what became of it. */
  readonly isUnconfirmed?: boolean;
  /** What is left of it on the disk of this end: nothing, nothing soon, or a part of it that could not be removed. */
  readonly left: 'nothing' | 'removing' | 'part';
  /** Where that part is. */
  readonly leftAs?: string;
}

/** The same in a receipt, with texts made safe to show. */
export interface ReceiptUnfinished extends UnfinishedFile {
  readonly grant: ReceiptFile['grant'];
  /** When it was given up. */
  readonly atMs: number;
}

/** The files that went to and from one helper. */
export interface ReceiptFiles {
  /** At most 1000. */
  readonly files: readonly ReceiptFile[];
  /** Of those that did not arrive at most 100, first what a part is left of; `unfinishedCount` is how many there are. */
  readonly unfinished: readonly ReceiptUnfinished[];
  readonly unfinishedCount: number;
}

/** Takes down files. What was taken down of a file before is no longer so: one that is sent again may arrive. */
export interface ReceiptFilesBook {
  arrived(file: Omit<ReceiptFile, 'atMs'>): void;
  /** The same file arrived with somebody else: it is no longer missing. */
  arrivedElsewhere(file: Omit<ReceiptFile, 'atMs'>): void;
  unfinished(grant: ReceiptFile['grant'], files: readonly UnfinishedFile[]): void;
  read(): ReceiptFiles;
}

const MOST_FILES = 1000;
/** Of these it is known when they arrive after all; more are only counted. */
const MOST_UNFINISHED = 10_000;
const MOST_SHOWN = 100;

/** @param time milliseconds since 1970 */
export function createReceiptFilesBook(time: () => number): ReceiptFilesBook {
  const files: ReceiptFile[] = [];
  const unfinished = new Map<string, ReceiptUnfinished>();
  let more = 0;

  const keyOf = (grant: ReceiptFile['grant'], { name, sizeBytes }: Pick<ReceiptFile, 'name' | 'sizeBytes'>) =>
    `${grant} ${sizeBytes} ${name}`;

  function arrivedElsewhere(file: Omit<ReceiptFile, 'atMs'>): void {
    unfinished.delete(keyOf(file.grant, file));
  }

  return {
    arrivedElsewhere,
    arrived(file) {
      arrivedElsewhere(file);
      if (files.length < MOST_FILES) files.push({ ...file, name: showablePath(file.name), atMs: time() });
    },
    unfinished(grant, given) {
      for (const file of given) {
        const key = keyOf(grant, file);
        if (unfinished.size < MOST_UNFINISHED || unfinished.has(key))
          unfinished.set(key, { ...file, grant, atMs: time() });
        else more += 1;
      }
    },
    read: () => ({
      files,
      unfinished: leftFirst([...unfinished.values()])
        .slice(0, MOST_SHOWN)
        .map(({ leftAs, ...file }) => ({
          ...file,
          name: showablePath(file.name),
          ...(leftAs !== undefined && { leftAs: showablePath(leftAs) }),
        })),
      unfinishedCount: unfinished.size + more,
    }),
  };
}

function leftFirst(files: readonly ReceiptUnfinished[]): readonly ReceiptUnfinished[] {
  const isLeft = ({ left }: ReceiptUnfinished) => left !== 'nothing';
  return [...files.filter(isLeft), ...files.filter((file) => !isLeft(file))];
}

/** A name may be nothing but what cannot be shown. */
function showablePath(path: string): string {
  return showableText(path, limits.filePathBytes) || '_';
}

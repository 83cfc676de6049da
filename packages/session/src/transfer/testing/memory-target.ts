import { type Bytes, concatBytes, type FileProblem } from '@fjernhjelp/protocol';
import { type FileTarget, FileTrouble, type NameRules } from '../ports.ts';
import { numbered } from '../safe-names.ts';

export interface MemoryTarget extends FileTarget {
  /** What is there by its path, unfinished files not among it. */
  readonly files: Map<string, Bytes>;
  readonly folders: Set<string>;
  /** Files that are being written. */
  readonly unfinished: number;
  readonly isClosed: boolean;
  /** Until when the removal of a file waits. */
  removing: Promise<void> | undefined;
  /** Whether files that are not finished can be removed. */
  canRemove: boolean;
  /** What all writes fail with. */
  trouble: FileProblem | undefined;
  /** Bytes until the disk is full. */
  roomBytes: number;
  /** Until when writes wait. */
  writing: Promise<void> | undefined;
}

/** A folder in memory that takes names in any case for the same. @param keep false: contents are only counted */
export function createMemoryTarget(options: { rules?: NameRules; keep?: boolean } = {}): MemoryTarget {
  const { rules = 'any', keep = true } = options;
  const files = new Map<string, Bytes>();
  const folders = new Set<string>();
  /** In lower case. */
  const taken = new Set<string>();
  let unfinished = 0;
  let isClosed = false;

  function free(folder: readonly string[], wanted: string): string {
    // What the test has put there.
    if (taken.size === 0) for (const path of [...files.keys(), ...folders]) taken.add(path.toLowerCase());
    for (let number = 0; ; number++) {
      const name = number === 0 ? wanted : numbered(wanted, number);
      const key = [...folder, name].join('/').toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  }

  const target: MemoryTarget = {
    place: '/memory',
    rules,
    files,
    folders,
    removing: undefined,
    canRemove: true,
    trouble: undefined,
    roomBytes: Number.POSITIVE_INFINITY,
    writing: undefined,
    get unfinished() {
      return unfinished;
    },
    get isClosed() {
      return isClosed;
    },
    freeBytes: async () => target.roomBytes,
    async makeFolder(folder, wanted) {
      if (target.trouble) throw new FileTrouble(target.trouble);
      const name = free(folder, wanted);
      folders.add([...folder, name].join('/'));
      return name;
    },
    async createFile(folder, wanted) {
      if (target.trouble) throw new FileTrouble(target.trouble);
      const parts: Bytes[] = [];
      let isOpen = true;
      unfinished++;
      const close = () => {
        if (isOpen) unfinished--;
        isOpen = false;
      };
      return {
        async write(pieces) {
          await target.writing;
          if (target.trouble) throw new FileTrouble(target.trouble);
          const bytes = concatBytes(...pieces);
          if (bytes.length > target.roomBytes) throw new FileTrouble('no-space');
          target.roomBytes -= bytes.length;
          if (keep) parts.push(bytes);
        },
        async finish() {
          const name = free(folder, wanted);
          files.set([...folder, name].join('/'), concatBytes(...parts));
          close();
          return name;
        },
        async discard() {
          await target.removing;
          if (isOpen && !target.canRemove) return `${wanted}.part`;
          close();
          return undefined;
        },
      };
    },
    async close() {
      isClosed = true;
    },
  };
  return target;
}

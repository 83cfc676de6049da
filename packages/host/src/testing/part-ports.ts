import type { Bytes, Clock, Grant, UnfinishedFile } from '@fjernhjelp/protocol';
import type { HostPartPorts } from '../part.ts';

export interface FakePartPorts extends HostPartPorts {
  /** All that the part sent, oldest first. */
  readonly sent: readonly Bytes[];
  readonly failures: readonly Error[];
  /** How often the part said that its status is another. */
  readonly changes: number;
  /** What `has` and `queuedBytes` answer from now on; the part is not told. */
  readonly granted: Set<Grant>;
  /** What `isPaused` answers from now on. */
  paused: boolean;
  waitingBytes: number;
  readonly usedGrants: readonly Grant[];
  readonly files: readonly string[];
  /** What did not arrive, as the part said it. */
  readonly unfinishedFiles: readonly UnfinishedFile[];
}

/** The ports of one part whose session is the test. */
export function createFakePartPorts(
  clock: Clock,
  { person = 1, name = 'Kari', granted = [] as readonly Grant[] } = {},
): FakePartPorts {
  const sent: Bytes[] = [];
  const failures: Error[] = [];
  const holds = new Set<Grant>(granted);
  const usedGrants: Grant[] = [];
  const files: string[] = [];
  const unfinishedFiles: UnfinishedFile[] = [];
  let changes = 0;
  return {
    clock,
    person,
    name: () => name,
    sent,
    failures,
    granted: holds,
    usedGrants,
    files,
    unfinishedFiles,
    paused: false,
    waitingBytes: 0,
    get changes() {
      return changes;
    },
    has: (grant) => holds.has(grant),
    isPaused() {
      return this.paused;
    },
    used: (grant) => void usedGrants.push(grant),
    file: ({ name: path }) => void files.push(path),
    unfinished: (_grant, given) => void unfinishedFiles.push(...given),
    send: (message) => void sent.push(message),
    queuedBytes() {
      return this.waitingBytes;
    },
    changed() {
      changes += 1;
    },
    failed: (error) => void failures.push(error),
  };
}

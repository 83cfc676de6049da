import type { Bytes, Clock, Grant } from '@fjernhjelp/protocol';
import type { HostPartPorts } from '../part.ts';

export interface FakePartPorts extends HostPartPorts {
  /** All that the part sent, oldest first. */
  readonly sent: readonly Bytes[];
  readonly failures: readonly Error[];
  /** How often the part said that its status is another. */
  readonly changes: number;
  /** What `has` and `queuedBytes` answer from now on; the part is not told. */
  readonly granted: Set<Grant>;
  waitingBytes: number;
}

/** The ports of one part whose session is the test. */
export function createFakePartPorts(
  clock: Clock,
  { person = 1, name = 'Kari', granted = [] as readonly Grant[] } = {},
): FakePartPorts {
  const sent: Bytes[] = [];
  const failures: Error[] = [];
  const holds = new Set<Grant>(granted);
  let changes = 0;
  return {
    clock,
    person,
    name: () => name,
    sent,
    failures,
    granted: holds,
    waitingBytes: 0,
    get changes() {
      return changes;
    },
    has: (grant) => holds.has(grant),
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

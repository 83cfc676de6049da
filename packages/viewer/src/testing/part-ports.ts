import type { Bytes, Clock, Grant, UnfinishedFile } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import type { ViewerPartPorts } from '../part.ts';
import type { ViewerStatus } from '../status.ts';

export interface FakePartPorts<Message> extends ViewerPartPorts {
  /** All that the part sent, as the host reads it, oldest first. */
  readonly sent: readonly Message[];
  /** What `has` answers from now on; the part is not told. */
  readonly granted: Set<Grant>;
  /** What did not arrive, as the part said it last. */
  readonly unfinishedFiles: readonly UnfinishedFile[];
  /** All that the part said of itself. */
  readonly status: Partial<ViewerStatus>;
}

/** The ports of one part whose session is the test; what the part reports as our own mistake is thrown. */
export function createFakePartPorts<Message>(
  decode: (message: Bytes) => Message,
  { clock = createManualClock() as Clock, granted = [] as readonly Grant[] } = {},
): FakePartPorts<Message> {
  const sent: Message[] = [];
  const holds = new Set<Grant>(granted);
  const unfinishedFiles: UnfinishedFile[] = [];
  let status: Partial<ViewerStatus> = {};
  return {
    clock,
    sent,
    granted: holds,
    unfinishedFiles,
    get status() {
      return status;
    },
    has: (grant) => holds.has(grant),
    send: (message) => void sent.push(decode(message)),
    queuedBytes: () => 0,
    update(changes) {
      status = { ...status, ...changes };
    },
    used() {},
    file() {},
    unfinished: (_grant, files) => void unfinishedFiles.push(...files),
    report(error) {
      throw error;
    },
  };
}

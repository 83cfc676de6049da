import {
  decodeSystemToHost,
  encodeSystem,
  type SystemToViewer,
  showableReport,
  streams,
} from '@fjernhjelp/protocol';
import { DECLINED_PAUSE_MS } from '../grant-book.ts';
import type { CreateHostPart } from '../part.ts';
import type { SystemReader } from '../ports.ts';
import type { HostSystemInformation } from '../status.ts';

/**
 * What kind of machine the user has: found out when the helper asks, shown to the user, and sent only when they say so, for
 * each time anew (PROTOCOL.md SY1–SY4).
 * @param failed why it could not be found out, for the log
 */
export function createSystemPart(reader: SystemReader, failed: (error: Error) => void): CreateHostPart {
  return (ports) => {
    let information: HostSystemInformation | undefined;
    let withheldAtMs = Number.NEGATIVE_INFINITY;
    /** Counts the questions: an answer to an earlier one is dropped. */
    let question = 0;

    const has = () => ports.has('system-information');
    const tell = (message: SystemToViewer) => ports.send(encodeSystem(message));

    function set(next: HostSystemInformation | undefined): void {
      information = next;
      ports.changed();
    }

    function asked(): void {
      if (!has()) return;
      if (information?.state === 'reading' || information?.state === 'shown') return;
      if (ports.clock.now() - withheldAtMs < DECLINED_PAUSE_MS) {
        tell({ type: 'withheld' });
        return;
      }
      question += 1;
      const mine = question;
      set({ state: 'reading' });
      reader.read().then(
        (read) => {
          if (mine === question && has()) set({ state: 'shown', report: showableReport(read) });
        },
        (error: Error) => {
          failed(error);
          if (mine !== question || !has()) return;
          tell({ type: 'failed' });
          set(undefined);
        },
      );
    }

    function drop(): void {
      question += 1;
      if (information !== undefined) set(undefined);
    }

    return {
      stream: streams.system,
      grants: ['system-information'],
      get status() {
        return information === undefined ? {} : { systemInformation: information };
      },
      receive(message) {
        decodeSystemToHost(message);
        asked();
      },
      grantsChanged() {
        if (!has()) drop();
      },
      command(command) {
        if (!('person' in command) || command.person !== ports.person || !has()) return;
        if (information?.state !== 'shown') return;
        if (command.type === 'send-system-information') {
          // What was shown, and nothing that was found out since.
          tell({ type: 'report', report: information.report });
          ports.used('system-information');
          set({ state: 'sent', report: information.report });
        } else if (command.type === 'withhold-system-information') {
          withheldAtMs = ports.clock.now();
          tell({ type: 'withheld' });
          drop();
        }
      },
      close() {
        question += 1;
        information = undefined;
      },
    };
  };
}

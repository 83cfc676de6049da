import {
  decodeSystemToViewer,
  encodeSystem,
  type SystemReport,
  showableReport,
  streams,
} from '@fjernhjelp/protocol';
import type { ViewerPart, ViewerPartPorts } from '../part.ts';
import type { ViewerSystemInformation } from './system-status.ts';

export interface SystemPart extends ViewerPart {
  /** Asks for it (again); the user sees it first. */
  ask(): void;
}

/** Asks for it once it is granted, and again when the helper wants to (PROTOCOL.md SY1–SY4). */
export function createSystemPart(ports: ViewerPartPorts): SystemPart {
  let report: SystemReport | undefined;
  let state: ViewerSystemInformation['state'] | undefined;

  function set(next: ViewerSystemInformation['state'] | undefined): void {
    state = next;
    if (next === undefined) return;
    const known = report === undefined ? { state: next } : { state: next, report };
    ports.update({ systemInformation: known as ViewerSystemInformation });
  }

  function ask(): void {
    if (!ports.has('system-information') || state === 'asked') return;
    ports.used('system-information');
    ports.send(encodeSystem({ type: 'ask' }));
    set('asked');
  }

  return {
    stream: streams.system,
    receive(bytes) {
      const message = decodeSystemToViewer(bytes);
      if (message.type === 'report') {
        report = showableReport(message.report);
        set('told');
      } else set(message.type);
    },
    grantsChanged() {
      if (ports.has('system-information')) {
        if (state === undefined) ask();
        return;
      }
      // What was asked is dropped by the host; what was told stays told.
      if (state === 'asked') set(report === undefined ? 'withheld' : 'told');
      state = report === undefined ? undefined : state;
    },
    close() {},
    ask,
  };
}

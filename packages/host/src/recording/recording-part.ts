import { decodeRecordingToHost, ProtocolViolation, streams } from '@fjernhjelp/protocol';
import type { HostPart, HostPartPorts } from '../part.ts';

/**
 * Knows whether this helper records, so that the user sees it (PROTOCOL.md RF1, RF2). The recording is made at the helper's side;
 * nothing for it passes through here.
 */
export function createRecordingPart(ports: HostPartPorts): HostPart {
  let isRecording = false;

  function set(next: boolean): void {
    if (next === isRecording) return;
    isRecording = next;
    if (isRecording) ports.used('recording');
    ports.changed();
  }

  return {
    stream: streams.recording,
    grants: ['recording'],
    get status() {
      return { recording: isRecording };
    },
    receive(message) {
      const told = decodeRecordingToHost(message);
      // Nobody has asked.
      if (told.type === 'consent') throw new ProtocolViolation('unexpected-message');
      // One that crossed the user's taking back on the way: the viewer has heard by now.
      set(told.isRecording && ports.has('recording'));
    },
    grantsChanged() {
      if (!ports.has('recording')) set(false);
    },
    close() {
      isRecording = false;
    },
  };
}

import { decodeRecordingToHost, encodeRecording, type WatchedScreen } from '@fjernhjelp/protocol';
import type { HostPart, HostPartPorts } from '../part.ts';
import { createRecordingPart } from './recording-part.ts';

export interface RecordingMemberListener {
  /** The helper is in, or has answered. */
  changed(): void;
  /** What the helper watches from here on. */
  watched(screens: readonly number[]): void;
  closed(): void;
}

/** One helper, whom the user may only record with their consent (PROTOCOL.md RF8–RF10); and whether they record themselves. */
export interface RecordingMember extends HostPart {
  /** The user has let them in. */
  readonly isIn: boolean;
  /** undefined: asked and not answered, or not asked. */
  readonly agrees: boolean | undefined;
  /** Asks the helper, who has not been asked or has answered. */
  ask(): void;
  /** The user neither asks nor records any more. */
  forget(): void;
  /** Whether the user records. */
  tell(isRecording: boolean): void;
}

export function createRecordingMember(
  ports: HostPartPorts,
  listener: RecordingMemberListener,
): RecordingMember {
  const own = createRecordingPart(ports);
  let isIn = false;
  let isAsked = false;
  let agrees: boolean | undefined;
  let toldState = false;

  return {
    stream: own.stream,
    grants: own.grants,
    get status() {
      return own.status ?? {};
    },
    get isIn() {
      return isIn;
    },
    get agrees() {
      return agrees;
    },
    ask() {
      if (isAsked) return;
      isAsked = true;
      agrees = undefined;
      ports.send(encodeRecording({ type: 'wish', isWished: true }));
    },
    forget() {
      if (!isAsked) return;
      isAsked = false;
      agrees = undefined;
      if (isIn) ports.send(encodeRecording({ type: 'wish', isWished: false }));
    },
    tell(isRecording) {
      if (!isIn || isRecording === toldState) return;
      toldState = isRecording;
      ports.send(encodeRecording({ type: 'state', isRecording }));
    },
    receive(message) {
      const told = decodeRecordingToHost(message);
      if (told.type === 'state') {
        own.receive(message);
        return;
      }
      if (!isAsked || told.agrees === agrees) return;
      agrees = told.agrees;
      listener.changed();
    },
    grantsChanged() {
      own.grantsChanged?.();
      if (isIn) return;
      isIn = true;
      listener.changed();
    },
    watching: (screens: readonly WatchedScreen[]) => listener.watched(screens.map(({ screen }) => screen)),
    close() {
      own.close();
      isIn = false;
      listener.closed();
    },
  };
}

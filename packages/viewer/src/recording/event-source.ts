import { type RecordingEvent, USER } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '../status.ts';

/** Makes the events of a recording out of the states of a session (PROTOCOL.md RF7). */
export interface EventSource {
  /** A recording begins: how things are is told once. */
  begin(): void;
  hear(status: ViewerStatus): void;
}

export function createEventSource(emit: (event: RecordingEvent) => void): EventSource {
  let status: ViewerStatus | undefined;
  /** The last message of the chat that was there before, or was told. */
  let chatUpTo = 0;
  let told = new Map<RecordingEvent['type'], string>();

  /** Only what is another than before. */
  function tell(event: RecordingEvent): void {
    const text = JSON.stringify(event);
    if (told.get(event.type) === text) return;
    told.set(event.type, text);
    emit(event);
  }

  function tellAll(): void {
    if (status === undefined) return;
    const { people, grants, phase } = status;
    if (phase !== 'connected' && phase !== 'reconnecting') return;
    tell({
      type: 'people',
      people: people.map(({ name, organisation, control }) => ({ name, organisation, control })),
    });
    tell({ type: 'grants', grants: [...grants] });
    tell({ type: 'line', isConnected: phase === 'connected' });
    for (const { number, person, name, text } of status.chat?.messages ?? []) {
      if (number <= chatUpTo) continue;
      chatUpTo = number;
      emit({ type: 'chat', name: person === USER ? '' : name, text });
    }
  }

  return {
    begin() {
      told = new Map();
      chatUpTo = status?.chat?.messages.at(-1)?.number ?? 0;
      tellAll();
    },
    hear(next) {
      status = next;
      tellAll();
    },
  };
}

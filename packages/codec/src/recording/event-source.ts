import { type ChatMessage, type Grant, type RecordingEvent, USER } from '@fjernhjelp/protocol';

/** What of a session is told in a recording. */
export interface RecordedSession {
  readonly people: readonly {
    readonly name: string;
    readonly organisation: string;
    readonly control: boolean;
  }[];
  readonly grants: readonly Grant[];
  readonly isConnected: boolean;
  /** The oldest first. */
  readonly chat: readonly Pick<ChatMessage, 'number' | 'person' | 'name' | 'text'>[];
}

/** Makes the events of a recording out of the states of a session (PROTOCOL.md RF7). */
export interface EventSource {
  /** A recording begins: how things are is told once. */
  begin(): void;
  /** @param session undefined: it has not begun, or is over */
  hear(session: RecordedSession | undefined): void;
}

/** @param emit called within `begin` and `hear`, with what is another than it was told last */
export function createEventSource(emit: (event: RecordingEvent) => void): EventSource {
  let session: RecordedSession | undefined;
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
    if (session === undefined) return;
    tell({
      type: 'people',
      people: session.people.map(({ name, organisation, control }) => ({ name, organisation, control })),
    });
    tell({ type: 'grants', grants: [...session.grants] });
    tell({ type: 'line', isConnected: session.isConnected });
    for (const { number, person, name, text } of session.chat) {
      if (number <= chatUpTo) continue;
      chatUpTo = number;
      emit({ type: 'chat', name: person === USER ? '' : name, text });
    }
  }

  return {
    begin() {
      told = new Map();
      chatUpTo = session?.chat.at(-1)?.number ?? 0;
      tellAll();
    },
    hear(next) {
      session = next;
      tellAll();
    },
  };
}

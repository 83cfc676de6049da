import type { InputMessage } from '@fjernhjelp/protocol';

/** What the helper's input does just now: nothing, the pointer's place alone, or everything. */
export type InputMode = 'none' | 'point' | 'control';

/** The one way out for input. The host enforces the same (PROTOCOL.md IN7); here it spares the line and the keys. */
export interface InputGate {
  readonly mode: InputMode;
  /** Leaving "control" lets go of everything that is held down first. */
  setMode(mode: InputMode): void;
  send(message: InputMessage): void;
}

export function createInputGate(send: (message: InputMessage) => void): InputGate {
  let mode: InputMode = 'none';
  return {
    get mode() {
      return mode;
    },
    setMode(next) {
      if (mode === 'control' && next !== 'control') send({ type: 'release-all' });
      mode = next;
    },
    send(message) {
      if (mode === 'control') send(message);
      else if (mode === 'point' && message.type === 'pointer') send({ ...message, buttons: 0 });
    },
  };
}

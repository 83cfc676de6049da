import type { InputMessage } from '@fjernhjelp/protocol';

/** What the helper's input does just now: nothing, the pointer's place alone, or everything. */
export type InputMode = 'none' | 'point' | 'control';

/** The one way out for input. The host enforces the same (PROTOCOL.md IN7); here it spares the line and the keys. */
export interface InputGate {
  readonly mode: InputMode;
  /** Keys or buttons went out that were not let go since. */
  readonly isHolding: boolean;
  /** Leaving "control" lets go of everything that is held down first. */
  setMode(mode: InputMode): void;
  send(message: InputMessage): void;
}

export function createInputGate(send: (message: InputMessage) => void): InputGate {
  let mode: InputMode = 'none';
  let buttons = 0;
  const keys = new Set<string>();

  function account(message: InputMessage): void {
    if (message.type === 'pointer') buttons = message.buttons;
    if (message.type === 'key') {
      const name = message.code === '' ? `key:${message.key}` : message.code;
      if (message.down) keys.add(name);
      else keys.delete(name);
    }
    if (message.type === 'release-all') {
      buttons = 0;
      keys.clear();
    }
  }

  function pass(message: InputMessage): void {
    account(message);
    send(message);
  }

  return {
    get mode() {
      return mode;
    },
    get isHolding() {
      return buttons !== 0 || keys.size > 0;
    },
    setMode(next) {
      if (mode === 'control' && next !== 'control') pass({ type: 'release-all' });
      mode = next;
    },
    send(message) {
      if (mode === 'control') pass(message);
      else if (mode === 'point' && message.type === 'pointer') send({ ...message, buttons: 0 });
    },
  };
}

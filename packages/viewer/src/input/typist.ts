import type { Clock, InputMessage } from '@fjernhjelp/protocol';
import { type TextTyping, typedTextMaxCharacters } from '../status.ts';

/** Slow enough for programs at the end of other lines, and for hosts that lend keys to rare characters. */
const STEP_CHARACTERS = 3;
const STEP_MS = 50;
/** Input that no transport has taken yet, above which typing waits. */
const CONGESTED_BYTES = 1024;

export interface TypistPorts {
  clock: Clock;
  send(message: InputMessage): void;
  queuedBytes(): number;
  changed(typing: TextTyping): void;
}

/** Types a text where the user's own caret is, for fields that refuse to have it pasted. */
export interface Typist {
  readonly isTyping: boolean;
  /** @returns false for a text that is empty or longer than `typedTextMaxCharacters`, and while another is typed */
  start(text: string): boolean;
  /** @param state "stopped" by the helper, "interrupted" when it can go on no longer. What was sent is typed. */
  stop(state: 'stopped' | 'interrupted'): void;
}

export function createTypist({ clock, send, queuedBytes, changed }: TypistPorts): Typist {
  let characters: readonly string[] = [];
  let typed = 0;
  let cancel: (() => void) | undefined;

  function tell(state: TextTyping['state']): void {
    changed({ state, typed, total: characters.length });
  }

  function step(): void {
    cancel = undefined;
    if (queuedBytes() <= CONGESTED_BYTES) {
      send({ type: 'text', text: characters.slice(typed, typed + STEP_CHARACTERS).join('') });
      typed = Math.min(characters.length, typed + STEP_CHARACTERS);
    }
    if (typed < characters.length) cancel = clock.schedule(STEP_MS, step);
    tell(cancel === undefined ? 'done' : 'running');
  }

  return {
    get isTyping() {
      return cancel !== undefined;
    },
    start(text) {
      const wanted = charactersOf(text);
      if (cancel !== undefined || wanted.length === 0 || wanted.length > typedTextMaxCharacters) return false;
      characters = wanted;
      typed = 0;
      step();
      return true;
    },
    stop(state) {
      if (cancel === undefined) return;
      cancel();
      cancel = undefined;
      tell(state);
    },
  };
}

/** Line ends are one character however they are written. */
function charactersOf(text: string): readonly string[] {
  return [...text.toWellFormed().replaceAll('\r\n', '\n')];
}

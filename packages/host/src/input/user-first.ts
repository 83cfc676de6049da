import type { InputSink } from './input-sink.ts';

/** The user wins: while their own hand is on the mouse or keyboard, the helper's input goes nowhere (PROTOCOL.md IN11). */
export function createUserFirst(isHeld: () => boolean, next: InputSink): InputSink {
  return {
    input(message) {
      if (!isHeld() || message.type === 'release-all') next.input(message);
    },
  };
}

import type { Grant } from '@fjernhjelp/protocol';
import type { InputSink } from './input-sink.ts';

/**
 * Lets input through only to where the grants allow it: to the desktop with "control", to the mark with "point" alone,
 * else nowhere (PROTOCOL.md IN7). What was taken back while messages were under way is dropped without a word.
 */
export function createGrantGate(
  has: (grant: Grant) => boolean,
  desktop: InputSink,
  mark: InputSink,
): InputSink {
  return {
    input(message) {
      if (has('control')) desktop.input(message);
      else if (has('point')) mark.input(message);
    },
  };
}

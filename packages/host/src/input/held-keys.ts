import type { InputMessage } from '@fjernhjelp/protocol';
import type { Injector } from '../ports.ts';
import type { InputSink } from './input-sink.ts';

/** More than ten fingers hold; a further key is not pressed. */
const MAX_HELD_KEYS = 32;

export interface HeldKeys extends InputSink {
  /** Lets go of everything: the grant, the line or the helper is gone. */
  release(): void;
}

/**
 * The last stage: presses and lets go through the injector, and leaves nothing held down behind (PROTOCOL.md IN9).
 * A release of a key that was not pressed here is dropped: the user may be holding it.
 */
export function createHeldKeys(injector: Injector): HeldKeys {
  const heldKeys = new Set<string>();
  /** Another helper may hold keys with the same injector: only who pressed something lets go. */
  let isUsed = false;

  function release(): void {
    heldKeys.clear();
    if (isUsed) injector.releaseAll();
    isUsed = false;
  }

  function mayPass({ code, key, down }: Extract<InputMessage, { type: 'key' }>): boolean {
    const name = code === '' ? `key:${key}` : `code:${code}`;
    if (!down) return heldKeys.delete(name);
    if (heldKeys.size === MAX_HELD_KEYS && !heldKeys.has(name)) return false;
    heldKeys.add(name);
    return true;
  }

  return {
    release,
    input(message) {
      if (message.type === 'release-all') {
        release();
      } else if (message.type !== 'key' || mayPass(message)) {
        isUsed = true;
        injector.inject(message);
      }
    },
  };
}

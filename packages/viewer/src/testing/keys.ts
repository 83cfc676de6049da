import type { KeyLike } from '../input/key-event.ts';

/** @returns a key event as a browser would give it; modifiers are up unless told */
export function keyEvent(code: string, key: string, more: Partial<KeyLike> = {}): KeyLike {
  return {
    code,
    key,
    keyCode: 0,
    isComposing: false,
    repeat: false,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    timeStamp: 0,
    ...more,
  };
}

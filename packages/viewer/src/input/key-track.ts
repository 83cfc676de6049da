import type { InputMessage } from '@fjernhjelp/protocol';
import type { KeyHandler } from './alt-gr.ts';
import { decideKeyDown, meaningOf, staysAfterDead } from './key-decision.ts';
import { isModifier, type KeyLike, type Platform } from './key-event.ts';

/** More than ten fingers hold; at that many something is stuck, and all are let go. */
const MAX_HELD_KEYS = 32;

export interface KeyTrack extends KeyHandler {
  isHeld(code: string): boolean;
  /** Text came of the keys that the browser was left with. */
  textArrived(): void;
  /** Forgets what is held; whoever calls sends "release-all". */
  clear(): void;
}

/** What is held down, by `code`, or by `key` where there is none; with the meaning that was sent. */
type HeldKeys = Map<string, { readonly code: string; readonly key: string }>;

/** Turns key events into messages; a release goes out for exactly the presses that went out. */
export function createKeyTrack(
  send: (message: InputMessage) => void,
  platform: Platform,
  isByPlace: () => boolean = () => false,
): KeyTrack {
  const held: HeldKeys = new Map();
  /** Modifiers that were down when everything was let go: browsers repeat no modifier that goes on being held. */
  const lost: HeldKeys = new Map();
  let isAfterDead = false;

  function press(event: KeyLike): void {
    if (held.size >= MAX_HELD_KEYS) {
      held.clear();
      send({ type: 'release-all' });
    }
    const key = meaningOf(event);
    const id = idOf(event);
    // By its sign a key that repeats is another one once Shift has come or gone: there the host may have two keys for it.
    if (held.has(id) && held.get(id)?.key !== key) release(id);
    held.set(id, { code: event.code, key });
    send({ type: 'key', down: true, code: event.code, key });
  }

  function release(id: string): void {
    const pressed = held.get(id);
    if (pressed === undefined) return;
    held.delete(id);
    send({ type: 'key', down: false, ...pressed });
  }

  /** Lets go of modifiers that the event says are up: their release happened where this page could not see it. */
  function releaseMissed(event: KeyLike): void {
    const isAltGr = [...held.values()].some(({ key }) => key === 'AltGraph');
    for (const [id, { key }] of held) {
      const isUp = isDownIn(event, key) === false;
      if (isUp && !(isAltGr && (key === 'Control' || key === 'Alt'))) release(id);
    }
  }

  /** Presses the modifiers that the event says are still down: Ctrl+C must not come out as a plain "c". */
  function pressLost(event: KeyLike): void {
    const isAltGr = [...held.values()].some(({ key }) => key === 'AltGraph');
    for (const [id, modifier] of lost) {
      if (isDownIn(event, modifier.key) !== true || isAltGr) continue;
      held.set(id, modifier);
      send({ type: 'key', down: true, ...modifier });
    }
    lost.clear();
  }

  /** macOS tells CapsLock's state by its events, not the key: each change is one stroke. */
  function strokeCapsLock(event: KeyLike): true {
    press(event);
    release(idOf(event));
    return true;
  }

  return {
    isHeld: (code) => held.has(code),
    textArrived() {
      isAfterDead = false;
    },
    clear() {
      for (const [id, pressed] of held) if (isModifier(pressed.key)) lost.set(id, pressed);
      held.clear();
      isAfterDead = false;
    },
    down(event) {
      const decision = decideKeyDown(event, isAfterDead, isByPlace());
      isAfterDead = !isByPlace() && staysAfterDead(event, isAfterDead);
      if (decision !== 'send') return false;
      if (platform === 'mac' && event.code === 'CapsLock') return strokeCapsLock(event);
      if (isModifier(event.key)) {
        lost.delete(idOf(event));
      } else {
        releaseMissed(event);
        pressLost(event);
      }
      press(event);
      return true;
    },
    up(event) {
      if (platform === 'mac' && event.code === 'CapsLock') return strokeCapsLock(event);
      const id = idOf(event);
      lost.delete(id);
      // Windows keeps the press of this one for itself.
      if (platform === 'windows' && event.code === 'PrintScreen' && !held.has(id)) press(event);
      if (!held.has(id)) return false;
      release(id);
      // Windows tells of the last Shift only when both are let go.
      if (platform === 'windows' && event.code.startsWith('Shift')) {
        release('ShiftLeft');
        release('ShiftRight');
      }
      // macOS does not tell of keys that are let go while Meta is down.
      if (platform === 'mac' && event.key === 'Meta') {
        for (const [other, { key }] of held) if (!isModifier(key)) release(other);
      }
      return true;
    },
  };
}

/** @returns undefined for keys whose state events do not tell */
function isDownIn(event: KeyLike, key: string): boolean | undefined {
  switch (key) {
    case 'Alt':
      return event.altKey;
    case 'Control':
      return event.ctrlKey;
    case 'Meta':
      return event.metaKey;
    case 'Shift':
      return event.shiftKey;
    default:
      return undefined;
  }
}

function idOf(event: KeyLike): string {
  return event.code === '' ? `key:${event.key.toLowerCase()}` : event.code;
}

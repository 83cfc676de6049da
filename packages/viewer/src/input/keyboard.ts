import type { Clock, InputMessage, Locks } from '@fjernhjelp/protocol';
import { createAltGrFilter } from './alt-gr.ts';
import type { InputGate } from './input-gate.ts';
import type { Platform } from './key-event.ts';
import { createKeyTrack } from './key-track.ts';
import { inWay, type KeyWay } from './key-way.ts';
import { createReleaseChord } from './release-chord.ts';
import { messagesOfInput, messagesOfText } from './text-events.ts';

export interface KeyboardPorts {
  /** Has the keyboard while the helper types: a text field, so that input methods, dead keys and dictation work. */
  field: HTMLTextAreaElement;
  gate: InputGate;
  clock: Clock;
  platform: Platform;
  /** The keyboard went elsewhere: everything is to be let go. */
  onBlur(): void;
  /** The helper wants the keyboard back for the page. */
  onRelease(): void;
}

export interface Keyboard {
  /** Something else than a key was pressed: what waits goes first. */
  interrupt(): void;
  /** Forgets what is held; whoever calls sends "release-all". */
  clear(): void;
  /** Whoever calls lets go of everything first: a release must go out as its press did. */
  setWay(way: KeyWay): void;
  close(): void;
}

/** Listens to the field. Without "control" it does nothing and the keys are the page's. */
export function createKeyboard({ field, gate, clock, platform, onBlur, onRelease }: KeyboardPorts): Keyboard {
  const listening = new AbortController();
  let way: KeyWay = 'automatic';
  let locks: Locks | undefined;
  /** The last key went out by its place: what the browser composes of it is not meant. */
  let isPlaced = false;
  const isByPlace = () => way === 'place';
  const track = createKeyTrack(send, platform, isByPlace);
  const keys = platform === 'windows' ? createAltGrFilter(track, track.isHeld, clock) : track;
  const altGr = 'flush' in keys ? keys : undefined;
  const chord = createReleaseChord();

  function send(message: InputMessage): void {
    if (message.type !== 'key') gate.send(message);
    else gate.send({ ...inWay(way, message), ...(locks !== undefined && { locks }) });
  }

  function clear(): void {
    altGr?.clear();
    track.clear();
    chord.clear();
    field.value = '';
  }

  function take(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
  }

  function on<K extends keyof HTMLElementEventMap>(
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ): void {
    const whenControlling = (event: HTMLElementEventMap[K]) => {
      if (gate.mode === 'control') listener(event);
    };
    field.addEventListener(name, whenControlling, { signal: listening.signal });
  }

  /** Heard on the way down, before the page's framework, which would look at every key for its own elements. */
  function onKey(name: 'keydown' | 'keyup', listener: (event: KeyboardEvent) => void): void {
    const whenControlling = (event: KeyboardEvent) => {
      if (event.target === field && gate.mode === 'control') listener(event);
    };
    const options = { capture: true, signal: listening.signal };
    field.ownerDocument.addEventListener(name, whenControlling, options);
  }

  function sendText(messages: readonly InputMessage[]): void {
    field.value = '';
    track.textArrived();
    if (isPlaced) return;
    for (const message of messages) send(message);
  }

  onKey('keydown', (event) => {
    locks = locksOf(event, platform);
    chord.down(event);
    const isTaken = keys.down(event);
    isPlaced = isByPlace() && isTaken;
    if (isTaken) take(event);
  });
  onKey('keyup', (event) => {
    locks = locksOf(event, platform);
    if (keys.up(event)) take(event);
    if (chord.up(event)) onRelease();
  });
  on('beforeinput', (event) => {
    // Pasting and dropping are asked for elsewhere; never cancel composed text, the browser could not go on.
    if (/^insertFrom(Paste|Drop|Yank)/.test(event.inputType)) event.preventDefault();
  });
  on('input', (event) => {
    // By what it has: another window's events are of that window's own classes.
    if (!isInputEvent(event) || event.isComposing) return;
    if (event.inputType === 'insertCompositionText') return;
    sendText(messagesOfInput(event.inputType, event.data));
  });
  on('compositionend', (event) => sendText(messagesOfText(event.data)));
  on('blur', onBlur);

  return {
    clear,
    setWay(next) {
      way = next;
      isPlaced = false;
    },
    interrupt() {
      altGr?.flush();
      chord.spoil();
    },
    close() {
      altGr?.clear();
      listening.abort();
    },
  };
}

/** @returns the lock keys as the event tells them; macOS has no NumLock, its keypads always write digits */
function locksOf(event: KeyboardEvent, platform: Platform): Locks {
  return {
    capsLock: event.getModifierState('CapsLock'),
    numLock: platform === 'mac' || event.getModifierState('NumLock'),
  };
}

function isInputEvent(event: Event): event is InputEvent {
  return 'inputType' in event;
}

import type { Clock, InputMessage } from '@fjernhjelp/protocol';
import type { TextTyping } from '../status.ts';
import type { Area } from '../watch/area.ts';
import { createInputGate, type InputMode } from './input-gate.ts';
import type { Platform } from './key-event.ts';
import type { KeyWay } from './key-way.ts';
import { createKeyboard } from './keyboard.ts';
import { createPointer, type ViewMove } from './pointer.ts';
import { createTypist } from './typist.ts';

/** A key as the DOM names it. */
export interface NamedKey {
  readonly code: string;
  readonly key: string;
}

export interface InputPorts {
  /** Shows the picture and nothing else. */
  picture: HTMLElement;
  field: HTMLTextAreaElement;
  clock: Clock;
  platform: Platform;
  screen(): Area | undefined;
  send(message: InputMessage): void;
  /** Input bytes that no transport has taken yet. */
  queuedBytes(): number;
  onRelease(): void;
  /** Fingers move and zoom the view. */
  onView(move: ViewMove): void;
  /** The text that is typed, or was last, is another step further. */
  onTyping(typing: TextTyping): void;
}

export interface Input {
  setMode(mode: InputMode): void;
  /** Whatever is held down is let go. */
  letGo(): void;
  setWay(way: KeyWay): void;
  /** Presses these keys one after the other and lets go of them the other way round. Without control nothing happens. */
  press(keys: readonly NamedKey[]): void;
  /** @returns whether it is typed now: see `Typist.start`; never without control */
  typeText(text: string): boolean;
  stopTyping(): void;
  /** What is sent now would be dropped by the host: the user's hand is at work, or the user is asked for something. */
  interruptTyping(): void;
  close(): void;
}

/** Pointer and keyboard over one gate; whatever takes the helper's hands away lets go of everything at once. */
export function createInput(ports: InputPorts): Input {
  const { picture, field, clock, platform } = ports;
  const page = picture.ownerDocument;
  const gate = createInputGate(ports.send);
  const listening = new AbortController();
  const { signal } = listening;

  const keyboard = createKeyboard({
    field,
    gate,
    clock,
    platform,
    onBlur: letGo,
    onRelease() {
      letGo();
      ports.onRelease();
    },
  });
  const pointer = createPointer({
    element: picture,
    gate,
    screen: ports.screen,
    queuedBytes: ports.queuedBytes,
    onPress() {
      keyboard.interrupt();
      // The frame that shows where the keyboard is must not lie.
      if (gate.mode === 'control') field.focus({ preventScroll: true });
    },
    onCancel: letGo,
    clock,
    onView: ports.onView,
  });
  const typist = createTypist({
    clock,
    send: (message) => gate.send(message),
    queuedBytes: ports.queuedBytes,
    changed: ports.onTyping,
  });

  function letGo(): void {
    keyboard.clear();
    pointer.clear();
    // It would also make the host forget text that waits for a key; a text may be typed while the helper looks elsewhere.
    if (gate.isHolding || !typist.isTyping) gate.send({ type: 'release-all' });
  }

  page.defaultView?.addEventListener('blur', letGo, { signal });
  page.addEventListener('visibilitychange', () => page.hidden && letGo(), { signal });

  return {
    letGo,
    setMode(mode) {
      if (mode === gate.mode) return;
      keyboard.clear();
      pointer.clear();
      if (mode !== 'control') typist.stop('interrupted');
      gate.setMode(mode);
      // Without control the field is no stop on the way through the page with the keyboard.
      field.readOnly = mode !== 'control';
      field.tabIndex = mode === 'control' ? 0 : -1;
    },
    setWay(way) {
      letGo();
      keyboard.setWay(way);
    },
    press(keys) {
      for (const key of keys) gate.send({ type: 'key', down: true, ...key });
      for (const key of [...keys].reverse()) gate.send({ type: 'key', down: false, ...key });
    },
    typeText: (text) => gate.mode === 'control' && typist.start(text),
    stopTyping: () => typist.stop('stopped'),
    interruptTyping: () => typist.stop('interrupted'),
    close() {
      typist.stop('interrupted');
      listening.abort();
      keyboard.close();
      pointer.close();
    },
  };
}

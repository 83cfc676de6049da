import type { Clock, InputMessage } from '@fjernhjelp/protocol';
import type { Area } from '../watch/area.ts';
import { createInputGate, type InputMode } from './input-gate.ts';
import type { Platform } from './key-event.ts';
import { createKeyboard } from './keyboard.ts';
import { createPointer } from './pointer.ts';

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
}

export interface Input {
  setMode(mode: InputMode): void;
  /** Whatever is held down is let go. */
  letGo(): void;
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
  });

  function letGo(): void {
    keyboard.clear();
    pointer.clear();
    gate.send({ type: 'release-all' });
  }

  page.defaultView?.addEventListener('blur', letGo, { signal });
  page.addEventListener('visibilitychange', () => page.hidden && letGo(), { signal });

  return {
    letGo,
    setMode(mode) {
      if (mode === gate.mode) return;
      keyboard.clear();
      pointer.clear();
      gate.setMode(mode);
      // Without control the field is no stop on the way through the page with the keyboard.
      field.readOnly = mode !== 'control';
      field.tabIndex = mode === 'control' ? 0 : -1;
    },
    close() {
      listening.abort();
      keyboard.close();
      pointer.close();
    },
  };
}

import type { DesktopInput } from '../ports.ts';
import type { InputSink } from './input-sink.ts';

type Key = Extract<DesktopInput, { type: 'key' }>;

/** More than ten fingers hold; what is down beyond that is not known to be. */
const MAX_DOWN_KEYS = 32;
/** A key that is pressed with one of these means something else than alone. */
const modifiers: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift']);

export interface PressedAnew extends InputSink {
  /** All that was down has been let go of over the viewer's head. */
  release(): void;
}

/**
 * What the host let go of, or the viewer pressed while nothing went through, counts again when it is pressed anew: else a drag
 * that the user broke off would press wherever the pointer is by then, and a key would repeat in the program where the user is
 * (PROTOCOL.md IN9). A modifier that the viewer still holds is pressed again with the next thing that it would change: Ctrl+C never
 * becomes a plain "c".
 * @param goesThrough whether input gets to the desktop just now
 */
export function createPressedAnew(goesThrough: () => boolean, next: InputSink): PressedAnew {
  /** As the viewer says, and which of that counts no more. */
  let buttons = 0;
  let oldButtons = 0;
  const keys = new Set<string>();
  const oldKeys = new Set<string>();
  /** Those that the viewer holds, in the order of pressing, and which of them the desktop has not. */
  const heldModifiers = new Map<string, Key>();
  const lostModifiers = new Set<string>();

  function noteModifier(message: Key): void {
    const name = nameOf(message);
    lostModifiers.delete(name);
    if (!message.down) heldModifiers.delete(name);
    else if (heldModifiers.size < MAX_DOWN_KEYS) heldModifiers.set(name, message);
    if (!goesThrough() && heldModifiers.has(name)) lostModifiers.add(name);
  }

  function pressLostModifiers(): void {
    if (lostModifiers.size === 0 || !goesThrough()) return;
    for (const [name, message] of heldModifiers) if (lostModifiers.has(name)) next.input(message);
    lostModifiers.clear();
  }

  /** @returns whether it counts */
  function note(message: Key): boolean {
    const name = nameOf(message);
    if (!message.down) {
      keys.delete(name);
      return !oldKeys.delete(name);
    }
    if (keys.size < MAX_DOWN_KEYS) keys.add(name);
    if (!goesThrough() && keys.has(name)) oldKeys.add(name);
    return !oldKeys.has(name);
  }

  return {
    input(message) {
      switch (message.type) {
        case 'pointer': {
          const isPressed = (message.buttons & ~buttons) !== 0;
          ({ buttons } = message);
          oldButtons = goesThrough() ? oldButtons & buttons : buttons;
          if (isPressed) pressLostModifiers();
          next.input(oldButtons === 0 ? message : { ...message, buttons: buttons & ~oldButtons });
          break;
        }
        case 'wheel':
          pressLostModifiers();
          next.input(message);
          break;
        case 'key':
          if (modifiers.has(message.key)) noteModifier(message);
          else if (!note(message)) break;
          else if (message.down) pressLostModifiers();
          next.input(message);
          break;
        case 'release-all':
          buttons = 0;
          oldButtons = 0;
          keys.clear();
          oldKeys.clear();
          heldModifiers.clear();
          lostModifiers.clear();
          next.input(message);
          break;
        default:
          next.input(message);
      }
    },
    release() {
      oldButtons = buttons;
      for (const name of keys) oldKeys.add(name);
      for (const name of heldModifiers.keys()) lostModifiers.add(name);
    },
  };
}

function nameOf({ code, key }: Key): string {
  return code === '' ? `key:${key}` : `code:${code}`;
}

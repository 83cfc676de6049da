import type { DesktopInput } from '../ports.ts';
import type { InputSink } from './input-sink.ts';

/** More than ten fingers hold; what is down beyond that is not known to be. */
const MAX_DOWN_KEYS = 32;
/** A key that is pressed with one of these means something else than alone: they count for as long as they repeat. */
const modifiers: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift']);

export interface PressedAnew extends InputSink {
  /** All that was down has been let go of over the viewer's head. */
  release(): void;
}

/**
 * What the host let go of, or the viewer pressed while nothing went through, counts again when it is pressed anew: else a drag
 * that the user broke off would press wherever the pointer is by then, and a key would repeat in the program where the user is
 * (PROTOCOL.md IN9).
 * @param goesThrough whether input gets to the desktop just now
 */
export function createPressedAnew(goesThrough: () => boolean, next: InputSink): PressedAnew {
  /** As the viewer says, and which of that counts no more. */
  let buttons = 0;
  let oldButtons = 0;
  const keys = new Set<string>();
  const oldKeys = new Set<string>();

  /** @returns whether it counts */
  function note({ code, key, down }: Extract<DesktopInput, { type: 'key' }>): boolean {
    if (modifiers.has(key)) return true;
    const name = code === '' ? `key:${key}` : `code:${code}`;
    if (!down) {
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
        case 'pointer':
          ({ buttons } = message);
          oldButtons = goesThrough() ? oldButtons & buttons : buttons;
          next.input(oldButtons === 0 ? message : { ...message, buttons: buttons & ~oldButtons });
          break;
        case 'key':
          if (note(message)) next.input(message);
          break;
        case 'release-all':
          buttons = 0;
          oldButtons = 0;
          keys.clear();
          oldKeys.clear();
          next.input(message);
          break;
        default:
          next.input(message);
      }
    },
    release() {
      oldButtons = buttons;
      for (const name of keys) oldKeys.add(name);
    },
  };
}

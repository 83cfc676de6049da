import { useEffect, useRef } from 'react';
import { type Shortcut, shortcutOf } from './shortcuts.ts';

/** What each of them does here; one that does nothing here is somebody else's. */
export type ShortcutActs = Partial<Record<Shortcut, (place: number) => void>>;

/** Catches the shortcuts before the remote screen does. @param isOn else the keys go where they always go */
export function useShortcuts(isOn: boolean, acts: ShortcutActs): void {
  const newest = useRef(acts);
  newest.current = acts;
  useEffect(() => {
    if (!isOn) return;
    function take(event: KeyboardEvent): void {
      const pressed = shortcutOf(event);
      const act = pressed && newest.current[pressed.shortcut];
      // In a dialog there is nothing to be switched behind it.
      if (act === undefined || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) act(pressed?.place ?? 0);
    }
    addEventListener('keydown', take, { capture: true });
    return () => removeEventListener('keydown', take, { capture: true });
  }, [isOn]);
}

import type { ScreenPlace } from '@fjernhjelp/protocol';
import { XConnection } from './connection.ts';
import { ScreenWatch } from './screen-watch.ts';

/**
 * Asks once which screens there are.
 * @param displayName as in DISPLAY, which it defaults to
 * @throws DesktopUnavailable "missing-library" | "no-display" | "display-lost"
 */
export function readX11Screens(displayName?: string): readonly ScreenPlace[] {
  const connection = new XConnection(displayName);
  try {
    return new ScreenWatch(connection).screens;
  } finally {
    connection.close();
  }
}

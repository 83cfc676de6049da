import { DesktopUnavailable } from '../errors.ts';
import { XConnection } from './connection.ts';
import { pixelWriter } from './pixels.ts';
import { rootColourMasks } from './visual.ts';

/** What input, the pointer mark and the keyboard map cannot do without. MIT-SHM and DAMAGE only make it faster. */
const neededExtensions = ['XTEST', 'XKEYBOARD', 'XFIXES'];

/**
 * Finds out whether this desktop can be shared and steered, before anything is opened.
 * @param env the process's environment: DISPLAY, WAYLAND_DISPLAY, XDG_SESSION_TYPE
 * @throws DesktopUnavailable "wayland" | "no-display" | "missing-library" | "no-extension" | "unsupported-screen"
 */
export function probeX11(env: NodeJS.ProcessEnv): void {
  if (env['XDG_SESSION_TYPE'] === 'wayland' || env['WAYLAND_DISPLAY'])
    throw new DesktopUnavailable('wayland');
  if (!env['DISPLAY']) throw new DesktopUnavailable('no-display');
  const connection = new XConnection(env['DISPLAY']);
  try {
    for (const name of neededExtensions) {
      if (connection.extensionEvents(name) === undefined) throw new DesktopUnavailable('no-extension', name);
    }
    // Refuses palettes. Whether the pixels have a size that we read, the first fetch tells.
    pixelWriter({ ...rootColourMasks(connection), bitsPerPixel: 32, littleEndian: true });
  } finally {
    connection.close();
  }
}

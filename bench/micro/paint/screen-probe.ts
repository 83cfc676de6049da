import koffi from 'koffi';
import { loadLibraries, type Pointer } from '../../../apps/client/src/desktop/x11/libraries.ts';
import { marker } from '../../workloads/marker.ts';

/** Of XImage in Xlib.h, on 64-bit. */
const DATA_AT = 16;
const XIMAGE_BYTES = 136;
const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;
const LOOK_EVERY_MS = 2;

/** When a sequence number was first on the screen itself, in milliseconds since 1970. */
export type Sightings = ReadonlyMap<number, number>;

/** Reads the marker strip off an X screen, every other millisecond. */
export function watchScreen(displayName: string) {
  let [leftPx, topPx] = [0, 0];
  const x = loadLibraries();
  const display = x.XOpenDisplay(displayName) as Pointer;
  const root = x.XDefaultRootWindow(display);
  const seen = new Map<number, number>();

  function look(): void {
    const image = x.XGetImage(
      display,
      root,
      leftPx,
      topPx + marker.heightPx / 2,
      marker.widthPx,
      1,
      ALL_PLANES,
      Z_PIXMAP,
    );
    if (image === null) return;
    const data = new DataView(koffi.view(image, XIMAGE_BYTES)).getBigUint64(DATA_AT, true);
    const pixels = new Uint8Array(koffi.view(data, marker.widthPx * 4));
    let word = 0;
    for (let block = 0; block < marker.blocks; block++)
      word = ((word << 1) | (pixels[(block + 0.5) * marker.blockPx * 4]! > 127 ? 1 : 0)) >>> 0;
    x.XFree(data);
    x.XFree(image);
    const sequence = word >>> 8;
    const check = ((sequence & 255) ^ ((sequence >>> 8) & 255) ^ (sequence >>> 16) ^ 0x5a) & 255;
    if (check === (word & 255) && !seen.has(sequence))
      seen.set(sequence, performance.timeOrigin + performance.now());
  }
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    /** Where the strip is, on the screen. */
    at(xPx: number, yPx: number): void {
      leftPx = xPx;
      topPx = yPx;
    },
    /** @returns what was seen since the last call */
    take(): Sightings {
      const taken = new Map(seen);
      seen.clear();
      return taken;
    },
    close() {
      clearInterval(timer);
      x.XCloseDisplay(display);
    },
  };
}

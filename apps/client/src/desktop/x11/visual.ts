import koffi from 'koffi';
import type { XConnection } from './connection.ts';

/** Of Xlib's `Visual`: class and masks. */
const offsets = { class: 16, redMask: 24, greenMask: 32, blueMask: 40 };
const TRUE_COLOR = 4;

export interface ColourMasks {
  readonly redMask: number;
  readonly greenMask: number;
  readonly blueMask: number;
}

/** @returns the masks of the root window's pixels; all 0 when they are no plain colours (palettes) */
export function rootColourMasks({ x, display, screen }: XConnection): ColourMasks {
  const visual = new DataView(koffi.view(x.XDefaultVisual(display, screen), 56));
  if (visual.getInt32(offsets.class, true) !== TRUE_COLOR) return { redMask: 0, greenMask: 0, blueMask: 0 };
  return {
    redMask: visual.getUint32(offsets.redMask, true),
    greenMask: visual.getUint32(offsets.greenMask, true),
    blueMask: visual.getUint32(offsets.blueMask, true),
  };
}

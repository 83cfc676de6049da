import { limits, type PointerPlace, type ScreenPlace } from '@fjernhjelp/protocol';
import type { DesktopPoint } from '../ports.ts';
import type { InputSink, ScreenInputSink } from './input-sink.ts';

/** Wheel turns in one message beyond this are not real: 20 notches. */
const WHEEL_LIMIT = 20 * 120;

const unknown = {
  screen: 0,
  xPx: 0,
  yPx: 0,
  widthPx: limits.screenMaxWidthPx,
  heightPx: limits.screenMaxHeightPx,
};

/**
 * Moves positions into their screen and onto the desktop, drops those on screens that there are not, and bounds the wheel
 * (PROTOCOL.md IN8).
 * @param screens those that there are now, undefined when unknown: then positions on screen 0 pass as they are
 */
export function createClamp(
  screens: () => readonly ScreenPlace[] | undefined,
  next: InputSink,
): ScreenInputSink {
  return {
    input(message) {
      switch (message.type) {
        case 'pointer': {
          const place = placeOnDesktop(screens(), message);
          if (place !== undefined) next.input({ type: 'pointer', ...place, buttons: message.buttons });
          break;
        }
        case 'wheel':
          next.input({
            type: 'wheel',
            deltaX: clampWheel(message.deltaX),
            deltaY: clampWheel(message.deltaY),
          });
          break;
        default:
          next.input(message);
      }
    },
  };
}

/**
 * @param screens those that there are now, undefined when unknown: then places on screen 0 pass as they are
 * @returns where that place of a screen is on the desktop, at the edge when it is outside; undefined on a screen that there is not
 */
export function placeOnDesktop(
  screens: readonly ScreenPlace[] | undefined,
  { screen, xPx, yPx }: PointerPlace,
): DesktopPoint | undefined {
  const place = (screens ?? [unknown]).find((each) => each.screen === screen);
  if (place === undefined) return undefined;
  return {
    xPx: place.xPx + Math.min(xPx, place.widthPx - 1),
    yPx: place.yPx + Math.min(yPx, place.heightPx - 1),
  };
}

function clampWheel(delta: number): number {
  return Math.max(-WHEEL_LIMIT, Math.min(WHEEL_LIMIT, delta));
}

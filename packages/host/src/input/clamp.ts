import { limits, type ScreenPlace } from '@fjernhjelp/protocol';
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
          const place = (screens() ?? [unknown]).find(({ screen }) => screen === message.screen);
          if (place === undefined) return;
          const xPx = place.xPx + Math.min(message.xPx, place.widthPx - 1);
          const yPx = place.yPx + Math.min(message.yPx, place.heightPx - 1);
          next.input({ type: 'pointer', xPx, yPx, buttons: message.buttons });
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

function clampWheel(delta: number): number {
  return Math.max(-WHEEL_LIMIT, Math.min(WHEEL_LIMIT, delta));
}

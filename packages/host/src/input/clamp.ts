import type { ScreenSize } from '@fjernhjelp/protocol';
import type { InputSink } from './input-sink.ts';

/** Wheel turns in one message beyond this are not real: 20 notches. */
const WHEEL_LIMIT = 20 * 120;

/**
 * Moves positions into the screen, drops those on screens that are not shared, and bounds the wheel (PROTOCOL.md IN8).
 * @param screenSize the screen's present size, undefined when unknown: then positions pass as they are
 */
export function createClamp(screenSize: () => ScreenSize | undefined, next: InputSink): InputSink {
  return {
    input(message) {
      switch (message.type) {
        case 'pointer': {
          if (message.screen !== 0) return;
          const size = screenSize();
          const xPx = Math.min(message.xPx, (size?.widthPx ?? Number.POSITIVE_INFINITY) - 1);
          const yPx = Math.min(message.yPx, (size?.heightPx ?? Number.POSITIVE_INFINITY) - 1);
          next.input({ ...message, xPx, yPx });
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

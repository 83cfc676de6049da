import type { PicturePacer } from '../picture/picture-pacer.ts';
import { createPacedViewer } from './paced-viewer.ts';
import type { SimulatedLine } from './simulated-line.ts';
import { createSimulatedScreen, type SimulatedScreen } from './simulated-screen.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** A screen, a pacer, a line and a viewer. */
export interface PacedLine {
  readonly screen: SimulatedScreen;
  readonly pacer: PicturePacer;
  readonly line: SimulatedLine;
  /** @returns from each small change until it was painted, sorted; in ms */
  typedMs(): number[];
  /** Lives until all that changed is painted. @returns how long that took, in ms */
  untilPainted(): Promise<number>;
}

/** 1 Mbit/s in bytes a millisecond. */
export const MBIT = 125;

/** @param options as of `SimulatedLine` and `SimulatedScreen`; what painting and encoding take is assumed, not measured */
export function createPacedLine(
  clock: SimulatedTime,
  options: {
    readonly bytesPerMs: number;
    readonly burstBytes?: number;
    readonly roundTripMs: number;
    readonly paintMs?: number;
    readonly paintMsPerByte?: number;
    readonly encodeMs?: number;
    readonly encodeMsPerByte?: number;
  },
): PacedLine {
  const screen = createSimulatedScreen({ clock, encodeMs: 3, encodeMsPerByte: 0.00003, ...options });
  const { pacer, line } = createPacedViewer(screen, clock, {
    paintMs: 3,
    paintMsPerByte: 0.00003,
    ...options,
  });
  return {
    screen,
    pacer,
    line,
    typedMs() {
      const times: number[] = [];
      for (const { atMs, sequence } of screen.typed) {
        const paintedMs = sequence === undefined ? undefined : line.painted.get(sequence);
        if (paintedMs !== undefined) times.push(paintedMs - atMs);
      }
      return times.sort((a, b) => a - b);
    },
    async untilPainted() {
      const startMs = clock.now();
      const isPainted = () => screen.lastSequence !== undefined && line.painted.has(screen.lastSequence);
      while (!isPainted()) await clock.pass(1);
      return clock.now() - startMs;
    },
  };
}

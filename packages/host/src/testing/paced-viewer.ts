import type { Bytes, Clock } from '@fjernhjelp/protocol';
import { PicturePacer } from '../picture/picture-pacer.ts';
import type { PictureSource } from '../ports.ts';
import { createSimulatedLine, type SimulatedLine, type SimulatedLineOptions } from './simulated-line.ts';

/** Pictures, a pacer, and a simulated line to a viewer that answers what it has painted. */
export interface PacedViewer {
  readonly pacer: PicturePacer;
  readonly line: SimulatedLine;
  /** In order. */
  readonly sent: readonly Bytes[];
}

/** @param options of the line; throws what the source is lost for */
export function createPacedViewer(
  source: PictureSource,
  clock: Clock,
  options: Omit<SimulatedLineOptions, 'clock' | 'acknowledged'>,
): PacedViewer {
  const sent: Bytes[] = [];
  const line = createSimulatedLine({
    ...options,
    clock,
    acknowledged: (sequence, heldMs) => pacer.acknowledge(sequence, heldMs),
  });
  const pacer: PicturePacer = new PicturePacer({
    source,
    clock,
    send(message) {
      sent.push(message);
      line.send(message);
    },
    lost(error) {
      throw error;
    },
  });
  return { pacer, line, sent };
}

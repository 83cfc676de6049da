import type { Compressor } from '@fjernhjelp/codec';
import { type Bytes, type Clock, pictureSequence } from '@fjernhjelp/protocol';
import { connectPictureSource } from '../picture/connect-picture-source.ts';
import type { EmitterPort } from '../picture/message-port.ts';
import type { PicturePacer } from '../picture/picture-pacer.ts';
import { servePictures } from '../picture/serve-pictures.ts';
import type { Capturer } from '../ports.ts';
import { createPacedViewer } from './paced-viewer.ts';
import type { SimulatedLine, SimulatedLineOptions } from './simulated-line.ts';

/** A viewer of a capturer: both halves of its picture source, its own pacer and a simulated line. */
export interface ServedViewer {
  readonly pacer: PicturePacer;
  readonly line: SimulatedLine;
  /** What was sent, in order, and when each was painted; undefined of what is no update or is not painted yet. */
  sent(): readonly { readonly message: Bytes; readonly paintedMs: number | undefined }[];
}

/** The thread that captures and encodes for all viewers of a desktop: one picture at a time. */
export class CapturingThread {
  readonly #clock: Clock;
  readonly #encodeMs: number;
  #busyUntilMs = 0;

  /** @param encodeMs what capturing and encoding a picture takes: assumed */
  constructor(clock: Clock, encodeMs: number) {
    this.#clock = clock;
    this.#encodeMs = encodeMs;
  }

  /** @param capturer owned from here @param options of the line */
  open(
    capturer: Capturer,
    compressor: Compressor,
    options: Omit<SimulatedLineOptions, 'clock' | 'acknowledged'>,
  ): ServedViewer {
    const clock = this.#clock;
    const [mainPort, workerPort] = this.#openPorts();
    servePictures(workerPort, capturer, { compressor, clock });
    const { pacer, line, sent } = createPacedViewer(connectPictureSource(mainPort), clock, options);
    return {
      pacer,
      line,
      sent: () =>
        sent.map((message) => {
          const sequence = pictureSequence(message);
          return { message, paintedMs: sequence === undefined ? undefined : line.painted.get(sequence) };
        }),
    };
  }

  #openPorts(): readonly [main: EmitterPort, worker: EmitterPort] {
    const hear: ((value: unknown) => void)[] = [];
    const port = (own: 0 | 1, delayMs: () => number): EmitterPort => ({
      postMessage: (value) => void this.#clock.schedule(delayMs(), () => hear[1 - own]?.(value)),
      on(event, listener) {
        if (event === 'message') hear[own] = listener;
      },
    });
    return [port(0, () => 0), port(1, () => this.#work())];
  }

  /** @returns until what is begun now is done, after all that was begun before */
  #work(): number {
    const nowMs = this.#clock.now();
    this.#busyUntilMs = Math.max(nowMs, this.#busyUntilMs) + this.#encodeMs;
    return this.#busyUntilMs - nowMs;
  }
}

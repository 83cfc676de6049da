import { type Bytes, ByteWriter, type Clock } from '@fjernhjelp/protocol';
import type { PictureSource } from '../ports.ts';

/** Kind 1: what a viewer begins with; its size does not matter here. */
const resize: Bytes = new ByteWriter(10).u8(1).u8(0).u16(640).u16(480).u32(0).finish();
const HEADER_BYTES = 6;
/** What typing one character changes. */
const SMALL_BYTES = 200;
/** Encoders do not fill a budget to the last byte. */
const FILL = 0.9;

export interface SimulatedScreenOptions {
  readonly clock: Clock;
  /** What capturing and encoding an update takes, and each of its bytes. */
  readonly encodeMs?: number;
  readonly encodeMsPerByte?: number;
}

/** A screen that changes as told. What waits is a region: painting a place twice makes it no larger. */
export interface SimulatedScreen extends PictureSource {
  /** A large place has changed: so many bytes wait at least. `Infinity` never ends. */
  paint(bytes: number): void;
  /** A film's picture: takes so many bytes, or what there is room for; nothing of it is left. */
  show(bytes: number): void;
  /** Nothing large waits any more. */
  rest(): void;
  /** A small one has, which goes before everything large. */
  type(): void;
  /** Of each small change: when it was made and the update that holds it, once there is one. */
  readonly typed: readonly { readonly atMs: number; readonly sequence: number | undefined }[];
  /** The update that holds the last of what was painted, once nothing waits. */
  readonly lastSequence: number | undefined;
  /** Every budget that was asked for. */
  readonly budgets: readonly number[];
}

export function createSimulatedScreen(options: SimulatedScreenOptions): SimulatedScreen {
  const { clock, encodeMs = 2, encodeMsPerByte = 0.00002 } = options;
  const typed: { atMs: number; sequence: number | undefined }[] = [];
  const budgets: number[] = [];
  let waiting: { budgetBytes: number; resolve(message: Bytes): void } | undefined;
  let owesResize = true;
  let largeBytes = 0;
  let filmBytes = 0;
  let smalls = 0;
  let sequence = 0;

  const nothingWaits = () => !owesResize && largeBytes === 0 && filmBytes === 0 && smalls === 0;

  function answer(): void {
    if (waiting === undefined || nothingWaits()) return;
    const { budgetBytes, resolve } = waiting;
    waiting = undefined;
    const message = owesResize ? resize : encode(budgetBytes);
    owesResize = false;
    clock.schedule(encodeMs + encodeMsPerByte * message.length, () => resolve(message));
  }

  function encode(budgetBytes: number): Bytes {
    sequence++;
    for (const small of typed.slice(typed.length - smalls)) small.sequence = sequence;
    const smallBytes = smalls * SMALL_BYTES;
    smalls = 0;
    const roomBytes = Math.max(0, budgetBytes * FILL - smallBytes - HEADER_BYTES);
    const shownBytes = Math.min(filmBytes, Math.floor(roomBytes));
    filmBytes = 0;
    const restBytes = Math.min(largeBytes, Math.floor(roomBytes) - shownBytes);
    largeBytes -= restBytes;
    const bytes = shownBytes + restBytes;
    if (Number.isNaN(largeBytes)) largeBytes = Number.POSITIVE_INFINITY;
    const message = new Uint8Array(HEADER_BYTES + smallBytes + bytes);
    message.set(new ByteWriter(HEADER_BYTES).u8(2).u8(0).u32(sequence).finish());
    return message;
  }

  return {
    typed,
    budgets,
    get lastSequence() {
      return nothingWaits() ? sequence : undefined;
    },
    next(budgetBytes) {
      budgets.push(budgetBytes);
      return new Promise((resolve) => {
        waiting = { budgetBytes, resolve };
        answer();
      });
    },
    times: { ageMs: 0, encodeMs: 0 },
    watch() {},
    onCursor() {},
    onPointer() {},
    onObstacle() {},
    restart() {
      owesResize = true;
    },
    pause() {
      waiting = undefined;
    },
    close() {
      waiting = undefined;
    },
    paint(bytes) {
      largeBytes = Math.max(largeBytes, bytes);
      answer();
    },
    show(bytes) {
      filmBytes = bytes;
      answer();
    },
    rest() {
      largeBytes = 0;
    },
    type() {
      typed.push({ atMs: clock.now(), sequence: undefined });
      smalls++;
      answer();
    },
  };
}

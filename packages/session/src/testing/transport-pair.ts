import { type Bytes, type Clock, concatBytes, TransportFailure } from '@fjernhjelp/protocol';
import type { Transport, TransportListener } from '../transport.ts';
import type { Tamper } from './tampers.ts';

/** In which pieces bytes arrive. */
export type Delivery = 'single-bytes' | 'as-sent' | 'coalesced';

export interface TransportPairOptions {
  /** Single bytes, unless said otherwise: whoever frames wrongly is found out. */
  readonly delivery?: Delivery;
  /** A line that needs time; without it bytes arrive in the next microtask. */
  readonly slow?: { readonly clock: Clock; readonly bytesPerMs: number; readonly delayMs?: number };
  /** Whether the pair says of itself that no relay is between its ends. */
  readonly isDirect?: boolean;
  /** What a relay does to what the left end sends, and to what the right end sends. */
  readonly fromLeft?: Tamper;
  readonly fromRight?: Tamper;
}

export interface TransportPair {
  readonly left: Transport;
  readonly right: Transport;
  /** Cuts the line: what is under way is lost, both ends see it closed. */
  cut(): void;
  /** From now on nothing arrives, and nobody is told. */
  freeze(): void;
}

/** What one end has of its line, and what the other end puts into it. */
interface End {
  readonly transport: Transport;
  /** Bytes for this end's listener. */
  deliver(bytes: Bytes): void;
  /** The other end is gone. */
  closeFromAfar(): void;
}

/** Two transports that are each other's other end. */
export function createTransportPair(options: TransportPairOptions = {}): TransportPair {
  let broken = false;
  const isBroken = () => broken;
  const left: End = createEnd(options, options.fromLeft, () => right, isBroken);
  const right: End = createEnd(options, options.fromRight, () => left, isBroken);
  return {
    left: left.transport,
    right: right.transport,
    cut() {
      broken = true;
      left.closeFromAfar();
      right.closeFromAfar();
    },
    freeze() {
      broken = true;
    },
  };
}

const forwardAll: Tamper = ({ bytes }) => ({ on: [bytes] });

function createEnd(
  options: TransportPairOptions,
  tamper: Tamper = forwardAll,
  peer: () => End,
  isBroken: () => boolean,
): End {
  const { delivery = 'single-bytes', slow } = options;
  let listener: TransportListener | undefined;
  let early: Bytes[] = [];
  let closedFromAfar = false;
  let closed = false;
  let underway: Bytes[] = [];
  let bufferedBytes = 0;
  let planned = false;
  let closing = false;
  let index = 0;
  let offset = 0;

  function plan(): void {
    if (planned) return;
    planned = true;
    if (slow === undefined) queueMicrotask(() => move(Number.POSITIVE_INFINITY));
    else slow.clock.schedule(1, () => move(slow.bytesPerMs));
  }

  /** Takes so many bytes out of the buffer and on their way. */
  function move(budgetBytes: number): void {
    planned = false;
    let leftBytes = budgetBytes;
    const taken: Bytes[] = [];
    while (leftBytes > 0 && underway.length > 0) {
      const piece = underway[0]!;
      const part = piece.subarray(0, Math.min(piece.length, leftBytes));
      taken.push(part);
      leftBytes -= part.length;
      if (part.length === piece.length) underway.shift();
      else underway[0] = piece.subarray(part.length);
      bufferedBytes -= part.length;
    }
    if (underway.length > 0) plan();
    const done = closing && underway.length === 0;
    arrive(() => {
      if (isBroken()) return;
      const pieces = delivery === 'coalesced' ? [concatBytes(...taken)] : taken;
      for (const piece of pieces) peer().deliver(piece);
      if (done) peer().closeFromAfar();
    });
    if (taken.length > 0 && !closed) listener?.drained();
  }

  function arrive(task: () => void): void {
    if (slow?.delayMs === undefined) task();
    else slow.clock.schedule(slow.delayMs, task);
  }

  function hand(bytes: Bytes): void {
    if (closed || bytes.length === 0) return;
    if (delivery === 'single-bytes') for (const byte of bytes) listener?.data(new Uint8Array([byte]));
    else listener?.data(bytes);
  }

  const transport: Transport = {
    isDirect: options.isDirect === true,
    send(bytes) {
      if (closed || closedFromAfar || bytes.length === 0) return;
      const { on, back = [] } = tamper({ index: index++, offset, bytes });
      offset += bytes.length;
      for (const piece of on) {
        underway.push(piece.slice());
        bufferedBytes += piece.length;
      }
      for (const piece of back) queueMicrotask(() => hand(piece.slice()));
      if (on.length > 0) plan();
    },
    get bufferedBytes() {
      return bufferedBytes;
    },
    listen(next) {
      listener = next;
      for (const bytes of early) hand(bytes);
      early = [];
      if (closedFromAfar && !closed) next.closed(new TransportFailure('closed'));
    },
    close() {
      if (closed) return;
      closed = true;
      closing = true;
      plan();
    },
  };

  return {
    transport,
    deliver(bytes) {
      if (listener === undefined) early.push(bytes);
      else hand(bytes);
    },
    closeFromAfar() {
      if (closedFromAfar) return;
      closedFromAfar = true;
      underway = [];
      bufferedBytes = 0;
      if (!closed) listener?.closed(new TransportFailure('closed'));
    },
  };
}

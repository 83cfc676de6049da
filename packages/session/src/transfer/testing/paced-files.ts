import { createManualClock } from '../../testing/index.ts';
import { createFilePace } from '../file-pace.ts';

/** What a message and its frame, record and packet weigh beyond their bytes. */
const OVERHEAD_BYTES = 90;

export interface PacedFiles {
  /** Of what the line carries, without what messages weigh beyond the file's bytes. */
  readonly used: number;
  /** What a key press waited behind files, longest last. */
  readonly keyWaitsMs: readonly number[];
}

/**
 * Files without end on a line that sends one byte after the other, with a key press now and then, in simulated time: the same
 * figures on every machine.
 */
export function runPacedFiles(options: {
  /** A function of the time where it changes. */
  bytesPerMs: number | ((nowMs: number) => number);
  roundTripMs: number;
  seconds: number;
  /** What each write at the receiver takes. */
  writeMs?: number;
}): PacedFiles {
  const { roundTripMs, seconds, writeMs = 0 } = options;
  const speedAt = (nowMs: number) =>
    typeof options.bytesPerMs === 'number' ? options.bytesPerMs : options.bytesPerMs(nowMs);
  const clock = createManualClock(0);
  const pace = createFilePace(clock);
  const keyWaitsMs: number[] = [];
  let freeAtMs = 0;
  let underwayBytes = 0;
  let carriedBytes = 0;
  let writtenAtMs = 0;

  /** @returns when the last byte is on the other side */
  function carry(bytes: number): number {
    freeAtMs = Math.max(freeAtMs, clock.now()) + (bytes + OVERHEAD_BYTES) / speedAt(clock.now());
    return freeAtMs + roundTripMs / 2;
  }

  function pump(): void {
    while (pace.hasRoom(underwayBytes)) {
      const bytes = pace.pieceBytes;
      const weight = bytes + 512;
      const sentAtMs = clock.now();
      underwayBytes += weight;
      writtenAtMs = Math.max(writtenAtMs, carry(bytes)) + writeMs;
      clock.schedule(writtenAtMs + roundTripMs / 2 - sentAtMs, () => {
        underwayBytes -= weight;
        carriedBytes += bytes;
        pace.handled(sentAtMs, weight);
        pump();
      });
    }
  }

  function press(): void {
    keyWaitsMs.push(Math.max(0, freeAtMs - clock.now()));
    carry(20);
    clock.schedule(83, press);
  }

  pump();
  // The first second is the opening.
  clock.advance(1000);
  const openingBytes = carriedBytes;
  press();
  clock.advance(seconds * 1000);
  let couldCarryBytes = 0;
  for (let ms = 1000; ms < 1000 + seconds * 1000; ms++) couldCarryBytes += speedAt(ms);
  return {
    used: (carriedBytes - openingBytes) / couldCarryBytes,
    keyWaitsMs: keyWaitsMs.sort((a, b) => a - b),
  };
}

import { zstdCompressSync } from 'node:zlib';
import { decodePicture, limits, type Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { move, noise, Pair, paint, paintPhoto, whole } from './testing/codec-pair.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const screen = { widthPx: 640, heightPx: 480 };
const window: Rect = { xPx: 96, yPx: 100, widthPx: 330, heightPx: 250 };
const STEP_MS = 33;

/** Something like letters, which no packing makes small. */
function write({ pixels, widthPx }: Pair['encoder']['frame'], rect: Rect, seed: number): void {
  for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
    for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
      const ink = noise(x, y, seed);
      const level = (ink & 3) === 0 ? (ink >>> 4) & 0x3f : 0xff;
      pixels.set([level, level, level, 0], (y * widthPx + x) * 4);
    }
  }
}

/** A page of text with a window on it, which was there for a while. */
class Desk {
  readonly pair: Pair;
  at = window;

  constructor(face: (frame: Pair['encoder']['frame']) => void, budgetBytes = 1e6) {
    this.pair = new Pair(compressor, screen, 8000, true);
    const { frame } = this.pair.encoder;
    write(frame, whole(screen), 1);
    this.pair.drain([whole(screen)]);
    this.pair.nowMs += 1000;
    write(frame, window, 2);
    face(frame);
    this.pair.encode([window], budgetBytes);
    while (this.pair.encoder.pending) this.pair.encode([], budgetBytes);
    this.pair.nowMs += STEP_MS;
  }

  /** @returns how many bytes each kind of operation took */
  drag(dx: number, dy: number, budgetBytes = 1e6): Record<string, number> {
    const { frame } = this.pair.encoder;
    const was = this.at;
    const to = move(frame, was, was.xPx + dx, was.yPx + dy);
    this.at = to;
    const uncovered: Rect[] = [
      { ...was, yPx: dy > 0 ? was.yPx : was.yPx + was.heightPx + dy, heightPx: Math.abs(dy) },
      { ...was, xPx: dx > 0 ? was.xPx : was.xPx + was.widthPx + dx, widthPx: Math.abs(dx) },
    ].filter(({ widthPx, heightPx }) => widthPx * heightPx > 0);
    for (const rect of uncovered) write(frame, rect, 1);
    const before = { ...this.pair.sentBytes };
    this.pair.encode([was, to], budgetBytes);
    this.pair.nowMs += STEP_MS;
    return Object.fromEntries(
      Object.entries(this.pair.sentBytes).map(([type, bytes]) => [
        type,
        bytes - (before[type as keyof typeof before] ?? 0),
      ]),
    );
  }
}

const sum = (bytes: Record<string, number>) => Object.values(bytes).reduce((total, each) => total + each, 0);

test('UP16 what comes out from under a window that is dragged away is what the viewer kept, and not sent again', () => {
  const desk = new Desk(() => {});
  for (const [dx, dy] of [
    [13, 0],
    [13, 0],
    [0, 9],
    [0, 9],
    [-13, 0],
    [0, -9],
    [13, 7],
    [11, 5],
  ] as const) {
    // What comes out is 250 to 6,000 pixels of noise in black and grey, a byte or so each.
    const bytes = desk.drag(dx, dy);
    expect(desk.pair.isEqual()).toBe(true);
    expect(bytes.recall).toBeGreaterThan(0);
    expect(sum(bytes)).toBeLessThan(1200);
  }
});

test('UP16 where that does not fit into a part of one update, the next go on with it', () => {
  const desk = new Desk(() => {});
  desk.drag(13, 7);
  const { sentBytes } = desk.pair;
  const before = { ...sentBytes };
  let updates = 1;
  for (desk.drag(31, 15, 600); desk.pair.encoder.pending; updates++) desk.pair.encode([], 600);
  expect(desk.pair.isEqual()).toBe(true);
  // Each but the last is full.
  expect(updates - 1).toBeLessThanOrEqual((sum(sentBytes) - sum(before)) / (600 * 0.8));
  const packed = (bytes: typeof before) => (bytes.text ?? 0) + (bytes.planes ?? 0);
  expect(packed(sentBytes) - packed(before)).toBeLessThan(600);
});

const pattern = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 });

test('UP8 UP16 whatever comes out of a page that changed under a window, each update makes more of it right', () => {
  fc.assert(
    fc.property(pattern, pattern, fc.integer({ min: 220, max: 600 }), (over, out, budgetBytes) => {
      const writeRows = (frame: Pair['encoder']['frame'], rect: Rect, seeds: readonly number[]) => {
        for (let yPx = rect.yPx; yPx < rect.yPx + rect.heightPx; yPx++)
          write(frame, { ...rect, yPx, heightPx: 1 }, seeds[yPx % seeds.length]!);
      };
      const desk = new Desk((frame) => writeRows(frame, window, over));
      const { pair } = desk;
      desk.at = move(pair.encoder.frame, window, window.xPx + 13, window.yPx);
      writeRows(pair.encoder.frame, { ...window, widthPx: 13 }, out);
      pair.encode([window, desk.at], budgetBytes);
      // As pixels it would be a few dozen.
      for (let update = 0; pair.encoder.pending && update < 120; update++) pair.encode([], budgetBytes);
      expect(pair.isEqual()).toBe(true);
    }),
    {
      numRuns: 4,
      // The longest run of rows that look as they did is right already.
      examples: [[[2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2], [1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 3, 1], 250]],
    },
  );
});

test('UP16 a page that changed under the window comes out as it is now', () => {
  const desk = new Desk(() => {});
  const { frame } = desk.pair.encoder;
  for (let step = 0; step < 6; step++) desk.drag(13, 6);
  // Nobody saw that: the window lies over it.
  const { xPx, yPx } = desk.at;
  for (let step = 0; step < 6; step++) {
    const was = desk.at;
    const to = move(frame, was, was.xPx + 14, was.yPx);
    desk.at = to;
    write(frame, { ...was, widthPx: 14 }, step % 2 === 0 ? 3 : 1);
    desk.pair.encode([was, to], 1e6);
    desk.pair.nowMs += STEP_MS;
    expect(desk.pair.isEqual()).toBe(true);
  }
  expect([xPx, yPx]).not.toEqual([desk.at.xPx, desk.at.yPx]);
});

test('UP14 a photograph that is about right is dragged along, not sent again, and made exact when it rests', () => {
  const photo: Rect = { xPx: 150, yPx: 140, widthPx: 200, heightPx: 160 };
  const budgetBytes = 15_000;
  const desk = new Desk((frame) => paintPhoto(frame, 0, photo), budgetBytes);
  expect(desk.pair.sent.lossy).toBeGreaterThan(0);
  const dragged = Array.from({ length: 10 }, (_, step) => desk.drag(step % 2 === 0 ? 12 : 9, 5, budgetBytes));
  // What was too far from right is made better first, and at its edges a photograph may look like something else.
  for (const { lossy, photo } of dragged.slice(4)) {
    expect(lossy ?? 0).toBeLessThan(600);
    expect(photo ?? 0).toBe(0);
  }
  desk.pair.drain();
  expect(desk.pair.isEqual()).toBe(true);
});

test('UP13 the little of a photograph that comes out beside what is dragged is exact at once, however thin the line', () => {
  const budgetBytes = 2000;
  const desk = new Desk(() => {});
  const { pair } = desk;
  const { frame } = pair.encoder;
  desk.drag(13, 0);
  while (pair.encoder.pending) pair.encode([], budgetBytes);
  const was = desk.at;
  const to = move(frame, was, was.xPx + 15, was.yPx);
  paintPhoto(frame, 0, { ...was, widthPx: 15 });
  pair.encode([was, to], budgetBytes);
  while (pair.encoder.pending) pair.encode([], budgetBytes);
  expect(pair.sent.lossy ?? 0).toBe(0);
  expect(pair.isEqual()).toBe(true);
});

test('UP14 words of pale colours are never taken for other words that come close to them', () => {
  const pair = new Pair(compressor, screen, 8000, true);
  const { frame } = pair.encoder;
  const all = whole(screen);
  const writePale = (rect: Rect, seed: number) => {
    for (let yPx = rect.yPx; yPx < rect.yPx + rect.heightPx; yPx++)
      for (let xPx = rect.xPx; xPx < rect.xPx + rect.widthPx; xPx++) {
        const level = (noise(xPx, yPx, seed) & 7) === 0 ? 0xe0 : 0xff;
        frame.pixels.set([level, level, level, 0], (yPx * frame.widthPx + xPx) * 4);
      }
  };
  writePale(all, 1);
  pair.drain([all]);
  for (let line = 0; line < 4; line++) {
    pair.nowMs += STEP_MS;
    move(frame, { ...all, yPx: 32, heightPx: 448 }, 0, 0);
    writePale({ ...all, yPx: 448, heightPx: 32 }, 2 + line);
    // Two words in the middle of what moves.
    writePale({ xPx: 256, yPx: 224, widthPx: 64, heightPx: 16 }, 20 + line);
    pair.encode([all], 1e6);
    expect(pair.isEqual()).toBe(true);
  }
  expect(pair.sent.moves).toBeGreaterThan(0);
});

test('UP16 what is recalled lies within the picture and the cache, on screens that end within a tile', () => {
  const pair = new Pair(compressor, { widthPx: 333, heightPx: 203 }, 600);
  const { frame } = pair.encoder;
  const all = whole(frame);
  write(frame, all, 1);
  pair.drain([all]);
  pair.nowMs += 1000;
  const cover: Rect = { xPx: 133, yPx: 53, widthPx: 200, heightPx: 150 };
  write(frame, cover, 2);
  pair.drain([cover]);
  for (let step = 0; step < 12; step++) {
    pair.nowMs += STEP_MS;
    write(frame, { ...cover, widthPx: 11 * (step + 1) }, 1);
    write(frame, { ...cover, yPx: 203 - 5 * (step + 1), heightPx: 5 * (step + 1) }, 1);
    const message = pair.encode([cover], 1e6)!;
    const size = { ...all, cachePlaces: Math.min(600, limits.cachedTiles) };
    expect(() => decodePicture(message, () => size)).not.toThrow();
    expect(pair.isEqual()).toBe(true);
  }
  expect(pair.sent.recall).toBeGreaterThan(0);
});

/** What stands still in the middle of something that moves cuts it into pieces. */
const tileAt = (column: number, row: number): Rect => ({
  xPx: column * 32,
  yPx: row * 16,
  widthPx: 32,
  heightPx: 16,
});

test('UP8 UP14 a move in many pieces, of which some are written where others still have to be read, leaves nothing wrong', () => {
  const pair = new Pair(compressor, screen);
  const { frame } = pair.encoder;
  pair.show(whole(screen), 20);
  move(frame, { xPx: 0, yPx: 0, widthPx: 580, heightPx: 470 }, 60, 10);
  for (let row = 0; row < 30; row++)
    for (let column = 0; column < 20; column++) {
      // The first of these is written first, as it reaches further down, and the second comes out of it.
      const isTall = column >= 2 && column < 5 && row >= 2 && row < 12;
      const isBeside = column === 6 && row >= 8 && row < 11;
      const isStill = row < 15 ? !isTall && !isBeside : (row + column) % 2 === 0;
      if (isStill) paint(frame, tileAt(column, row), 20);
    }
  pair.drain([whole(screen)]);
  expect(pair.sent.moves).toBeGreaterThan(0);
  expect(pair.isEqual()).toBe(true);
});

test.each([300, 700])(
  'UP6 UP12 UP14 what came right beside a move that had no room for all of its pieces is not sent: an update for %i bytes names no rects of none',
  (budgetBytes) => {
    const pair = new Pair(compressor, screen);
    const { frame } = pair.encoder;
    const stand = () => {
      for (let row = 9; row < 20; row++)
        for (let column = 5; column < 11; column++)
          if ((row + column) % 2 === 1) paint(frame, tileAt(column, row), 30);
    };
    paint(frame, whole(screen), 21);
    paint(frame, window, 20);
    stand();
    pair.drain([whole(screen)]);
    const to = move(frame, window, window.xPx + 10, window.yPx + 7);
    paint(frame, { ...window, widthPx: 10 }, 21);
    paint(frame, { ...window, heightPx: 7 }, 21);
    stand();
    pair.drain([window, to], budgetBytes);
    expect(pair.sent.moves).toBeGreaterThan(0);
    expect(pair.isEqual()).toBe(true);
  },
);

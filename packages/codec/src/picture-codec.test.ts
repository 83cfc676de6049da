import { zstdCompressSync } from 'node:zlib';
import { decodePicture, type Rect, type ScreenSize } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PictureDecoder } from './picture-decoder.ts';
import {
  decompressor,
  meanError,
  move,
  noise,
  Pair,
  paint,
  paintColouredText,
  paintGlare,
  paintPhoto,
  SCREEN,
  whole,
  writePage,
} from './testing/codec-pair.ts';
import { tilePx } from './tile-grid.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const size: fc.Arbitrary<ScreenSize> = fc.oneof(
  fc.constantFrom(
    { widthPx: 1, heightPx: 1 },
    { widthPx: 7, heightPx: 3 },
    { widthPx: 65, heightPx: 17 },
    { widthPx: 64, heightPx: 16 },
  ),
  fc.record({ widthPx: fc.integer({ min: 1, max: 200 }), heightPx: fc.integer({ min: 1, max: 90 }) }),
);
/** Of any screen: fractions are scaled to its size. */
const fractions = fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999));
const budgetBytes = fc.oneof(fc.nat(1500), fc.nat(20_000));
const cache = fc.constantFrom(0, 7, 60);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('paint' as const), fractions, seed: fc.nat(15) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      fractions,
      to: fc.tuple(fc.nat(999), fc.nat(999)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('encode' as const), budgetBytes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), forMs: fc.nat(2000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resize' as const), size }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'new-viewer' as const) }) },
);

function rectOf({ widthPx, heightPx }: ScreenSize, [x, y, w, h]: readonly number[]): Rect {
  const xPx = Math.floor((x! * widthPx) / 1000);
  const yPx = Math.floor((y! * heightPx) / 1000);
  return {
    xPx,
    yPx,
    widthPx: 1 + Math.floor((w! * (widthPx - xPx)) / 1000),
    heightPx: 1 + Math.floor((h! * (heightPx - yPx)) / 1000),
  };
}

describe('encoder and decoder', () => {
  test('UP8 whatever was painted, resized, cut by budgets and begun anew: once quiet, both pictures are equal', () => {
    fc.assert(
      fc.property(
        size,
        cache,
        fc.boolean(),
        fc.array(step, { maxLength: 40 }),
        (first, places, lossy, steps) => {
          const pair = new Pair(compressor, first, places, lossy);
          let damage: Rect[] = [];
          for (const step of steps) {
            if (step.do === 'paint') {
              const rect = rectOf(pair.encoder.frame, step.fractions);
              paint(pair.encoder.frame, rect, step.seed);
              damage.push(rect);
            } else if (step.do === 'move') {
              const { frame } = pair.encoder;
              const from = rectOf(frame, step.fractions);
              const toXPx = Math.floor((step.to[0] * (frame.widthPx - from.widthPx)) / 1000);
              const toYPx = Math.floor((step.to[1] * (frame.heightPx - from.heightPx)) / 1000);
              damage.push(move(frame, from, toXPx, toYPx));
            } else if (step.do === 'wait') pair.nowMs += step.forMs;
            else if (step.do === 'encode') {
              pair.encode(damage, step.budgetBytes);
              damage = [];
            } else {
              if (step.do === 'resize') {
                pair.encoder.resize(step.size);
                damage = [whole(step.size)];
              }
              if (step.do === 'new-viewer') pair.decoder = new PictureDecoder(decompressor);
              pair.restart();
            }
          }
          pair.drain(damage);
          expect(pair.isEqual()).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each([
    [1366, 768],
    [1, 1],
    [7, 3],
    [65, 17],
    [1, 300],
    [300, 1],
  ])('UP8 a whole noisy screen of %i×%i arrives exactly', (widthPx, heightPx) => {
    const pair = new Pair(compressor, { widthPx, heightPx });
    paint(pair.encoder.frame, whole(pair.encoder.frame), 99);
    pair.drain([whole(pair.encoder.frame)]);
    expect(pair.isEqual()).toBe(true);
  });

  test('an update is within its budget, except that it may hold one tile', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fractions, fc.nat(20), fc.nat(30_000)), { maxLength: 12 }), (steps) => {
        const pair = new Pair(compressor, { widthPx: 333, heightPx: 144 });
        for (const [fraction, seed, budgetBytes] of steps) {
          const rect = rectOf(pair.encoder.frame, fraction);
          paint(pair.encoder.frame, rect, seed);
          const message = pair.encode([rect], budgetBytes);
          if (message === undefined || message.length <= budgetBytes) continue;
          const update = decodePicture(message, () => ({ ...pair.encoder.frame, cachePlaces: 0 }));
          const operations = update.type === 'update' ? update.operations : [];
          const pixels = operations.map((operation) => ('pixels' in operation ? operation.pixels : 0));
          expect(pixels).toHaveLength(1);
          expect(pixels[0]).toBeLessThanOrEqual(tilePx.width * tilePx.height);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what packs badly right after what packs well leaves no update nearly empty', () => {
    const size = { widthPx: 640, heightPx: 320 };
    const pair = new Pair(compressor, size, 0, false);
    const budgetBytes = 12_000;
    for (let yPx = 0; yPx < size.heightPx; yPx += 32) {
      paint(pair.encoder.frame, { xPx: 0, yPx, widthPx: 640, heightPx: 16 }, 3);
      paint(pair.encoder.frame, { xPx: 0, yPx: yPx + 16, widthPx: 640, heightPx: 16 }, 9);
    }
    const sizes: number[] = [];
    for (let damage = [whole(size)]; pair.encoder.pending; damage = [])
      sizes.push(pair.encode(damage, budgetBytes)!.length);
    expect(pair.isEqual()).toBe(true);
    const halfEmpty = sizes.filter((bytes) => bytes < budgetBytes / 2);
    expect(halfEmpty.length).toBeLessThanOrEqual(1);
  });

  test('no update takes memory beyond what the screen has, whatever it holds', () => {
    const pair = new Pair(compressor, { widthPx: 256, heightPx: 160 }, 400, true);
    const { frame } = pair.encoder;
    const all = whole(frame);
    const film: Rect = { xPx: 32, yPx: 16, widthPx: 192, heightPx: 128 };
    const { buffer } = frame.pixels;
    const { byteLength } = buffer;
    const paints = [
      (step: number) => paintPhoto(frame, step),
      (step: number) => paintPhoto(frame, step, film),
      (step: number) => paintPhoto(frame, step, film),
      () => writeWords(frame, all, 1),
      () => void move(frame, { ...all, yPx: 24, heightPx: 136 }, 0, 0),
      () => paint(frame, all, 31),
      () => writeWords(frame, all, 2),
      () => paint(frame, film, 3),
      () => paint(frame, all, 32),
      () => paint(frame, all, 31),
    ];
    for (let step = 0; step < 200; step++) {
      paints[step % paints.length]!(step);
      pair.nowMs += step % 5 === 0 ? 400 : 33;
      pair.encode([all], step % 3 === 0 ? 3000 : 1e6);
    }
    expect(Object.keys(pair.sent).sort()).toEqual([
      ...['keep', 'lossy', 'moves', 'photo', 'planes', 'recall', 'text'],
    ]);
    // It is another one, and the old one empty, when wasm has grown.
    expect(pair.encoder.frame.pixels.buffer).toBe(buffer);
    expect(buffer.byteLength).toBe(byteLength);
  });

  test('damage that changed nothing makes no update, and the unused fourth byte is no change', () => {
    const pair = new Pair(compressor, { widthPx: 130, heightPx: 40 });
    const rect = whole(pair.encoder.frame);
    paint(pair.encoder.frame, rect, 9);
    pair.drain([rect]);
    for (let i = 3; i < pair.encoder.frame.pixels.length; i += 4) pair.encoder.frame.pixels[i]! ^= 0xff;
    expect(pair.encode([rect], 1e6)).toBeUndefined();
    expect(pair.encoder.pending).toBe(false);
  });

  test('no part of the screen waits for another that never rests', () => {
    const pair = new Pair(compressor, { widthPx: 256, heightPx: 128 });
    const top: Rect = { xPx: 0, yPx: 0, widthPx: 256, heightPx: 64 };
    paint(pair.encoder.frame, whole(pair.encoder.frame), 50);
    pair.encode([whole(pair.encoder.frame)], 20_000);
    for (let i = 0; i < 12; i++) {
      paint(pair.encoder.frame, top, 60 + i);
      pair.encode([top], 20_000);
    }
    const { pixels } = pair.encoder.frame;
    const { rgba } = pair.decoder.picture(SCREEN)!;
    for (let at = 64 * 256 * 4; at < pixels.length; at += 4) expect(rgba[at + 1]).toBe(pixels[at + 1]);
  });

  test('a screen of 7680×4320 fits: one pixel in its last corner arrives', () => {
    const pair = new Pair(compressor, { widthPx: 7680, heightPx: 4320 });
    pair.drain();
    const rect: Rect = { xPx: 7679, yPx: 4319, widthPx: 1, heightPx: 1 };
    paint(pair.encoder.frame, rect, 5);
    const message = pair.encode([rect], 1e6);
    expect(message!.length).toBeLessThan(100);
    const { rgba } = pair.decoder.picture(SCREEN)!;
    const corner = pair.encoder.frame.pixels.subarray(-4);
    expect([...rgba.subarray(-4)]).toEqual([corner[2], corner[1], corner[0], 255]);
  });

  test('UP8 UP15 UP16 a page of 3840×2160 that has more tiles than can be kept comes, scrolls, goes and comes back, and a part of it out from under a window', () => {
    const size = { widthPx: 3840, heightPx: 2160 };
    const pair = new Pair(compressor, size, 8000, true);
    const { frame } = pair.encoder;
    /** @returns the bytes of each kind */
    const show = (page: number, scrolledPx: number, window?: Rect) => {
      const before = { ...pair.sentBytes };
      writePage(frame, page, scrolledPx);
      if (window !== undefined) paint(frame, window, 3);
      pair.nowMs += 1000;
      pair.drain([whole(size)], 1e8);
      expect(pair.isEqual()).toBe(true);
      const took = (kind: 'text' | 'recall') => (pair.sentBytes[kind] ?? 0) - (before[kind] ?? 0);
      return { text: took('text'), recall: took('recall') };
    };
    const first = show(1, 0);
    show(1, 250);
    show(2, 0);
    show(1, 250);
    show(1, 250, { xPx: 1000, yPx: 500, widthPx: 1280, heightPx: 800 });
    const uncovered = show(1, 250);
    expect(uncovered.recall).toBeGreaterThan(0);
    expect(uncovered.text).toBeLessThan(first.text / 50);
  });

  test.each([
    ['down', 0, -48],
    ['up', 0, 37],
    ['left', 45, 0],
    ['right', -31, 0],
  ])('UP14 content scrolled %s is moved, and little else is sent', (_where, dx, dy) => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 });
    const all = whole(pair.encoder.frame);
    pair.show(all, 77);
    const full = pair.encode([all], 1e6);
    expect(full).toBeUndefined();
    const from = {
      xPx: Math.max(0, -dx),
      yPx: Math.max(0, -dy),
      widthPx: 640 - Math.abs(dx),
      heightPx: 480 - Math.abs(dy),
    };
    move(pair.encoder.frame, from, from.xPx + dx, from.yPx + dy);
    const message = pair.encode([all], 1e6)!;
    expect(pair.isEqual()).toBe(true);
    expect(pair.sent.moves).toBe(1);
    // The noise of one strip of tiles beyond what was uncovered, of a screen of 900 KiB.
    expect(message.length).toBeLessThan(640 * 480 * 3 * 0.2);
  });

  test.each([
    { widthPx: 1280, heightPx: 800 },
    { widthPx: 1920, heightPx: 1080 },
    { widthPx: 3840, heightPx: 2160 },
    { widthPx: 7680, heightPx: 4320 },
  ])(
    'UP14 a page of $widthPx × $heightPx that scrolls by another step each time is moved each time',
    (size) => {
      const pair = new Pair(compressor, size, 0, true);
      const { frame } = pair.encoder;
      let scrolledPx = 4000;
      writePage(frame, 1, scrolledPx);
      pair.drain([whole(size)], 1e8);
      for (const stepPx of [54, 53, -37, 120, 3, 400]) {
        scrolledPx += stepPx;
        writePage(frame, 1, scrolledPx);
        const message = pair.encode([whole(size)], 1e8)!;
        expect(pair.isEqual()).toBe(true);
        // What came in has about a fifth of a byte for each of its pixels.
        expect(message.length).toBeLessThan(500 + size.widthPx * (Math.abs(stepPx) + 20) * 0.05);
      }
    },
  );

  test('UP14 pages whose lines lie where tiles do, however far they scroll', () => {
    const size = { widthPx: 3840, heightPx: 2160 };
    const pair = new Pair(compressor, size);
    const { frame } = pair.encoder;
    const pixels = new Uint32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.pixels.length / 4);
    /** Lines of 16 pixels, of which only the middle has ink. */
    const page = (firstLine: number) => {
      pixels.fill(0xffffff);
      for (let y = 0; y < size.heightPx; y++) {
        if (y % 16 < 6 || y % 16 > 9) continue;
        const line = firstLine + Math.floor(y / 16);
        for (let x = 0; x < size.widthPx; x++)
          if ((noise(x >> 1, y % 16, line) & 3) === 0) pixels[y * size.widthPx + x] = 0;
      }
    };
    page(100);
    pair.drain([whole(size)], 1e8);
    const full = pair.sentBytes.text!;
    for (const line of [103, 104, 130, 127]) {
      page(line);
      const message = pair.encode([whole(size)], 1e8)!;
      expect(pair.isEqual()).toBe(true);
      expect(message.length).toBeLessThan(full / 3);
    }
  });

  test('UP14 a narrow list beside a page that stands still, on a tall screen', () => {
    const size = { widthPx: 800, heightPx: 4320 };
    const pair = new Pair(compressor, size);
    const { frame } = pair.encoder;
    const pixels = new Uint32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.pixels.length / 4);
    /** From 640 pixels on, as wide as two tiles. */
    const list = (scrolledPx: number): Rect => {
      for (let y = 0; y < size.heightPx; y++)
        for (let x = 640; x < 704; x++)
          pixels[y * size.widthPx + x] = (noise(x, y + scrolledPx, 5) & 3) === 0 ? 0 : 0xffffff;
      return { xPx: 640, yPx: 0, widthPx: 64, heightPx: size.heightPx };
    };
    pair.drain([list(0)], 1e8);
    for (const scrolledPx of [24, 31, 70]) {
      const message = pair.encode([list(scrolledPx)], 1e8)!;
      expect(pair.isEqual()).toBe(true);
      expect(message.length).toBeLessThan(3000);
    }
  });

  test.each([
    ['left', -37],
    ['right', 45],
  ])('UP14 a pane inside a window that scrolls to the %s is moved, and little else is sent', (_where, dx) => {
    const pair = new Pair(compressor, { widthPx: 800, heightPx: 480 });
    const { frame } = pair.encoder;
    pair.show(whole(frame), 77);
    const pane: Rect = { xPx: 150, yPx: 107, widthPx: 420, heightPx: 250 };
    const widthPx = pane.widthPx - Math.abs(dx);
    for (let step = 0; step < 3; step++) {
      move(frame, { ...pane, xPx: pane.xPx + Math.max(0, -dx), widthPx }, pane.xPx + Math.max(0, dx), 107);
      const leftPx = dx < 0 ? pane.xPx + widthPx : pane.xPx;
      paint(frame, { ...pane, xPx: leftPx, widthPx: Math.abs(dx) }, 91 + step);
      const message = pair.encode([pane], 1e6)!;
      expect(pair.isEqual()).toBe(true);
      const update = decodePicture(message, () => ({ ...frame, cachePlaces: 0 }));
      const operations = update.type === 'update' ? update.operations : [];
      const moves = operations.flatMap((each) => (each.type === 'moves' ? each.moves : []));
      expect(moves.map(({ rect, fromXPx, fromYPx }) => [rect.xPx - fromXPx, rect.yPx - fromYPx])).toEqual([
        [dx, 0],
      ]);
      // The noise of what came in.
      expect(message.length).toBeLessThan(Math.abs(dx) * pane.heightPx * 3 + 100);
    }
  });

  test('UP14 two areas that scroll at once and a window that is dragged over both are all moved', () => {
    const pair = new Pair(compressor, { widthPx: 1024, heightPx: 512 });
    const all = whole(pair.encoder.frame);
    pair.show(all, 78);
    const { frame } = pair.encoder;
    move(frame, { xPx: 0, yPx: 64, widthPx: 400, heightPx: 448 }, 0, 0);
    move(frame, { xPx: 420, yPx: 0, widthPx: 300, heightPx: 400 }, 420, 100);
    move(frame, { xPx: 740, yPx: 100, widthPx: 200, heightPx: 200 }, 791, 143);
    const message = pair.encode([all], 1e7)!;
    expect(pair.isEqual()).toBe(true);
    const update = decodePicture(message, () => ({ ...frame, cachePlaces: 0 }));
    const moves =
      update.type === 'update'
        ? update.operations.flatMap((each) => (each.type === 'moves' ? each.moves : []))
        : [];
    const vectors = new Set(
      moves.map(({ rect, fromXPx, fromYPx }) => `${rect.xPx - fromXPx},${rect.yPx - fromYPx}`),
    );
    expect([...vectors].sort()).toEqual(['0,-64', '0,100', '51,43']);
  });

  test('UP14 what moves where nothing did for long is moved again within a few updates', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 });
    const all = whole(pair.encoder.frame);
    for (let seed = 80; seed < 90; seed++) pair.show(all, seed);
    expect(pair.sent.moves).toBeUndefined();
    for (let step = 0; step < 9; step++) {
      move(pair.encoder.frame, { xPx: 0, yPx: 40, widthPx: 640, heightPx: 440 }, 0, 0);
      pair.drain([all]);
      expect(pair.isEqual()).toBe(true);
    }
    expect(pair.sent.moves).toBeGreaterThanOrEqual(1);
  });

  test('UP14 a move that the system tells of is taken, found or not', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 });
    pair.show(whole(pair.encoder.frame), 79);
    const rect = move(pair.encoder.frame, { xPx: 0, yPx: 0, widthPx: 320, heightPx: 320 }, 100, 100);
    const message = pair.encoder.encode([], 1e6, ++pair.sequence, {
      moves: [{ rect, fromXPx: 0, fromYPx: 0 }],
    });
    pair.decoder.apply(message!);
    expect(pair.isEqual()).toBe(true);
  });

  test('UP15 UP16 a screen that was seen comes back out of the cache, however small the message', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 }, 2000);
    const all = whole(pair.encoder.frame);
    pair.show(all, 31);
    pair.nowMs += 1000;
    pair.show(all, 32);
    pair.nowMs += 1000;
    paint(pair.encoder.frame, all, 31);
    const back = pair.encode([all], 1e6)!;
    expect(pair.isEqual()).toBe(true);
    expect(pair.sent).toMatchObject({ keep: 2, recall: 1 });
    expect(back.length).toBeLessThan(200);
  });

  test('UP15 UP16 most of a large screen comes back out of the cache; what of it is new is found and sent', () => {
    const pair = new Pair(compressor, { widthPx: 1280, heightPx: 768 }, 8000);
    const all = whole(pair.encoder.frame);
    const patch: Rect = { xPx: 300, yPx: 200, widthPx: 200, heightPx: 100 };
    for (const seed of [91, 92, 91, 92]) {
      pair.nowMs += 1000;
      pair.show(all, seed);
    }
    pair.nowMs += 1000;
    paint(pair.encoder.frame, all, 91);
    paint(pair.encoder.frame, patch, 93);
    const message = pair.encode([all], 1e7)!;
    expect(pair.isEqual()).toBe(true);
    expect(message.length).toBeLessThan(200 * 100 * 3 * 2);
  });

  test('UP14 UP15 a page whose words were all seen before, but elsewhere, is moved when it scrolls', () => {
    const pair = new Pair(compressor, { widthPx: 1280, heightPx: 1024 }, 8000);
    const { frame } = pair.encoder;
    const all = whole(frame);
    const words = new Uint32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.pixels.length / 4);
    const [wordPx, linePx] = [32, 16];
    const page = (first: number) => {
      for (let y = 0; y < frame.heightPx; y++) {
        const line = first + Math.floor(y / linePx);
        for (let x = 0; x < frame.widthPx; x++) {
          const word = noise(x >> 5, line, 3) & 255;
          const [left, top] = [x % wordPx, y % linePx];
          const isInk = left < 26 && top < 12 && (noise(left, top, word) & 3) === 0;
          words[y * frame.widthPx + x] = isInk ? 0 : 0xffffff;
        }
      }
    };
    for (const first of [1000, 2000, 3000]) {
      page(first);
      pair.drain([all]);
      pair.nowMs += 1000;
    }
    for (let line = 3003; line < 3030; line += 3) {
      page(line);
      const message = pair.encode([all], 1e6)!;
      expect(pair.isEqual()).toBe(true);
      // One move, and three lines of words.
      expect(message.length).toBeLessThan(2000);
      pair.nowMs += 50;
    }
  });

  test('UP14 a page of which every tile is kept is moved all the same when it goes on scrolling', () => {
    const size = { widthPx: 1280, heightPx: 768 };
    const pair = new Pair(compressor, size, 8000);
    const all = whole(size);
    paint(pair.encoder.frame, all, 95);
    pair.encode([all], 1e7);
    for (const restMs of [50, 1000, 1000]) {
      pair.nowMs += restMs;
      // By three whole tiles.
      move(pair.encoder.frame, { xPx: 0, yPx: 48, widthPx: 1280, heightPx: 720 }, 0, 0);
      pair.encode([all], 1e7);
      expect(pair.isEqual()).toBe(true);
    }
    expect(pair.sent).toMatchObject({ moves: 3, keep: 1 });
    expect(pair.sent.recall).toBeUndefined();
  });

  test.each([120, 250, 300, 590])(
    'UP15 a cache of %i places, which one page overflows, makes no update keep more than the picture has',
    (places) => {
      const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 }, places, true);
      const all = whole(pair.encoder.frame);
      const page = (seed: number) => {
        for (let row = 0; row < 30; row++)
          for (let column = 0; column < 20; column++)
            paint(
              pair.encoder.frame,
              { xPx: column * 32, yPx: row * 16, widthPx: 32, heightPx: 16 },
              (column + row) % 3 === 0 ? 1 : seed,
            );
      };
      for (const [seed, budget] of [
        [31, 1e6],
        [32, 1000],
        [31, 1000],
        [33, 5000],
      ] as const) {
        page(seed);
        pair.drain([all], budget);
        expect(pair.isEqual()).toBe(true);
        pair.nowMs += 1000;
      }
    },
  );

  test('UP15 what is seen only in passing is not kept, and a full cache forgets the oldest', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 }, 620);
    const all = whole(pair.encoder.frame);
    for (let seed = 40; seed < 46; seed++) pair.show(all, seed);
    expect(pair.sent.keep).toBeUndefined();
    for (const seed of [50, 51, 52, 51, 50]) {
      pair.nowMs += 1000;
      pair.show(all, seed);
      expect(pair.isEqual()).toBe(true);
    }
    // 600 tiles a screen: 51 was kept last, 50 had to make room for it.
    expect(pair.sent.recall).toBe(1);
  });

  test('UP12 few colours go as text, rare ones among them too, and what is no text does not', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 });
    const { frame } = pair.encoder;
    for (let i = 0; i < 640 * 480; i++) {
      // Colours that have nothing to do with one another, most of them few, some of them rare.
      const colour =
        noise(i, 0, 1) % 500 === 0 ? noise(i, 1, 2) : Math.imul(1 + (noise(i >> 2, 2, 3) & 15), 0x9e3779b1);
      frame.pixels.set([colour >>> 8, colour >>> 16, colour >>> 24, 0], i * 4);
    }
    pair.drain([whole(frame)]);
    expect(pair.isEqual()).toBe(true);
    expect(pair.sent.text).toBeGreaterThan(0);
    expect(pair.sent.planes).toBeUndefined();
    const { text } = pair.sent;
    pair.show(whole(frame), 9);
    expect(pair.isEqual()).toBe(true);
    expect(pair.sent.planes).toBeGreaterThan(0);
    expect(pair.sent.text).toBe(text);
  });

  test('UP12 text that came once takes a fraction when similar text comes again, until the viewer begins anew', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 });
    const { frame } = pair.encoder;
    /** @returns what it took, in bytes */
    const write = (yPx: number, seed: number) => {
      frame.pixels.fill(0);
      pair.drain([whole(frame)]);
      const rect: Rect = { xPx: 0, yPx, widthPx: 640, heightPx: 128 };
      writeWords(frame, rect, seed);
      const before = pair.sentBytes.text ?? 0;
      pair.drain([rect]);
      expect(pair.isEqual()).toBe(true);
      return (pair.sentBytes.text ?? 0) - before;
    };
    const first = write(0, 1);
    expect(write(101, 2)).toBeLessThan(first / 3);
    expect(write(37, 3)).toBeLessThan(first / 3);
    pair.restart();
    expect(write(0, 1)).toBe(first);
  });

  test('UP12 a budget that is too small for a page of text is filled with its first rows', () => {
    for (const budgetBytes of [400, 1500, 5000]) {
      const pair = new Pair(compressor, { widthPx: 640, heightPx: 240 });
      const { frame } = pair.encoder;
      writeWords(frame, whole(frame), 1, 0xc0);
      const messages: number[] = [];
      /** @returns how many pixels are shown; those of tiles come row by row of them */
      const shown = () => {
        const { rgba } = pair.decoder.picture(SCREEN)!;
        const words = new Uint32Array(rgba.buffer, rgba.byteOffset, 640 * 240);
        // No letter is black, and all of that is opaque.
        const isShown = words.map((word) => Number(word !== 0xff000000));
        const rowOfTiles = (i: number) => Math.floor(i / 640 / tilePx.height);
        const [last, first] = [isShown.lastIndexOf(1), isShown.indexOf(0)];
        if (first >= 0) expect(rowOfTiles(last)).toBeLessThanOrEqual(rowOfTiles(first));
        return isShown.reduce((sum, one) => sum + one, 0);
      };
      let damage = [whole(frame)];
      for (let before = 0; ; ) {
        const message = pair.encode(damage, budgetBytes);
        if (message === undefined) break;
        damage = [];
        messages.push(message.length);
        const now = shown();
        expect(now).toBeGreaterThan(before);
        before = now;
      }
      expect(pair.isEqual()).toBe(true);
      expect(pair.sent.planes).toBeUndefined();
      expect(messages.length).toBeGreaterThan(1);
      expect(Math.max(...messages)).toBeLessThanOrEqual(budgetBytes);
      expect(Math.min(...messages.slice(0, -1)), `${messages}`).toBeGreaterThan(budgetBytes / 2);
    }
  });

  test('UP8 UP12 whatever colours come in whatever number, with budgets that are too small: both pictures are equal', () => {
    const fill = fc.record({
      at: fc.nat(20),
      from: fc.nat(4000),
      colours: fc.integer({ min: 1, max: 400 }),
      budget: fc.integer({ min: 60, max: 3000 }),
      anew: fc.nat(30),
    });
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 30 }), (fills) => {
        const pair = new Pair(compressor, { widthPx: 320, heightPx: 336 });
        const { frame } = pair.encoder;
        for (const { at, from, colours, budget, anew } of fills) {
          const line: Rect = { xPx: 0, yPx: at * 16, widthPx: 320, heightPx: 16 };
          for (let i = 0; i < 320 * 16; i++) {
            const colour = from + (noise(i >> 2, at, from) % colours);
            frame.pixels.set([colour & 255, colour >>> 8, 200, 0], (line.yPx * 320 + i) * 4);
          }
          if (anew === 0) pair.restart();
          pair.encode([line], budget);
        }
        pair.drain();
        expect(pair.isEqual()).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('on a thin line what is small or near the pointer goes before what is large', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 480 });
    const all = whole(pair.encoder.frame);
    const typed: Rect = { xPx: 40, yPx: 400, widthPx: 8, heightPx: 16 };
    const pointed: Rect = { xPx: 500, yPx: 300, widthPx: 20, heightPx: 20 };
    const large: Rect = { xPx: 0, yPx: 0, widthPx: 640, heightPx: 350 };
    pair.show(all, 2);
    for (const rect of [large, typed, pointed]) paint(pair.encoder.frame, rect, 90);
    pair.nowMs += 10;
    const hints = { near: { xPx: 510, yPx: 310 } };
    const message = pair.encoder.encode([large, typed, pointed], 20_000, ++pair.sequence, hints)!;
    expect(message.length).toBeLessThanOrEqual(20_000);
    pair.decoder.apply(message);
    const { rgba } = pair.decoder.picture(SCREEN)!;
    for (const { xPx, yPx } of [typed, pointed]) {
      const at = (yPx * 640 + xPx) * 4;
      expect(rgba[at + 1]).toBe(pair.encoder.frame.pixels[at + 1]);
    }
    pair.drain();
    expect(pair.isEqual()).toBe(true);
  });

  test('of two large places the one near the pointer goes first, whichever that is', () => {
    const areas: Rect[] = [24, 168].map((yPx) => ({ xPx: 20, yPx, widthPx: 280, heightPx: 90 }));
    for (const pointed of areas) {
      const pair = new Pair(compressor, { widthPx: 320, heightPx: 288 });
      const { frame } = pair.encoder;
      for (const rect of areas) paint(frame, rect, 90);
      const [xPx, yPx] = [pointed.xPx + 200, pointed.yPx + 45];
      // A fifth of what both take.
      const hints = { near: { xPx, yPx } };
      pair.decoder.apply(pair.encoder.encode([whole(frame)], 30_000, ++pair.sequence, hints)!);
      const { rgba } = pair.decoder.picture(SCREEN)!;
      const shown = areas.map(({ yPx }) => {
        const at = ((yPx + 45) * 320 + xPx) * 4;
        // As it is in the frame, for as far as the nearness goes.
        for (let dx = -32; dx < 32; dx++)
          if (rgba[at + dx * 4 + 1] !== frame.pixels[at + dx * 4 + 1]) return false;
        return true;
      });
      expect(shown).toEqual(areas.map((area) => area === pointed));
      pair.drain();
      expect(pair.isEqual()).toBe(true);
    }
  });

  test('UP13 UP11 a photograph that does not fit comes about right at once and exactly when it is quiet', () => {
    const pair = new Pair(compressor, { widthPx: 320, heightPx: 240 }, 0, true);
    const all = whole(pair.encoder.frame);
    pair.show(all, 90);
    paintPhoto(pair.encoder.frame, 0);
    const rough = pair.encode([all], 20_000)!;
    expect(rough.length).toBeLessThanOrEqual(20_000);
    expect(pair.encoder.pending).toBe(false);
    expect(meanError(pair)).toBeLessThan(8);
    expect(pair.encode([], 1e6)).toBeUndefined();
    expect(pair.sent).toMatchObject({ lossy: 1 });
    expect(pair.encoder.dueAtMs! - pair.nowMs).toBeLessThanOrEqual(100);
    pair.drain();
    expect(pair.sent.planes).toBeGreaterThan(0);
    expect(pair.isEqual()).toBe(true);
  });

  test('UP13 parts of a photograph that have few colours come about right with the rest of it, and a caption in its midst exactly', () => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 240 }, 0, true);
    const { frame } = pair.encoder;
    const all = whole(frame);
    pair.show(all, 90);
    paintPhoto(frame, 0);
    // Half of the tiles have some 40 colours, none of which two pixels beside each other share.
    const dull: Rect = { xPx: 128, yPx: 32, widthPx: 192, heightPx: 160 };
    for (let y = dull.yPx; y < dull.yPx + dull.heightPx; y++)
      for (let x = dull.xPx; x < dull.xPx + dull.widthPx; x++)
        frame.pixels.fill(100 + 2 * ((x + y) % 40), (y * 640 + x) * 4, (y * 640 + x) * 4 + 3);
    const caption: Rect = { xPx: 448, yPx: 96, widthPx: 64, heightPx: 16 };
    paintColouredText(frame, caption, 3);
    pair.encode([all], 20_000);
    expect(pair.encoder.pending).toBe(false);
    const { rgba } = pair.decoder.picture(SCREEN)!;
    const differing = (rect: Rect) => {
      let pixels = 0;
      for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++)
        for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
          const at = (y * 640 + x) * 4;
          if (rgba[at] !== frame.pixels[at + 2] || rgba[at + 2] !== frame.pixels[at]) pixels++;
        }
      return pixels;
    };
    expect(differing(caption)).toBe(0);
    expect(differing(dull)).toBeGreaterThan(dull.widthPx * dull.heightPx * 0.5);
    pair.drain();
    expect(pair.isEqual()).toBe(true);
  });

  test('UP13 what always moves takes a bounded share of the line, and is exact when it stops', () => {
    const pair = new Pair(compressor, { widthPx: 320, heightPx: 240 }, 0, true);
    const film: Rect = { xPx: 32, yPx: 16, widthPx: 256, heightPx: 192 };
    pair.show(whole(pair.encoder.frame), 2);
    let bytes = 0;
    for (let step = 0; step < 60; step++) {
      pair.nowMs += 33;
      paintPhoto(pair.encoder.frame, step, film);
      const message = pair.encode([film], 1e6);
      if (step >= 30) bytes += message?.length ?? 0;
    }
    // 250 bytes a millisecond, and some time to find the quality.
    expect(bytes).toBeLessThan(30 * 33 * 250 * 1.5);
    expect(pair.encoder.isMoving).toBe(true);
    pair.drain();
    pair.nowMs += 200;
    expect(pair.encoder.isMoving).toBe(false);
    expect(pair.isEqual()).toBe(true);
  });

  test('UP8 UP13 whatever comes between the pictures of a glaring film: once quiet, both pictures are equal', () => {
    const film: Rect = { xPx: 32, yPx: 16, widthPx: 160, heightPx: 112 };
    const between = fc.record({
      kind: fc.constantFrom('none', 'none', 'none', 'text', 'moved', 'quiet', 'aside', 'tight', 'anew'),
      xPx: fc.nat(127),
      yPx: fc.nat(90),
      pictures: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(between, { minLength: 1, maxLength: 10 }), (steps) => {
        const pair = new Pair(compressor, { widthPx: 224, heightPx: 160 }, 64, true);
        const { frame } = pair.encoder;
        pair.show(whole(frame), 2);
        let time = 0;
        const play = (rect: Rect, budgetBytes: number) => {
          pair.nowMs += 33;
          paintGlare(frame, ++time, rect);
          pair.encode([rect], budgetBytes);
        };
        for (let i = 0; i < 8; i++) play(film, 1e6);
        for (const { kind, xPx, yPx, pictures } of steps) {
          const place: Rect = { xPx, yPx, widthPx: 64, heightPx: 48 };
          if (kind === 'text') {
            paint(frame, place, xPx % 7);
            pair.encode([place], 1e6);
          }
          if (kind === 'moved') {
            const to = move(frame, place, Math.max(0, xPx - 20), yPx + 5);
            pair.encode([place, to], 1e6);
          }
          if (kind === 'quiet') pair.drain();
          if (kind === 'anew') pair.restart();
          const rect = kind === 'aside' ? { ...film, xPx: 64, heightPx: 128 } : film;
          for (let i = 0; i < pictures; i++) play(rect, kind === 'tight' ? 3000 : 1e6);
        }
        pair.drain();
        expect(pair.isEqual()).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('text is never sent about right, even where a film ran', () => {
    const pair = new Pair(compressor, { widthPx: 320, heightPx: 240 }, 0, true);
    const all = whole(pair.encoder.frame);
    for (let step = 0; step < 20; step++) {
      pair.nowMs += 33;
      paintPhoto(pair.encoder.frame, step);
      pair.encode([all], 1e6);
    }
    const before = pair.sent.lossy;
    expect(before).toBeGreaterThan(5);
    const { pixels } = pair.encoder.frame;
    for (let i = 0; i < 320 * 240; i++)
      pixels.fill(noise(i >> 1, 0, 3) % 5 === 0 ? 30 : 255, i * 4, i * 4 + 4);
    pair.nowMs += 33;
    pair.encode([all], 1e6);
    expect(pair.sent.lossy).toBe(before);
    expect(pair.isEqual()).toBe(true);
  });

  const onFilm = 'on a film within 32 pictures';
  const lines = {
    'across, one pixel thin': (_: number, y: number) => y === 101,
    'down, two pixels thin': (x: number) => x === 62 || x === 63,
    'a slope, three pixels thin': (x: number, y: number) => Math.abs(x - 40 - 2 * y) <= 2,
    'a letter’s stems': (x: number, y: number) => y > 60 && y < 76 && x > 90 && x < 200 && x % 9 < 2,
  };
  test.each(
    Object.entries(lines).flatMap(([name, isOn]) =>
      [true, false].map((isOnFilm) => [name, isOnFilm ? onFilm : 'on a photograph at once', isOn] as const),
    ),
  )('thin coloured lines, %s, have their colours %s', (_, where, isOn) => {
    const isOnFilm = where === onFilm;
    const pair = new Pair(compressor, { widthPx: 320, heightPx: 240 }, 0, true);
    const { frame } = pair.encoder;
    const { pixels } = frame;
    const all = whole(frame);
    const draw = (step: number, hasLine: boolean) => {
      pair.nowMs += 33;
      paintPhoto(frame, step);
      if (hasLine)
        for (let i = 0; i < 320 * 240; i++)
          if (isOn(i % 320, Math.floor(i / 320))) pixels.set([255, 0, 255], i * 4);
      pair.encode([all], isOnFilm ? 60_000 : 20_000);
    };
    const isExactOnLine = () => {
      const { rgba } = pair.decoder.picture(SCREEN)!;
      for (let i = 0; i < 320 * 240; i++)
        if (isOn(i % 320, Math.floor(i / 320)) && (rgba[i * 4 + 1] !== 0 || rgba[i * 4] !== 255))
          return false;
      return true;
    };
    // What is known of a film is looked at anew one time in 32.
    for (let step = 0; isOnFilm && step < 20; step++) draw(step, false);
    for (let step = 20; step < (isOnFilm ? 53 : 21); step++) draw(step, true);
    expect(pair.sent.lossy).toBeGreaterThan(0);
    expect(isExactOnLine()).toBe(true);
    for (let step = 53; step < 60 && isOnFilm; step++) {
      draw(step, true);
      expect(isExactOnLine()).toBe(true);
    }
  });

  test.each([
    ['by itself', false],
    ['where a film ran', true],
  ])('text smoothed in colours is never sent about right, however fast it changes, %s', (_, afterFilm) => {
    const pair = new Pair(compressor, { widthPx: 320, heightPx: 240 }, 0, true);
    const all = whole(pair.encoder.frame);
    for (let step = 0; afterFilm && step < 20; step++) {
      pair.nowMs += 33;
      paintPhoto(pair.encoder.frame, step);
      pair.encode([all], 1e6);
    }
    const before = pair.sent.lossy;
    for (let step = 0; step < 20; step++) {
      pair.nowMs += 33;
      paintColouredText(pair.encoder.frame, all, step);
      pair.encode([all], 1e6);
      expect(pair.isEqual()).toBe(true);
    }
    expect(pair.sent.lossy).toBe(before);
  });

  test('a film on a thin line does not keep what is written waiting', () => {
    const pair = new Pair(compressor, { widthPx: 320, heightPx: 240 }, 0, true);
    const film: Rect = { xPx: 0, yPx: 0, widthPx: 320, heightPx: 176 };
    const typed: Rect = { xPx: 64, yPx: 208, widthPx: 8, heightPx: 16 };
    for (let step = 0; step < 40; step++) {
      pair.nowMs += 100;
      paintPhoto(pair.encoder.frame, step, film);
      paint(pair.encoder.frame, typed, step % 7);
      pair.encode([film, typed], 6000);
      const at = (typed.yPx * 320 + typed.xPx) * 4 + 1;
      expect(pair.decoder.picture(SCREEN)!.rgba[at]).toBe(pair.encoder.frame.pixels[at]);
    }
    pair.drain([], 6000);
    expect(pair.isEqual()).toBe(true);
  });
});

/**
 * Words of six letters of 8 × 16 pixels, whose edges are smoothed in colours; one of eight words depends on the seed.
 * @param bits those that the colours differ in
 */
function writeWords(
  { pixels, widthPx }: Pair['encoder']['frame'],
  rect: Rect,
  seed: number,
  bits = 0xffffff,
): void {
  for (let y = 0; y < rect.heightPx; y++) {
    for (let x = 0; x < rect.widthPx; x++) {
      const place = noise(Math.floor(x / 56), y >> 4, 1) >>> 5;
      const word = place % 8 === 0 ? noise(place, 0, seed) >>> 5 : place;
      const letter = ((word % 12) * 7 + Math.floor((x % 56) / 8)) % 16;
      const [column, row] = [x & 7, y & 15];
      const isInk = x % 56 < 48 && column < 7 && row > 2 && row < 13;
      const ink = isInk ? noise(column >> 1, row >> 1, letter) : 0;
      const colour = (ink & 0x60) === 0 ? 0xffffff : (ink & bits) | 0x202020;
      pixels.set([colour, colour >>> 8, colour >>> 16, 0], ((rect.yPx + y) * widthPx + rect.xPx + x) * 4);
    }
  }
}

import { zstdCompressSync } from 'node:zlib';
import { decodePicture, type LossyTiles, type Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  meanError,
  move,
  Pair,
  paint,
  paintColouredText,
  paintGlare,
  paintPhoto,
  SCREEN,
  whole,
} from '../testing/codec-pair.ts';

const compressor = { compress: (bytes: Uint8Array) => zstdCompressSync(bytes) };

/** A film that begins and ends in the middle of tiles. */
const film: Rect = { xPx: 52, yPx: 24, widthPx: 280, heightPx: 200 };
const PICTURE_MS = 33;

/** It lies on a flat page, or on one full of text. */
function openFilm(page: 'flat' | 'text' = 'flat'): {
  pair: Pair;
  play: (picture: number) => { lossy: LossyTiles[]; others: number };
} {
  const pair = new Pair(compressor, { widthPx: 384, heightPx: 256 }, 0, true);
  const { frame } = pair.encoder;
  if (page === 'text') paintColouredText(frame, whole(frame), 1);
  pair.nowMs += 1000;
  pair.show(whole(pair.encoder.frame), 2);
  pair.nowMs += 1000;
  return {
    pair,
    play(picture) {
      pair.nowMs += PICTURE_MS;
      paintPhoto(pair.encoder.frame, picture, film);
      const update = decodePicture(pair.encode([film], 1e6)!, () => ({
        ...pair.encoder.frame,
        cachePlaces: 0,
      }));
      const operations = update.type === 'update' ? update.operations : [];
      const lossy = operations.filter((operation) => operation.type === 'lossy');
      return { lossy, others: operations.length - lossy.length };
    },
  };
}

describe('moving pictures', () => {
  test('UP13 a photograph that changes a second time within 100 ms is one already', () => {
    const { play } = openFilm();
    expect(play(0).lossy).toEqual([]);
    expect(play(1).lossy.length).toBeGreaterThan(0);
  });

  test('UP13 one that changes for the first time in a while is a photograph', () => {
    const { pair, play } = openFilm();
    play(0);
    pair.nowMs += 1000;
    expect(play(1).lossy).toEqual([]);
    expect(pair.isEqual()).toBe(true);
  });

  test.each(['flat', 'text'] as const)(
    'UP13 the tiles at its edges, that are half of it, are sent with it on a %s page, so that its rects stay the same',
    (page) => {
      const { play } = openFilm(page);
      for (let picture = 0; picture < 8; picture++) play(picture);
      for (let picture = 8; picture < 48; picture++) {
        const { lossy, others } = play(picture);
        expect({ others, rects: lossy.map(({ rect }) => rect) }).toEqual({ others: 0, rects: [film] });
      }
    },
  );

  test.each(['flat', 'text'] as const)(
    'UP13 what is beside it in the same tiles of a %s page stays exact',
    (page) => {
      const { pair, play } = openFilm(page);
      for (let picture = 0; picture < 40; picture++) {
        play(picture);
        expect(pair.isEqual(film)).toBe(true);
      }
    },
  );

  test('UP13 all of one picture has one quality, and none is finer than anybody sees', () => {
    const { pair, play } = openFilm();
    for (let picture = 0; picture < 30; picture++) {
      const qualities = new Set(play(picture).lossy.map(({ quality }) => quality));
      expect(qualities.size).toBeLessThanOrEqual(1);
      for (const quality of qualities) expect(quality).toBeGreaterThanOrEqual(10);
    }
    expect(meanError(pair)).toBeLessThan(6);
    pair.drain();
    expect(pair.isEqual()).toBe(true);
  });

  test('UP13 a film that is too large for one operation comes in as few as can be, of whole rows', () => {
    const pair = new Pair(compressor, { widthPx: 896, heightPx: 512 }, 0, true);
    const large: Rect = { xPx: 32, yPx: 16, widthPx: 832, heightPx: 480 };
    pair.show(whole(pair.encoder.frame), 2);
    let rects: Rect[] = [];
    for (let picture = 0; picture < 3; picture++) {
      pair.nowMs += PICTURE_MS;
      paintPhoto(pair.encoder.frame, picture, large);
      const message = pair.encode([large], 1e7)!;
      const update = decodePicture(message, () => ({ ...pair.encoder.frame, cachePlaces: 0 }));
      const operations = update.type === 'update' ? update.operations : [];
      rects = operations.flatMap((operation) => (operation.type === 'lossy' ? [operation.rect] : []));
    }
    expect(rects).toEqual([
      { ...large, heightPx: 240 },
      { ...large, yPx: large.yPx + 240, heightPx: 240 },
    ]);
  });

  test('UP8 UP13 whatever is written over a film, moved in it or left of it: once quiet, the viewer has it', () => {
    const place = fc.record({
      xPx: fc.integer({ min: 0, max: 300 }),
      yPx: fc.integer({ min: 0, max: 200 }),
      widthPx: fc.integer({ min: 1, max: 84 }),
      heightPx: fc.integer({ min: 1, max: 56 }),
    });
    const part = fc.record({
      xPx: fc.integer({ min: 0, max: 100 }),
      yPx: fc.integer({ min: 0, max: 60 }),
      widthPx: fc.constant(200),
      heightPx: fc.constant(140),
    });
    const step = fc.record({
      kind: fc.constantFrom('film', 'film', 'both', 'glare', 'part', 'write', 'move', 'rest'),
      place,
      part,
      toXPx: fc.nat(100),
      toYPx: fc.nat(100),
      budgetBytes: fc.constantFrom(1e6, 1e6, 40_000, 3000),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const { pair, play } = openFilm();
        const { frame } = pair.encoder;
        for (let picture = 0; picture < 4; picture++) play(picture);
        for (const [time, { kind, place, part, toXPx, toYPx, budgetBytes }] of steps.entries()) {
          pair.nowMs += kind === 'rest' ? 150 : PICTURE_MS;
          const damage = {
            film: [film],
            both: [film, place],
            glare: [film],
            part: [part],
            write: [place],
            move: [{ ...part, xPx: toXPx, yPx: toYPx }],
            rest: [],
          };
          if (kind === 'film' || kind === 'both') paintPhoto(frame, 4 + time, film);
          if (kind === 'part') paintPhoto(frame, 4 + time, part);
          else if (kind === 'glare') paintGlare(frame, time, film);
          else if (kind === 'write' || kind === 'both') paint(frame, place, time % 8);
          else if (kind === 'move') move(frame, part, toXPx, toYPx);
          pair.encode(damage[kind], budgetBytes);
        }
        pair.drain();
        expect(pair.isEqual()).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

test('UP13 of two photographs that are due the smaller one is made exact first, wherever it lies', () => {
  const pair = new Pair(compressor, { widthPx: 640, heightPx: 240 }, 0, true);
  const { frame } = pair.encoder;
  const large: Rect = { xPx: 0, yPx: 0, widthPx: 416, heightPx: 240 };
  const small: Rect = { xPx: 512, yPx: 192, widthPx: 64, heightPx: 48 };
  pair.show(whole(frame), 2);
  for (const rect of [large, small]) paintPhoto(frame, 0, rect);
  pair.encode([large, small], 20_000);
  expect(pair.encoder.pending).toBe(false);
  for (const rect of [large, small]) expect(pair.isEqual(rect)).toBe(false);
  pair.nowMs = pair.encoder.dueAtMs!;
  expect(pair.encode([], 6000)!.length).toBeLessThanOrEqual(6000);
  expect(pair.isEqual(large)).toBe(true);
  expect(pair.isEqual()).toBe(false);
});

test.each([700, 900])(
  'UP13 a film of which %i bytes are carried for each picture, too few for all of it, is seen all over',
  (budgetBytes) => {
    const pair = new Pair(compressor, { widthPx: 640, heightPx: 416 }, 0, true);
    const { frame } = pair.encoder;
    for (let picture = 0; picture < 50; picture++) {
      pair.nowMs += PICTURE_MS;
      paintPhoto(frame, picture, whole(frame));
      expect(pair.encode([whole(frame)], budgetBytes)!.length).toBeLessThanOrEqual(budgetBytes);
    }
    const { rgba } = pair.decoder.picture(SCREEN)!;
    for (let top = 0; top < 416; top += 104) {
      let off = 0;
      for (let at = top * 640 * 4 + 1; at < (top + 104) * 640 * 4; at += 4)
        off += Math.abs(rgba[at]! - frame.pixels[at]!);
      // What never came is off by 100.
      expect(off / (640 * 104)).toBeLessThan(25);
    }
  },
);

test.each([0.4, 1, 4])(
  'UP13 a photograph at rest is made exact beside a film that could take all of a line of %s Mbit/s',
  (megabits) => {
    const pair = new Pair(compressor, { widthPx: 960, heightPx: 512 }, 0, true);
    const { frame } = pair.encoder;
    const budgetBytes = (megabits * 1e6 * PICTURE_MS) / 8000;
    const playing: Rect = { xPx: 0, yPx: 0, widthPx: 640, heightPx: 480 };
    const resting: Rect = { xPx: 736, yPx: 32, widthPx: 192, heightPx: 128 };
    const play = (picture: number) => {
      pair.nowMs += PICTURE_MS;
      paintGlare(frame, picture, playing);
      pair.encode([playing], budgetBytes);
    };
    for (let picture = 0; picture < 60; picture++) play(picture);
    paintPhoto(frame, 1, resting);
    pair.encode([resting], budgetBytes);
    const since = pair.nowMs;
    const elsewhere: Rect = { xPx: 0, yPx: 0, widthPx: 704, heightPx: 512 };
    for (let picture = 60; !pair.isEqual(elsewhere) && picture < 400; picture++) play(picture);
    expect(pair.isEqual(elsewhere)).toBe(true);
    // A quarter of the line carries a byte a pixel of it in that time, after 100 ms that are called quiet.
    expect(pair.nowMs - since).toBeLessThan(300 + (192 * 128 * 8) / (megabits * 1000) / 0.25);
  },
);

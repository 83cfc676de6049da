import { zstdCompressSync } from 'node:zlib';
import { decodePicture, type LossyTiles, type Rect } from '@fjernhjelp/protocol';
import { describe, expect, test } from 'vitest';
import { meanError, Pair, paintPhoto, whole } from '../testing/codec-pair.ts';

const compressor = { compress: (bytes: Uint8Array) => zstdCompressSync(bytes) };

/** A film that begins and ends in the middle of tiles, on a flat page. */
const film: Rect = { xPx: 52, yPx: 24, widthPx: 280, heightPx: 200 };
const PICTURE_MS = 33;

function openFilm(): { pair: Pair; play: (picture: number) => { lossy: LossyTiles[]; others: number } } {
  const pair = new Pair(compressor, { widthPx: 384, heightPx: 256 }, 0, true);
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

  test('UP13 the tiles at its edges, that are half of it, are sent with it, so that its rects stay the same', () => {
    const { play } = openFilm();
    for (let picture = 0; picture < 8; picture++) play(picture);
    const shapes = Array.from({ length: 20 }, (_, i) => {
      const { lossy, others } = play(8 + i);
      return JSON.stringify([others, lossy.map(({ rect }) => rect)]);
    });
    expect(new Set(shapes).size).toBe(1);
  });

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
});

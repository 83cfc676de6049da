import { expect, test } from 'vitest';
import { createKernels } from '../kernels.ts';
import { noise } from '../testing/codec-pair.ts';
import { tileGrid, tilePx, tileRect, tileStates } from '../tile-grid.ts';
import { HASH_BYTES, HASH_KEY_BYTES } from './picture-memory.ts';

/** Nine tiles; those at the right and at the bottom are cut, in width to what is no multiple of four. */
const size = { widthPx: 71, heightPx: 37 };
const { columns, rows } = tileGrid(size);
const tiles = columns * rows;

/** A picture of one grey, and what hashes its tiles. */
function setUp() {
  const kernels = createKernels();
  const key = 0;
  const states = HASH_KEY_BYTES;
  const out = states + 16;
  const picture = out + tiles * HASH_BYTES;
  const pixels = size.widthPx * size.heightPx;
  kernels.reserve(picture + pixels * 4);
  const words = new Uint32Array(kernels.buffer, picture, pixels).fill(0x8899aa);
  const keyWords = new Uint32Array(kernels.buffer, key, HASH_KEY_BYTES / 4);
  for (let i = 0; i < keyWords.length; i++) keyWords[i] = noise(i, 1, 3);
  const state = new Uint8Array(kernels.buffer, states, tiles).fill(tileStates.marked);
  const found = new Uint32Array(kernels.buffer, out, (tiles * HASH_BYTES) / 4);
  /** @returns of each tile its hash */
  const hash = () => {
    const grid = [size.widthPx, size.heightPx, tilePx.width, tilePx.height] as const;
    kernels.hashTiles(picture, states, tileStates.marked, ...grid, key, out);
    return Array.from({ length: tiles }, (_, tile) => found.subarray(tile * 4, tile * 4 + 4).join());
  };
  return { words, state, found, hash };
}

test('UP16 one bit of one pixel, wherever it is in a tile, makes it another tile, and no other', () => {
  const { words, hash } = setUp();
  for (let i = 0; i < words.length; i++) words[i] = noise(i, 5, 7) & 0xffffff;
  const before = hash();
  for (let i = 0; i < words.length; i++) {
    const [x, y] = [i % size.widthPx, Math.floor(i / size.widthPx)];
    const tile = Math.floor(y / tilePx.height) * columns + Math.floor(x / tilePx.width);
    words[i]! ^= 1 << (i % 24);
    expect(hash().flatMap((each, at) => (each === before[at] ? [] : at))).toEqual([tile]);
    words[i]! ^= 1 << (i % 24);
  }
  expect(hash()).toEqual(before);
});

test('UP16 the fourth byte of a pixel means nothing', () => {
  const { words, hash } = setUp();
  const before = hash();
  for (let i = 0; i < words.length; i++) words[i]! ^= noise(i, 2, 2) << 24;
  expect(hash()).toEqual(before);
});

test('UP15 tiles that show the same are the same wherever they are, and those that are cut only if they are cut alike', () => {
  const { words, hash } = setUp();
  const sizes = Array.from({ length: tiles }, (_, tile) => {
    const { widthPx, heightPx } = tileRect(size, tile % columns, Math.floor(tile / columns));
    return `${widthPx}×${heightPx}`;
  });
  for (const seed of [0, 1, 2]) {
    for (let i = 0; i < words.length; i++) {
      const [x, y] = [(i % size.widthPx) % tilePx.width, Math.floor(i / size.widthPx) % tilePx.height];
      words[i] = seed === 0 ? 0 : noise(x, y, seed) & 0xffffff;
    }
    const hashes = hash();
    for (const [tile, each] of hashes.entries())
      expect(hashes.map((other) => other === each)).toEqual(sizes.map((other) => other === sizes[tile]));
  }
});

test('UP15 only tiles in that state are hashed', () => {
  const { state, found, hash } = setUp();
  const before = hash();
  found.fill(7);
  state.fill(tileStates.clean);
  for (const tile of [1, 5, 6]) state[tile] = tileStates.marked;
  expect(hash()).toEqual(before.map((each, tile) => (state[tile] === tileStates.marked ? each : '7,7,7,7')));
});

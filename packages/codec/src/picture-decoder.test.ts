import { queryObjects } from 'node:v8';
import { zstdCompressSync } from 'node:zlib';
import {
  type Bytes,
  decodePicture,
  encodePicture,
  limits,
  type PictureOperation,
  type PlaneTiles,
  ProtocolViolation,
  type Rect,
  textBoundBytes,
  totalAreaPx,
} from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Decompressor } from './compression.ts';
import { PictureDecoder } from './picture-decoder.ts';
import { PictureEncoder } from './picture-encoder.ts';
import { malformedTexts, plain, writeText } from './testing/hostile-text.ts';
import { ReferenceTextDecoder } from './testing/reference-text-decoder.ts';
import { createZstdDecompressor } from './zstd-wasm.ts';

const decompressor = createZstdDecompressor();
const violation = (code: string) => expect.objectContaining({ name: 'ProtocolViolation', code });
const resize = (screen: number, widthPx: number, heightPx: number) =>
  encodePicture({ type: 'resize', screen, widthPx, heightPx, cachePlaces: 0 });

function tiles(payload: Uint8Array, widthPx = 8, heightPx = 4): Bytes {
  const rects = [{ xPx: 0, yPx: 0, widthPx, heightPx }];
  const operation: PlaneTiles = { type: 'planes', rects, pixels: widthPx * heightPx, payload };
  return encodePicture({ type: 'update', screen: 0, sequence: 1, operations: [operation] });
}

function text(rects: readonly Rect[], payload: Uint8Array, isAnew = false): Bytes {
  const operation = { type: 'text', rects, pixels: totalAreaPx(rects), isAnew, payload } as const;
  return encodePicture({ type: 'update', screen: 0, sequence: 1, operations: [operation] });
}

function openDecoder(): PictureDecoder {
  const decoder = new PictureDecoder(decompressor);
  decoder.apply(resize(0, 64, 32));
  return decoder;
}

/** A decompressor of its own, and the memory that it has. */
function openZstd(): { decompressor: Decompressor; memory: WebAssembly.Memory } {
  const opened = vi.spyOn(WebAssembly, 'Instance');
  const decompressor = createZstdDecompressor();
  const [result] = opened.mock.results;
  opened.mockRestore();
  const { memory } = (result!.value as WebAssembly.Instance).exports as { memory: WebAssembly.Memory };
  return { decompressor, memory };
}

/** A small session with every kind of operation. */
function recordSession(): Bytes[] {
  let nowMs = 0;
  const encoder = new PictureEncoder(
    0,
    { widthPx: 320, heightPx: 96 },
    { compress: (raw) => zstdCompressSync(raw) },
    { now: () => nowMs, cachePlaces: 400, lossy: true },
  );
  const messages = [encoder.encodeResize()];
  const { pixels } = encoder.frame;
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const show = (colour: (i: number) => number, budgetBytes = 1e6) => {
    nowMs += 1000;
    for (let i = 0; i < words.length; i++) words[i] = colour(i);
    const whole = { xPx: 0, yPx: 0, widthPx: 320, heightPx: 96 };
    for (let damage = [whole]; ; damage = []) {
      const message = encoder.encode(damage, budgetBytes, messages.length);
      if (message !== undefined) messages.push(message);
      else if (encoder.dueAtMs === undefined) break;
      else nowMs = encoder.dueAtMs;
    }
  };
  const hash = (i: number) => {
    const mixed = Math.imul(i ^ (i >>> 7), 0x9e3779b1);
    return (mixed ^ (mixed >>> 15)) >>> 8;
  };
  const grey = (i: number) => (hash(i) & 15) * 0x010101;
  const text = (i: number) => (hash(i) % 5 === 0 ? 0 : 0xffffff);
  show(grey);
  for (let i = 1; i < 20; i++) show((at) => Math.imul(1 + (hash(at + i * 31) & 7), 0x9e3779b1) & 0xffffff);
  show(text);
  show((i) => text(i + 320 * 7));
  show((i) => ((Math.sin(i / 50) * 50 + 120) | 0) * 0x010203 + (hash(i) & 7), 3000);
  show(() => 0);
  show(text);
  return messages;
}

function kindsOf(message: Bytes): string[] {
  const decoded = decodePicture(message, () => ({ widthPx: 320, heightPx: 96, cachePlaces: 400 }));
  return decoded.type === 'update' ? decoded.operations.map(({ type }) => type) : [];
}

describe('a hostile host', () => {
  test('UP2 a screen is black and opaque until something is painted', () => {
    const picture = openDecoder().picture(0)!;
    expect(picture.rgba.length).toBe(64 * 32 * 4);
    expect(picture.rgba.every((value, i) => value === (i % 4 === 3 ? 255 : 0))).toBe(true);
  });

  test('UP3 an update before a resize is unexpected', () => {
    const decoder = new PictureDecoder(decompressor);
    expect(() => decoder.apply(tiles(zstdCompressSync(new Uint8Array(96))))).toThrow(
      violation('unexpected-message'),
    );
  });

  test('UP6 a payload that holds any other size than its rects is malformed, a bomb too', () => {
    for (const bytes of [0, 1, 95, 97, 1 << 20, 64 << 20]) {
      const message = tiles(zstdCompressSync(new Uint8Array(bytes)).subarray(0, 200));
      expect(() => openDecoder().apply(message)).toThrow(violation('malformed'));
    }
    expect(() => openDecoder().apply(tiles(zstdCompressSync(new Uint8Array(96))))).not.toThrow();
  });

  test('UP6 a payload that is no zstd frame is malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => {
        expect(() => openDecoder().apply(tiles(payload))).toThrow(violation('malformed'));
      }),
    );
  });

  test('a truncated or flipped message of any kind is a typed error or a picture, and a new screen still decodes', () => {
    const messages = recordSession();
    const kinds = new Set(messages.flatMap(kindsOf));
    expect([...kinds].sort()).toEqual(['keep', 'lossy', 'moves', 'photo', 'planes', 'recall', 'text']);
    const { decompressor, memory } = openZstd();
    const zstdBytes = memory.buffer.byteLength;
    const damage = fc.record({ at: fc.nat(), bit: fc.nat(7), cut: fc.boolean() });
    let refused = 0;
    const refuses = (run: () => void) => {
      try {
        run();
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolViolation);
        refused++;
      }
    };
    fc.assert(
      fc.property(fc.array(damage, { minLength: 60, maxLength: 60 }), (damages) => {
        const decoder = new PictureDecoder(decompressor);
        decoder.apply(messages[0]!);
        const { buffer } = decoder.picture(0)!.rgba;
        // Each message damaged, then as it is: upon what the damage left it may be wrong as well, and that is all.
        for (const [i, message] of messages.slice(1).entries()) {
          const { at, bit, cut } = damages[i % damages.length]!;
          const place = at % message.length;
          const damaged = cut ? message.subarray(0, place) : message.slice();
          if (!cut) damaged[place]! ^= 1 << bit;
          refuses(() => decoder.apply(damaged));
          refuses(() => decoder.apply(message));
        }
        // No more memory was taken than the screen has.
        expect(decoder.picture(0)!.rgba.buffer).toBe(buffer);
        for (const message of messages.slice(0, 2)) expect(decoder.apply(message)).toBeDefined();
      }),
      { numRuns: 30 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(memory.buffer.byteLength).toBe(zstdBytes);
  });

  test('UP2 however often a screen gets a size, no more is held than what it has now', () => {
    const decoder = openDecoder();
    const held = () => queryObjects(WebAssembly.Memory, { format: 'count' });
    const before = held();
    for (let i = 0; i < 60; i++) {
      const size = { widthPx: 1280 - (i % 2), heightPx: 720, cachePlaces: 1000 * (i % 3) };
      decoder.apply(encodePicture({ type: 'resize', screen: 0, ...size }));
    }
    expect(held()).toBe(before);
    decoder.apply(resize(1, 1280, 720));
    expect(held()).toBe(before + 1);
  });

  test('UP2 a damaged beginning is a typed error or a screen of some size', () => {
    const [begin] = recordSession();
    for (let at = 0; at < begin!.length * 8; at++) {
      const damaged = begin!.slice();
      damaged[at >> 3]! ^= 1 << (at & 7);
      const decoder = new PictureDecoder(decompressor);
      try {
        decoder.apply(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolViolation);
      }
    }
  });

  test('UP12 UP30 UP32 text that is cut, too long or names what there is not is malformed', () => {
    const malformed = malformedTexts();
    expect(malformed.length).toBeGreaterThan(8);
    for (const { why, payloads, ...size } of malformed) {
      const decoder = new PictureDecoder(decompressor);
      const all = { xPx: 0, yPx: 0, ...size };
      decoder.apply(resize(0, size.widthPx, size.heightPx));
      for (const payload of payloads.slice(0, -1)) decoder.apply(text([all], payload));
      expect(() => decoder.apply(text([all], payloads.at(-1)!)), why).toThrow(violation('malformed'));
    }
    const dot = { xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 };
    const tooLong = text([dot], new Uint8Array(textBoundBytes(1) + 1));
    expect(() => openDecoder().apply(tooLong)).toThrow(violation('too-long'));
  });

  test('UP12 UP28 a viewer knows the colours that came before by their places, until text begins anew or a resize', () => {
    const decoder = openDecoder();
    const host = new ReferenceTextDecoder(true);
    const rect = { xPx: 5, yPx: 3, widthPx: 3, heightPx: 1 };
    const picture = { rgb: new Uint8Array(64 * 32 * 3), widthPx: 64 };
    /** @param places 4,095 for the next of the colours */
    const show = (places: readonly number[], colours: readonly number[] = [], isAnew = false) => {
      const [nextPlace, nextColour] = [places.values(), colours.values()];
      const { payload } = writeText(
        host,
        picture,
        [rect],
        {
          ...plain,
          isRight: () => false,
          place: () => nextPlace.next().value ?? 0,
          colour: () => nextColour.next().value ?? 0,
        },
        isAnew,
      );
      decoder.apply(text([rect], payload, isAnew));
      const { rgba } = decoder.picture(0)!;
      const at = (3 * 64 + 5) * 4;
      return [0, 4, 8].map((i) => [...rgba.subarray(at + i, at + i + 4)]);
    };
    const [a, b, c] = [
      [1, 2, 3, 255],
      [4, 5, 6, 255],
      [7, 8, 9, 255],
    ];
    expect(show([4095, 4095, 0], [0x010203, 0x040506])).toEqual([a, b, a]);
    expect(show([1, 4095, 2], [0x070809])).toEqual([b, c, c]);
    expect(show([4095, 0, 0], [0x070809], true)).toEqual([c, c, c]);
    expect(() => show([1, 0, 0])).toThrow(violation('malformed'));
    decoder.apply(resize(0, 64, 32));
    expect(() => show([0, 0, 0])).toThrow(violation('malformed'));
  });

  test('UP16 a place that nothing was kept in is black, also after a resize', () => {
    const decoder = new PictureDecoder(decompressor);
    const begin = encodePicture({ type: 'resize', screen: 0, widthPx: 32, heightPx: 16, cachePlaces: 2 });
    const rect = { xPx: 0, yPx: 0, widthPx: 32, heightPx: 16 };
    const payload = zstdCompressSync(new Uint8Array(512 * 3).fill(9));
    const update = (...operations: PictureOperation[]) =>
      decoder.apply(encodePicture({ type: 'update', screen: 0, sequence: 1, operations }));
    const planes = { type: 'planes', rects: [rect], pixels: 512, payload } as const;
    const recall = { type: 'recall', runs: [{ rect, place: 1 }] } as const;
    decoder.apply(begin);
    update(planes, { type: 'keep', runs: [{ rect, place: 1 }] });
    decoder.apply(begin);
    update(planes, recall);
    expect([...decoder.picture(0)!.rgba.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
  });

  test('UP16 of tiles that a rect touches in part, that part is painted as it was kept', () => {
    // Two columns and two rows of tiles, each cut at the end.
    const size = { widthPx: 45, heightPx: 27 };
    const noise = Uint8Array.from({ length: 45 * 27 * 3 }, (_, i) => (i * 7 + (i >> 3) * 13) & 255);
    const all = { xPx: 0, yPx: 0, ...size };
    const rows = [
      { rect: { ...all, heightPx: 16 }, place: 0 },
      { rect: { ...all, yPx: 16, heightPx: 11 }, place: 2 },
    ];
    const planes = (raw: Uint8Array) =>
      ({ type: 'planes', rects: [all], pixels: 45 * 27, payload: zstdCompressSync(raw) }) as const;
    for (const rect of [
      { xPx: 5, yPx: 3, widthPx: 7, heightPx: 9 },
      { xPx: 30, yPx: 12, widthPx: 4, heightPx: 4 },
      { xPx: 33, yPx: 17, widthPx: 12, heightPx: 10 },
      { xPx: 0, yPx: 20, widthPx: 45, heightPx: 1 },
    ]) {
      const decoder = new PictureDecoder(decompressor);
      const place = rect.xPx >= 32 ? 3 : rect.yPx >= 16 ? 2 : 0;
      decoder.apply(encodePicture({ type: 'resize', screen: 0, ...size, cachePlaces: 4 }));
      const update = (...operations: PictureOperation[]) =>
        decoder.apply(encodePicture({ type: 'update', screen: 0, sequence: 1, operations }));
      update(planes(noise), { type: 'keep', runs: rows });
      const before = decoder.picture(0)!.rgba.slice();
      update(planes(new Uint8Array(noise.length)), { type: 'recall', runs: [{ rect, place }] });
      const { rgba } = decoder.picture(0)!;
      for (let i = 0; i < 45 * 27; i++) {
        const [x, y] = [i % 45, Math.floor(i / 45)];
        const isIn =
          x >= rect.xPx && x < rect.xPx + rect.widthPx && y >= rect.yPx && y < rect.yPx + rect.heightPx;
        const wanted = isIn ? [...before.subarray(i * 4, i * 4 + 4)] : [128, 128, 128, 255];
        expect([...rgba.subarray(i * 4, i * 4 + 4)]).toEqual(wanted);
      }
    }
  });

  test('UP17 a screen that is gone takes its picture along', () => {
    const decoder = openDecoder();
    const place = { xPx: 0, yPx: 0, widthPx: 1, heightPx: 1, name: '' };
    decoder.apply(encodePicture({ type: 'screens', screens: [{ ...place, screen: 1 }] }));
    expect(decoder.picture(0)).toBeUndefined();
  });

  test('UP2 all screens together have a bound, and a screen that shrinks makes room', () => {
    const decoder = new PictureDecoder(decompressor);
    // Small stand-ins for large screens: the bound is counted before anything is reserved.
    decoder.apply(resize(0, 1, 1));
    const total = () => [0, 1, 2, 3, 4].map((screen) => decoder.picture(screen)).filter(Boolean).length;
    expect(total()).toBe(1);
    const { screenMaxWidthPx: widthPx, screenMaxHeightPx: heightPx, screensTotalPx } = limits;
    expect(screensTotalPx).toBe(4 * widthPx * heightPx);
    for (const screen of [1, 2, 3]) decoder.apply(resize(screen, widthPx, heightPx));
    expect(() => decoder.apply(resize(4, widthPx, heightPx))).toThrow(violation('out-of-range'));
    decoder.apply(resize(3, 1, 1));
    expect(decoder.apply(resize(4, 640, 480)).type).toBe('resize');
  });

  test('UP2 what all screens keep together has a bound, and one that is gone, or keeps less, makes room', () => {
    const decoder = new PictureDecoder(decompressor);
    const begin = (screen: number, cachePlaces: number) =>
      decoder.apply(encodePicture({ type: 'resize', screen, widthPx: 64, heightPx: 32, cachePlaces }));
    begin(0, 20_000);
    expect(() => begin(1, 20_000)).toThrow(violation('out-of-range'));
    expect(() => begin(1, limits.cachedTiles - 20_000 + 1)).toThrow(violation('out-of-range'));
    begin(1, limits.cachedTiles - 20_000);
    // It takes the place of what that screen had before.
    begin(0, 20_000);
    begin(1, 0);
    expect(() => begin(2, 20_000)).toThrow(violation('out-of-range'));
    const place = { xPx: 0, yPx: 0, widthPx: 64, heightPx: 32, name: '' };
    decoder.apply(
      encodePicture({ type: 'screens', screens: [1, 2].map((screen) => ({ ...place, screen })) }),
    );
    expect(begin(2, 20_000).type).toBe('resize');
  });
});

import { zstdCompressSync } from 'node:zlib';
import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PictureDecoder } from './picture-decoder.ts';
import { decompressor, noise, Pair, paint, whole } from './testing/codec-pair.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const screen = { widthPx: 417, heightPx: 215 };
const all = whole(screen);

/** Pages as desktops have them: lines of something like letters with blank places around and between, and one of a picture. */
const pages = Array.from({ length: 4 }, (_, page) =>
  Uint32Array.from({ length: screen.widthPx * screen.heightPx }, (_, i) => {
    const [x, y] = [i % screen.widthPx, Math.floor(i / screen.widthPx)];
    if (page === 3) return ((noise(x, y, 1) & 0x1f1f1f) + ((x >> 1) * 0x010200 + y)) & 0xffffff;
    const line = Math.floor(y / 12);
    const length = 40 + ((noise(line, page, 3) >>> 8) % screen.widthPx);
    return y % 12 > 8 || x > length || (noise(x >> 1, y, page) & 3) > 0 ? 0xffffff : 0x102030 * page;
  }),
);

/** A desktop that is painted as programs do it, and what the viewer has of it. */
class Desktop {
  readonly pair: Pair;
  #damage: Rect[] = [all];
  #page = 0;
  #scrolledPx = 0;
  #window: Rect = { xPx: 40, yPx: 30, widthPx: 150, heightPx: 90 };

  constructor(cachePlaces: number, lossy: boolean) {
    this.pair = new Pair(compressor, screen, cachePlaces, lossy);
    this.show(0);
  }

  show(page: number): void {
    this.#page = page;
    this.#paint(all);
  }

  scroll(byPx: number): void {
    this.#scrolledPx = Math.max(0, this.#scrolledPx + byPx);
    this.#paint(all);
  }

  drag(xPx: number, yPx: number): void {
    const was = this.#window;
    this.#window = { ...was, xPx, yPx };
    this.#paint(was);
    this.#paint(this.#window);
  }

  take(budgetBytes: number): void {
    this.pair.encode(this.#damage, budgetBytes);
    this.#damage = [];
  }

  /** The line broke and another viewer comes, or the same one with nothing. */
  begin(isNew: boolean, cachePlaces: number): void {
    if (isNew) this.pair.decoder = new PictureDecoder(decompressor);
    this.pair.encoder.restart(cachePlaces);
    this.pair.decoder.apply(this.pair.encoder.encodeResize());
  }

  settle(): void {
    this.pair.drain(this.#damage);
    this.#damage = [];
  }

  #paint(rect: Rect): void {
    const { pixels } = this.pair.encoder.frame;
    const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
    const page = pages[this.#page]!;
    const face = pages[(this.#page + 1) % pages.length]!;
    const window = this.#window;
    for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
      const from = ((y + this.#scrolledPx) % screen.heightPx) * screen.widthPx;
      words.set(
        page.subarray(from + rect.xPx, from + rect.xPx + rect.widthPx),
        y * screen.widthPx + rect.xPx,
      );
      if (y < window.yPx || y >= window.yPx + window.heightPx) continue;
      const row = (y - window.yPx) * screen.widthPx;
      words.set(face.subarray(row, row + window.widthPx), y * screen.widthPx + window.xPx);
    }
    this.#damage.push(rect, this.#window);
  }
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('scroll' as const), byPx: fc.integer({ min: -40, max: 40 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('drag' as const), xPx: fc.nat(267), yPx: fc.nat(125) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('show' as const), page: fc.nat(3) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      budgetBytes: fc.oneof(fc.constant(1e6), fc.integer({ min: 500, max: 20_000 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), forMs: fc.integer({ min: 30, max: 700 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('begin' as const),
      isNew: fc.boolean(),
      cachePlaces: fc.constantFrom(0, 50, 300),
    }),
  },
);

test('UP8 UP14 UP15 UP16 however pages scroll, windows are dragged and screens come back: once quiet, the viewer has it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 50, 300, 700),
      fc.boolean(),
      fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
      (cachePlaces, lossy, steps) => {
        const desktop = new Desktop(cachePlaces, lossy);
        for (const step of steps) {
          if (step.do === 'scroll') desktop.scroll(step.byPx);
          else if (step.do === 'drag') desktop.drag(step.xPx, step.yPx);
          else if (step.do === 'show') desktop.show(step.page);
          else if (step.do === 'take') desktop.take(step.budgetBytes);
          else if (step.do === 'wait') desktop.pair.nowMs += step.forMs;
          else desktop.begin(step.isNew, step.cachePlaces);
        }
        desktop.settle();
        expect(desktop.pair.isEqual()).toBe(true);
      },
    ),
    { numRuns: 35 },
  );
});

test('UP8 UP15 UP16 whatever is written on pages that come and go, on a thin line and with little kept: once quiet, the viewer has it', () => {
  const small = { widthPx: 256, heightPx: 128 };
  const step = fc.record({
    page: fc.nat(3),
    written: fc.array(fc.record({ xPx: fc.nat(224), yPx: fc.nat(112), seed: fc.nat(11) }), { maxLength: 3 }),
    budgetBytes: fc.constantFrom(1e6, 1e6, 2500),
    isSettled: fc.boolean(),
    forMs: fc.constantFrom(20, 300),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 25, max: 150 }),
      fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
      (cachePlaces, steps) => {
        const pair = new Pair(compressor, small, cachePlaces, true);
        const { frame } = pair.encoder;
        let shown = -1;
        for (const { page, written, budgetBytes, isSettled, forMs } of steps) {
          const damage: Rect[] = [];
          const show = (rect: Rect, seed: number) => {
            paint(frame, rect, seed);
            damage.push(rect);
          };
          if (page !== shown) show(whole(small), 20 + page);
          shown = page;
          for (const { xPx, yPx, seed } of written) show({ xPx, yPx, widthPx: 32, heightPx: 16 }, seed);
          pair.encode(damage, budgetBytes);
          if (isSettled) {
            pair.drain();
            expect(pair.isEqual()).toBe(true);
          }
          pair.nowMs += forMs;
        }
        pair.drain();
        expect(pair.isEqual()).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

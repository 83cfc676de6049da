import type { Frame } from '@fjernhjelp/host';
import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it } from 'vitest';
import { createFrameCapturer } from './frame-capturer.ts';
import type { FrameSource, SharedFrame } from './frames.ts';

/** Frames that a test puts there, one by one. */
function createFakeSource() {
  const frames: SharedFrame[] = [];
  const source = {
    asked: 0,
    open: 0,
    readPx: 0,
    isClosed: false,
    givesRaw: false,
    reading: Promise.resolve(),
  };
  let waiting: ((frame: SharedFrame | undefined) => void) | undefined;
  const fake: FrameSource & typeof source & { put(...pixels: number[][]): void } = Object.assign(source, {
    /** @param rows of one number for each pixel: its red */
    put(...rows: number[][]) {
      source.open++;
      const frame: SharedFrame = {
        widthPx: rows[0]?.length ?? 0,
        heightPx: rows.length,
        async read(into, { xPx, yPx, widthPx, heightPx }) {
          source.readPx += widthPx * heightPx;
          await source.reading;
          for (const [y, row] of rows.slice(yPx, yPx + heightPx).entries()) {
            const colours = row.slice(xPx, xPx + widthPx).flatMap((red) => [red, 2, 3, 255]);
            into.set(colours, ((yPx + y) * row.length + xPx) * 4);
          }
        },
        async readRaw() {
          if (!source.givesRaw) return undefined;
          const stride = rows[0]?.length ?? 0;
          const bytes = new Uint8Array(Math.ceil((rows.length * stride) / 4) * 4);
          bytes.set(rows.flat());
          return { bytes, planes: [{ offset: 0, stride, rows: rows.length }] };
        },
        close: () => void source.open--,
      };
      if (waiting === undefined) frames.push(frame);
      else waiting(frame);
      waiting = undefined;
    },
    next: () => {
      source.asked++;
      const frame = frames.shift();
      return frame === undefined
        ? new Promise<SharedFrame | undefined>((resolve) => {
            waiting = resolve;
          })
        : Promise.resolve(frame);
    },
    close() {
      source.isClosed = true;
      waiting?.(undefined);
    },
  });
  return fake;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const createFrame = (widthPx: number, heightPx: number): Frame => ({
  widthPx,
  heightPx,
  pixels: new Uint8Array(widthPx * heightPx * 4),
});

function createScene() {
  const clock = createManualClock();
  const capturer = createFrameCapturer(clock);
  const source = createFakeSource();
  capturer.setSource(source);
  return { clock, capturer, source };
}

describe('what a browser shares, as a desktop', () => {
  it('has a screen with the first picture, and gives it in the host’s order of colours', async () => {
    const { capturer, source } = createScene();
    expect(capturer.screens).toEqual([]);
    expect(capturer.capture(0, createFrame(2, 1), true)).toBe('gone');
    source.put([9, 8]);
    await capturer.ready;
    expect(capturer.screens).toMatchObject([{ screen: 0, widthPx: 2, heightPx: 1 }]);
    const frame = createFrame(2, 1);
    expect(capturer.capture(0, frame, true)).toEqual({
      damage: [{ xPx: 0, yPx: 0, widthPx: 2, heightPx: 1 }],
      moves: [],
      hasMore: false,
    });
    expect([...frame.pixels]).toEqual([3, 2, 9, 0, 3, 2, 8, 0]);
    await settled();
    expect(source.open).toBe(0);
  });

  it('reads the next picture only when the last one was taken: nobody watching costs nothing', async () => {
    const { capturer, source } = createScene();
    source.put([1]);
    source.put([2]);
    await capturer.ready;
    await settled();
    expect(source.asked).toBe(1);
    capturer.capture(0, createFrame(1, 1), true);
    await settled();
    expect(source.asked).toBe(2);
  });

  it('tells of what changed, and not of pictures that are equal', async () => {
    const { capturer, source } = createScene();
    source.put([1], [1]);
    await capturer.wait();
    await capturer.ready;
    capturer.capture(0, createFrame(1, 2), true);
    await capturer.wait();
    let news = 0;
    void capturer.wait().then(() => news++);
    source.put([1], [1]);
    await settled();
    expect(news).toBe(0);
    source.put([1], [5]);
    await settled();
    expect(news).toBe(1);
    const frame = createFrame(1, 2);
    expect(capturer.capture(0, frame, false)).toMatchObject({ damage: [{ heightPx: 2 }] });
    expect(frame.pixels[6]).toBe(5);
  });

  it('UP10 leaves what is large when it is to be, reads on, and gives it later as it is then; what is small beside it at once', async () => {
    const { capturer, source } = createScene();
    const rows = (...reds: readonly number[]) => reds.map((red) => [red, red]);
    const put = async (top: number, middle: number, bottom: number) => {
      const gap = Array<number>(16).fill(1);
      source.put(...rows(...Array<number>(32).fill(top), ...gap, ...Array<number>(15).fill(middle), bottom));
      await settled();
    };
    const redAt = (row: number) => frame.pixels[row * 8 + 2];
    const frame = createFrame(2, 64);
    await put(1, 1, 1);
    capturer.capture(0, frame, true);
    await put(5, 1, 5);
    expect(capturer.capture(0, frame, false, 32)).toMatchObject({ damage: [{ yPx: 48 }], hasMore: true });
    expect([redAt(0), redAt(63)]).toEqual([1, 5]);
    await put(6, 1, 5);
    expect(capturer.capture(0, frame, false, 32)).toEqual({ damage: [], moves: [], hasMore: true });
    await put(6, 6, 5);
    expect(capturer.capture(0, frame, false)).toMatchObject({ hasMore: false });
    expect([redAt(0), redAt(31), redAt(32), redAt(48), redAt(63)]).toEqual([6, 6, 1, 6, 5]);
    await put(7, 6, 5);
    expect(capturer.capture(0, frame, false, 32)).toMatchObject({ hasMore: true });
    source.put([9]);
    await settled();
    expect(capturer.capture(0, frame, false)).toBe('resized');
    const smaller = createFrame(1, 1);
    expect(capturer.capture(0, smaller, true)).toMatchObject({ damage: [{ heightPx: 1 }], hasMore: false });
  });

  it('looks less often when nothing moves', async () => {
    const { capturer, source, clock } = createScene();
    source.put([1]);
    await capturer.ready;
    capturer.capture(0, createFrame(1, 1), true);
    for (let equal = 0; equal < 40; equal++) {
      source.put([1]);
      await settled();
    }
    const { asked } = source;
    expect(asked).toBeLessThan(40);
    clock.advance(100);
    await settled();
    expect(source.asked).toBe(asked + 1);
  });

  it('asks for fewer frames of what rests where it can, and for all again with the first change', async () => {
    const { capturer, source, clock } = createScene();
    const told: boolean[] = [];
    source.setResting = (isResting) => told.push(isResting);
    source.put([1]);
    await capturer.ready;
    capturer.capture(0, createFrame(1, 1), true);
    async function put(red: number): Promise<void> {
      source.put([red]);
      clock.advance(66);
      await settled();
    }
    for (let equal = 0; equal < 90; equal++) await put(1);
    expect(told).toEqual([]);
    for (let equal = 0; equal < 9; equal++) await put(1);
    expect(told).toEqual([true]);
    await put(2);
    capturer.capture(0, createFrame(1, 1), false);
    await put(2);
    expect(told).toEqual([true, false]);
  });

  it('makes no colours of a picture that rests, and misses nothing that ends it', async () => {
    const { capturer, source, clock } = createScene();
    source.givesRaw = true;
    const frame = createFrame(5, 1);
    const seen = () => [...frame.pixels].filter((_, at) => at % 4 === 2);
    let news = false;
    async function put(...reds: number[]): Promise<void> {
      source.put(reds);
      clock.advance(400);
      await settled();
      if (!news) return;
      news = false;
      capturer.capture(0, frame, false);
      void capturer.wait().then(() => (news = true));
      await settled();
    }
    async function rest(reds: readonly number[], pictures = 40): Promise<void> {
      for (let equal = 0; equal < pictures; equal++) await put(...reds);
    }
    source.put([1, 2, 3, 4, 5]);
    await capturer.ready;
    await capturer.wait();
    capturer.capture(0, frame, true);
    void capturer.wait().then(() => (news = true));
    await rest([1, 2, 3, 4, 5]);
    const { readPx } = source;
    for (let equal = 0; equal < 200; equal++) await put(1, 2, 3, 4, 5);
    expect(source.readPx).toBe(readPx);
    // The last one, which no whole word holds.
    await put(1, 2, 3, 4, 6);
    expect(seen()).toEqual([1, 2, 3, 4, 6]);
    // It rests at another one for as long as it is still read, or longer, and then the one before it comes back.
    for (let pictures = 25; pictures < 35; pictures++) {
      await rest([1, 2, 3, 4, 6]);
      await put(1, 2, 3, 4, 7);
      await rest([9, 2, 3, 4, 6], pictures);
      await put(1, 2, 3, 4, 7);
      expect(seen(), `after ${pictures}`).toEqual([1, 2, 3, 4, 7]);
    }
    // A browser that no longer gives it away.
    source.givesRaw = false;
    await put(8, 2, 3, 4, 7);
    expect(seen()).toEqual([8, 2, 3, 4, 7]);
    expect(source.open).toBe(0);
  });

  it('makes colours of what changed alone, where the browser tells it without them', async () => {
    const { capturer, source } = createScene();
    source.givesRaw = true;
    const frame = createFrame(200, 40);
    const rows = (changed?: { x: number; y: number; red: number }) =>
      Array.from({ length: 40 }, (_, y) =>
        Array.from({ length: 200 }, (_, x) => (changed?.x === x && changed.y === y ? changed.red : 1)),
      );
    source.put(...rows());
    await capturer.ready;
    capturer.capture(0, frame, true);
    expect(source.readPx).toBe(200 * 40);
    source.put(...rows({ x: 70, y: 20, red: 9 }));
    await settled();
    expect(source.readPx).toBe(200 * 40 + 64 * 16);
    expect(capturer.capture(0, frame, false)).toMatchObject({
      damage: [{ xPx: 64, yPx: 16, widthPx: 64, heightPx: 16 }],
    });
    expect(frame.pixels[(20 * 200 + 70) * 4 + 2]).toBe(9);
    // A window of another shape with as many pixels.
    source.put(...Array.from({ length: 200 }, () => Array<number>(40).fill(1)));
    await settled();
    expect(capturer.screens).toMatchObject([{ widthPx: 40, heightPx: 200 }]);
    expect(source.readPx).toBe(2 * 200 * 40 + 64 * 16);
  });

  it('shows what is shared now, though a picture of what was shared before is read late', async () => {
    const { capturer, source } = createScene();
    source.givesRaw = true;
    source.put([1, 1]);
    await capturer.ready;
    const frame = createFrame(2, 1);
    capturer.capture(0, frame, true);
    const reading = Promise.withResolvers<void>();
    source.reading = reading.promise;
    source.put([2, 2]);
    await settled();
    const another = createFakeSource();
    another.givesRaw = true;
    capturer.setSource(another);
    another.put([7, 7]);
    await settled();
    capturer.capture(0, frame, true);
    reading.resolve();
    await settled();
    another.put([7, 7]);
    await settled();
    capturer.capture(0, frame, true);
    expect([...frame.pixels].filter((_, at) => at % 4 === 2)).toEqual([7, 7]);
  });

  it('follows a window that gets another size, and another choice of the user', async () => {
    const { capturer, source } = createScene();
    source.put([1, 1]);
    await capturer.ready;
    const { screens } = capturer;
    capturer.capture(0, createFrame(2, 1), true);
    source.put([1, 1, 1]);
    await settled();
    expect(capturer.screens).not.toBe(screens);
    expect(capturer.capture(0, createFrame(2, 1), false)).toBe('resized');
    expect(capturer.capture(0, createFrame(3, 1), true)).toMatchObject({ moves: [] });
    const another = createFakeSource();
    capturer.setSource(another);
    expect(source.isClosed).toBe(true);
    another.put([7]);
    await settled();
    expect(capturer.screens).toMatchObject([{ widthPx: 1 }]);
  });

  it('says when the browser has no picture, and when it has one again', async () => {
    const { capturer } = createScene();
    capturer.setMuted(true);
    await capturer.wait();
    expect(capturer.obstacle).toBe('no-picture');
    capturer.setMuted(false);
    expect(capturer.obstacle).toBeUndefined();
  });

  it('rejects when it is closed or cannot read, and closes every frame', async () => {
    const { capturer, source } = createScene();
    await capturer.wait();
    const waiting = capturer.wait();
    capturer.close();
    await expect(waiting).rejects.toThrow('closed');
    source.put([1]);
    await settled();
    const broken = createFrameCapturer(createManualClock());
    let isClosed = false;
    broken.setSource({
      async next() {
        return {
          widthPx: 1,
          heightPx: 1,
          read: () => Promise.reject(new Error('no memory')),
          readRaw: async () => undefined,
          close() {
            isClosed = true;
          },
        };
      },
      close() {},
    });
    await settled();
    await expect(broken.wait()).rejects.toThrow('no memory');
    expect(isClosed).toBe(true);
  });
});

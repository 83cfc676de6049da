import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { type CursorShape, limits, type Rect } from '@fjernhjelp/protocol';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { PictureSource } from '../ports.ts';
import { patternAt } from '../testing/fake-capturer.ts';
import { connectPictureSource, PictureCancelled } from './connect-picture-source.ts';

/** The other thread: a fake capturer that is told by messages what to do, answering each with its counters. */
const workerCode = `
const { parentPort, workerData } = require('node:worker_threads');
const { zstdCompressSync } = require('node:zlib');
(async () => {
  const { servePictures } = await import(workerData.serve);
  const { FakeCapturer } = await import(workerData.fake);
  const capturer = new FakeCapturer(workerData.widthPx, workerData.heightPx);
  parentPort.on('message', ({ method, args }) => {
    capturer[method]?.(...args);
    parentPort.postMessage({ captures: capturer.captures, closed: capturer.closed });
  });
  servePictures(workerData.port, capturer, {
    compressor: { compress: (raw) => zstdCompressSync(raw) },
    clock: {
      now: () => performance.now(),
      schedule(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
})();
`;

const BUDGET_BYTES = 1_000_000;
const whole: Rect = { xPx: 0, yPx: 0, widthPx: 65, heightPx: 17 };
const shape: CursorShape = {
  widthPx: 1,
  heightPx: 1,
  hotspotXPx: 0,
  hotspotYPx: 0,
  rgba: Uint8Array.of(1, 2, 3, 4),
};

interface Counters {
  readonly captures: number;
  readonly closed: boolean;
}

/** A viewer's picture, and a screen in another thread that it follows. */
class Setup {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly source: PictureSource;
  readonly decoder = new PictureDecoder(createZstdDecompressor());

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.worker = new Worker(workerCode, {
      eval: true,
      workerData: {
        serve: new URL('./serve-pictures.ts', import.meta.url).href,
        fake: new URL('../testing/fake-capturer.ts', import.meta.url).href,
        port: port2,
        widthPx: whole.widthPx,
        heightPx: whole.heightPx,
      },
      transferList: [port2],
    });
    this.port = port1;
    this.source = connectPictureSource(port1);
  }

  /** Lets the fake capturer do something; it has happened when this resolves. */
  tell(method: string, ...args: unknown[]): Promise<Counters> {
    return new Promise((resolve) => {
      this.worker.once('message', resolve);
      this.worker.postMessage({ method, args });
    });
  }

  async next(budgetBytes = BUDGET_BYTES) {
    const message = await this.source.next(budgetBytes);
    return { bytes: message, ...this.decoder.apply(message) };
  }

  /** Takes the list of screens, with which everything begins. */
  async begin() {
    expect(await this.next()).toMatchObject({ type: 'screens' });
  }

  expectPattern(rect: Rect, seed: number, screen = 0): void {
    for (const { shown, painted } of this.#pixels(rect, seed, screen)) expect(shown).toEqual(painted);
  }

  hasPattern(rect: Rect, seed: number, screen = 0): boolean {
    if (this.decoder.picture(screen) === undefined) return false;
    return this.#pixels(rect, seed, screen).every(({ shown, painted }) => `${shown}` === `${painted}`);
  }

  #pixels(rect: Rect, seed: number, screen: number): { shown: number[]; painted: number[] }[] {
    const { rgba, widthPx } = this.decoder.picture(screen)!;
    return Array.from({ length: rect.widthPx * rect.heightPx }, (_, i) => {
      const x = rect.xPx + (i % rect.widthPx);
      const y = rect.yPx + Math.floor(i / rect.widthPx);
      const at = (y * widthPx + x) * 4;
      return { shown: [...rgba.subarray(at, at + 4)], painted: [...patternAt(x, y, seed), 255] };
    });
  }
}

const open: Setup[] = [];
function setUp(): Setup {
  const setup = new Setup();
  open.push(setup);
  return setup;
}
afterEach(async () => {
  for (const { worker, port } of open.splice(0)) {
    port.close();
    await worker.terminate();
  }
});

describe('pictures from a worker', () => {
  test('UP2 begins with the size, then everything, then what changes', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.tell('paint', whole, 3);
    expect(await setup.next()).toMatchObject({ type: 'resize', widthPx: 65, heightPx: 17 });
    expect(await setup.next()).toMatchObject({ type: 'update', sequence: 1 });
    setup.expectPattern(whole, 3);

    const rect: Rect = { xPx: 33, yPx: 5, widthPx: 2, heightPx: 2 };
    await setup.tell('paint', rect, 9);
    expect(await setup.next()).toMatchObject({
      sequence: 2,
      rects: [rect],
    });
    setup.expectPattern(rect, 9);
  });

  test('a request waits for a change, and damage that changed nothing is none', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.tell('paint', whole, 3);
    await setup.next();
    await setup.next();
    const { captures } = await setup.tell('nothing');
    const waiting = setup.next();
    await setup.tell('damage', whole);
    // Nothing has come for it although it was looked at; only the next paint ends the wait.
    await vi.waitFor(async () => expect((await setup.tell('nothing')).captures).toBe(captures + 1));
    await setup.tell('paint', whole, 4);
    expect(await waiting).toMatchObject({ sequence: 2 });
    setup.expectPattern(whole, 4);
  });

  test('damage that comes while nobody asks merges into one update', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.next();
    await setup.tell('paint', whole, 5);
    await setup.next();
    const { captures } = await setup.tell('paint', whole, 6);
    await setup.tell('paint', { ...whole, widthPx: 10 }, 7);
    expect((await setup.tell('paint', { ...whole, widthPx: 5 }, 8)).captures).toBe(captures);
    await setup.next();
    setup.expectPattern({ ...whole, widthPx: 5 }, 8);
    setup.expectPattern({ ...whole, xPx: 5, widthPx: 5 }, 7);
    setup.expectPattern({ ...whole, xPx: 10, widthPx: 55 }, 6);
  });

  test('what a budget cut off follows with the next requests, with no new damage', async () => {
    const setup = setUp();
    await setup.begin();
    // Few colours: six tiles, each exact at once.
    await setup.tell('paint', whole, 128);
    await setup.next();
    for (let update = 0; update < 6; update++) await setup.next(1);
    setup.expectPattern(whole, 128);
  });

  test('UP13 what was sent about right follows exactly when it is quiet, with no new damage', async () => {
    const setup = setUp();
    await setup.begin();
    // Without lines of another colour, which are never sent about right.
    await setup.tell('paint', whole, 1);
    await setup.next();
    const kinds = new Set<string>();
    // A budget makes one rect exact at a time: how many are about right at once depends on how quick the machine is.
    while (!setup.hasPattern(whole, 1)) {
      const update = await setup.next(400);
      if (update.type === 'update') for (const kind of Object.keys(update.bytes)) kinds.add(kind);
    }
    expect(kinds).toContain('lossy');
    expect(kinds).toContain('photo');
  });

  test('UP17 UP18 several screens: those that are watched come, each in its size', async () => {
    const setup = setUp();
    await setup.begin();
    const place = { xPx: 0, yPx: 0, name: '' };
    const both = [
      { ...place, screen: 0, widthPx: 65, heightPx: 17 },
      { ...place, screen: 3, xPx: 65, widthPx: 40, heightPx: 20 },
    ];
    await setup.next();
    const listed = setup.next();
    await setup.tell('setScreens', both);
    expect(await listed).toMatchObject({ type: 'screens', screens: both });
    setup.source.watch([{ screen: 3, maxWidthPx: 0, maxHeightPx: 0 }], 100);
    const right: Rect = { xPx: 0, yPx: 0, widthPx: 40, heightPx: 20 };
    await setup.tell('paint', right, 128, 3);
    expect(await setup.next()).toMatchObject({ type: 'resize', screen: 0, widthPx: 1, heightPx: 1 });
    expect(await setup.next()).toMatchObject({ type: 'resize', screen: 3, widthPx: 40, heightPx: 20 });
    expect(await setup.next()).toMatchObject({ type: 'update', screen: 3 });
    setup.expectPattern(right, 128, 3);

    setup.source.watch([{ screen: 3, maxWidthPx: 20, maxHeightPx: 20 }], 100);
    expect(await setup.next()).toMatchObject({ type: 'resize', screen: 3, widthPx: 20, heightPx: 10 });
    expect(await setup.next()).toMatchObject({ type: 'update', screen: 3 });

    setup.source.watch(
      [
        { screen: 0, maxWidthPx: 0, maxHeightPx: 0 },
        { screen: 9, maxWidthPx: 0, maxHeightPx: 0 },
      ],
      0,
    );
    await setup.tell('paint', whole, 128);
    expect(await setup.next()).toMatchObject({ type: 'resize', screen: 3, widthPx: 1 });
    expect(await setup.next()).toMatchObject({ type: 'resize', screen: 0, widthPx: 65 });
    expect(await setup.next()).toMatchObject({ type: 'update', screen: 0 });
    setup.expectPattern(whole, 128);

    const gone = setup.next();
    await setup.tell('setScreens', [both[1]]);
    expect(await gone).toMatchObject({ type: 'screens', screens: [both[1]] });
  });

  test.each([0, 1])(
    'UP2 UP18 a screen more takes no tiles that the others still have (%i)',
    async (turns) => {
      const setup = setUp();
      await setup.begin();
      await setup.next();
      const place = { xPx: 0, yPx: 0, name: '', widthPx: 65, heightPx: 17 };
      await setup.tell('setScreens', [
        { ...place, screen: 0 },
        { ...place, screen: 3, xPx: 65 },
      ]);
      const ofBoth = [0, 3].map((screen) => ({ screen, maxWidthPx: 0, maxHeightPx: 0 }));
      await setup.next();
      // Whichever screen's turn it would be.
      for (let turn = 0; turn < turns; turn++) {
        await setup.tell('paint', whole, 128 + turn);
        await setup.next();
      }
      setup.source.watch(ofBoth, limits.cachedTiles);
      await setup.tell('paint', whole, 140);
      await setup.tell('paint', whole, 150, 3);
      expect(await setup.next()).toMatchObject({ type: 'resize', screen: 0 });
      while (!(setup.hasPattern(whole, 140) && setup.hasPattern(whole, 150, 3))) await setup.next();
    },
  );

  test('restart begins anew, also for a request that waits', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.tell('paint', whole, 2);
    await setup.next();
    await setup.next();
    const waiting = setup.next();
    setup.source.restart();
    expect(await waiting).toMatchObject({ type: 'screens' });
    expect(await setup.next()).toMatchObject({ type: 'resize' });
    expect(setup.decoder.picture(0)!.rgba.every((value, i) => value === (i % 4 === 3 ? 255 : 0))).toBe(true);
    await setup.next();
    setup.expectPattern(whole, 2);
  });

  test('close takes back a request, nothing is captured then, and the next one begins anew', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.tell('paint', whole, 2);
    await setup.next();
    await setup.next();
    const waiting = setup.source.next(BUDGET_BYTES);
    setup.source.pause();
    await expect(waiting).rejects.toBeInstanceOf(PictureCancelled);
    // The request is taken back on another port than the paints come on: from some moment on nothing is captured.
    await vi.waitFor(async () => {
      const { captures } = await setup.tell('paint', whole, 3);
      expect((await setup.tell('paint', whole, 4)).captures).toBe(captures);
    });
    await setup.begin();
    expect(await setup.next()).toMatchObject({ type: 'resize' });
    await setup.next();
    setup.expectPattern(whole, 4);
  });

  test('a pointer shape comes while a request waits, with no picture for it', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.tell('paint', whole, 2);
    await setup.next();
    await setup.next();
    let answered = false;
    const waiting = setup.next().finally(() => {
      answered = true;
    });
    const heard = new Promise<CursorShape>((resolve) => setup.source.onCursor(resolve));
    await setup.tell('setCursor', shape);
    expect(await heard).toEqual(shape);
    expect(answered).toBe(false);
    await setup.tell('paint', whole, 3);
    expect(await waiting).toMatchObject({ sequence: 2 });
  });

  test('a pointer shape that came before anybody listened is told at once', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.tell('setCursor', shape);
    await setup.tell('paint', whole, 1);
    await setup.next();
    await setup.next();
    const heard: CursorShape[] = [];
    setup.source.onCursor((cursor) => heard.push(cursor));
    expect(heard).toEqual([shape]);
  });

  test('CT20 an obstacle is told, and its end', async () => {
    const setup = setUp();
    await setup.begin();
    const heard: unknown[] = [];
    setup.source.onObstacle((obstacle) => heard.push(obstacle));
    await setup.tell('setObstacle', 'locked');
    await vi.waitFor(() => expect(heard).toEqual(['locked']));
    await setup.tell('setObstacle', undefined);
    await vi.waitFor(() => expect(heard).toEqual(['locked', undefined]));
  });

  test('a lost screen rejects what waits and all that follows, and the capturer is closed', async () => {
    const setup = setUp();
    await setup.begin();
    await setup.next();
    await setup.tell('paint', whole, 1);
    await setup.next();
    const waiting = setup.source.next(BUDGET_BYTES);
    const lost = expect(waiting).rejects.toThrow('the display went away');
    await setup.tell('lose', new Error('the display went away'));
    await lost;
    await expect(setup.source.next(BUDGET_BYTES)).rejects.toThrow('the display went away');
    expect((await setup.tell('nothing')).closed).toBe(true);
  });

  test('a worker that ends rejects what waits', async () => {
    const setup = setUp();
    await setup.begin();
    const waiting = setup.source.next(BUDGET_BYTES);
    const gone = expect(
      waiting.then(() => setup.source.next(1e6)).then(() => setup.source.next(1e6)),
    ).rejects.toThrow();
    await setup.worker.terminate();
    await gone;
  });
});

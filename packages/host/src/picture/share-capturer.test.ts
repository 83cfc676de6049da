import { zstdCompressSync } from 'node:zlib';
import type { Rect, ScreenPlace, ScreenSize } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Capturer, Frame } from '../ports.ts';
import { FakeCapturer } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';
import { createFrame } from './frames.ts';
import { type SharedCapturer, shareCapturer } from './share-capturer.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const whole: Rect = { xPx: 0, yPx: 0, widthPx: 96, heightPx: 40 };
const small: Rect = { xPx: 3, yPx: 5, widthPx: 20, heightPx: 9 };

const paint = fc.record({
  do: fc.constant('paint' as const),
  rect: fc.record({
    xPx: fc.nat(60),
    yPx: fc.nat(30),
    widthPx: fc.integer({ min: 1, max: 30 }),
    heightPx: fc.integer({ min: 1, max: 9 }),
  }),
  seed: fc.nat(40),
});
const joinOrLeave = fc.record({ do: fc.constantFrom('join' as const, 'leave' as const) });

class Desktop {
  readonly capturer: FakeCapturer;
  readonly shared: SharedCapturer;
  readonly clock = { nowMs: 1000 };

  constructor({ widthPx, heightPx }: ScreenSize = whole) {
    this.capturer = new FakeCapturer(widthPx, heightPx);
    this.shared = shareCapturer(this.capturer);
  }

  viewer(): PictureFollower {
    return new PictureFollower(this.shared.open(), compressor, this.clock);
  }

  expectSeen(...viewers: PictureFollower[]): void {
    for (const viewer of viewers) {
      viewer.takeAll();
      for (const { screen } of this.capturer.screens)
        if (viewer.decoder.picture(screen) !== undefined)
          expect(viewer.shows(screen, this.capturer.pixelsOf(screen))).toBe(true);
    }
  }
}

describe('one desktop for several viewers', () => {
  test('each sees it all, whenever it comes and whatever the others took', () => {
    const desktop = new Desktop();
    const first = desktop.viewer();
    desktop.capturer.paint(whole, 3);
    desktop.expectSeen(first);
    const second = desktop.viewer();
    desktop.expectSeen(second, first);
    desktop.capturer.paint(small, 5);
    desktop.expectSeen(first, second);
  });

  test('one that takes nothing does not keep the other waiting, and then gets the newest at once', () => {
    const desktop = new Desktop();
    const [quick, slow] = [desktop.viewer(), desktop.viewer()];
    desktop.expectSeen(quick, slow);
    for (let seed = 1; seed < 200; seed++) {
      desktop.capturer.paint(small, seed);
      desktop.expectSeen(quick);
    }
    const { captures } = desktop.capturer;
    slow.server.notice();
    expect(slow.take()).toBeGreaterThan(0);
    expect(slow.shows(0, desktop.capturer.pixelsOf(0))).toBe(true);
    expect(desktop.capturer.captures).toBe(captures + 1);
  });

  test('while nobody waits, nothing that is painted wakes anybody', async () => {
    const { capturer, shared } = new Desktop();
    const [first, second] = [shared.open(), shared.open()];
    await Promise.all([first.wait(), second.wait()]);
    const watched = vi.spyOn(capturer, 'wait');
    capturer.paint(small, 1);
    await first.wait();
    capturer.paint(small, 2);
    await Promise.resolve();
    expect(watched).toHaveBeenCalledTimes(1);
    // It was told as well, and has not asked since.
    await second.wait();
    await Promise.all([first.wait(), second.wait()]);
    expect(watched).toHaveBeenCalledTimes(2);
  });

  test('what one takes before anybody was told of it, the others are told of', async () => {
    const desktop = new Desktop();
    const [quick, other] = [desktop.viewer(), desktop.shared.open()];
    desktop.expectSeen(quick);
    await other.wait();
    desktop.capturer.paint(small, 1);
    quick.server.notice();
    desktop.expectSeen(quick);
    await desktop.capturer.wait();
    await other.wait();
  }, 2000);

  test('UP10 what one leaves comes later for that one, and at once for the other', () => {
    const { capturer, shared } = new Desktop();
    const rest = { xPx: 30, yPx: 20, widthPx: 60, heightPx: 20 };
    const viewers = [shared.open(), shared.open()].map((view) => ({ view, frame: createFrame(whole) }));
    const [first, second] = viewers as [(typeof viewers)[0], (typeof viewers)[0]];
    const capture = ({ view, frame }: typeof first, mostPx?: number) => view.capture(0, frame, false, mostPx);
    for (const { view, frame } of viewers) view.capture(0, frame, true);
    capturer.paint(rest, 3);
    capturer.paint(small, 3);
    expect(capture(first, 200)).toEqual({ damage: [small], moves: [], hasMore: true });
    expect(capture(second)).toMatchObject({ damage: [rest, small], hasMore: false });
    second.view.close();
    expect(capture(first, 200)).toEqual({ damage: [], moves: [], hasMore: true });
    capturer.paint(rest, 4);
    expect(capture(first)).toMatchObject({ damage: [rest], hasMore: false });
    expect(first.frame.pixels).toEqual(capturer.pixelsOf(0));
    // Alone, and what it has is right: nothing is captured anew.
    expect(capture(first, 200)).toEqual({ damage: [], moves: [], hasMore: false });
  });

  test('UP10 what one alone has left comes to it when there are two', () => {
    const { capturer, shared } = new Desktop();
    const [view, frame] = [shared.open(), createFrame(whole)];
    view.capture(0, frame, true);
    capturer.paint(whole, 3);
    expect(view.capture(0, frame, false, 200)).toMatchObject({ hasMore: true });
    shared.open().capture(0, createFrame(whole), true);
    expect(view.capture(0, frame, false)).toEqual({ damage: [whole], moves: [], hasMore: false });
    expect(frame.pixels).toEqual(capturer.pixelsOf(0));
  });

  test('UP10 whoever leaves what, joins and leaves: what each has not left is as on the screen', () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: paint },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('capture' as const),
          who: fc.nat(5),
          mostPx: fc.constantFrom(undefined, 0, 60),
        }),
      },
      { weight: 1, arbitrary: joinOrLeave },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { capturer, shared } = new Desktop();
        const viewers: { view: Capturer; frame: Frame }[] = [];
        const join = () => {
          const viewer = { view: shared.open(), frame: createFrame(whole) };
          viewer.view.capture(0, viewer.frame, true);
          viewers.push(viewer);
        };
        const capture = ({ view, frame }: (typeof viewers)[0], mostPx?: number) => {
          const captured = view.capture(0, frame, false, mostPx);
          if (typeof captured === 'string') throw new Error(captured);
          if (!captured.hasMore) expect(frame.pixels).toEqual(capturer.pixelsOf(0));
          else expect(mostPx).toBeDefined();
        };
        join();
        for (const step of steps) {
          if (step.do === 'join') join();
          else if (step.do === 'leave') viewers.length > 1 && viewers.shift()!.view.close();
          else if (step.do === 'capture') capture(viewers[step.who % viewers.length]!, step.mostPx);
          else if (step.do === 'paint') capturer.paint(step.rect, step.seed);
        }
        for (const viewer of viewers) capture(viewer);
      }),
      { numRuns: 100 },
    );
  });

  test('a viewer that is alone is captured for as if nothing was shared, also after the other has left', () => {
    const desktop = new Desktop();
    const first = desktop.viewer();
    desktop.expectSeen(first);
    const gone = desktop.shared.open();
    const other = new PictureFollower(gone, compressor, desktop.clock);
    desktop.capturer.paint(small, 8);
    desktop.expectSeen(other);
    gone.close();
    desktop.expectSeen(first);
    desktop.capturer.paint(small, 9);
    desktop.expectSeen(first);
  });

  test('pointer shapes and places reach all of them, the newest those that come later', async () => {
    const { capturer, shared } = new Desktop();
    const shape = { widthPx: 1, heightPx: 1, hotspotXPx: 0, hotspotYPx: 0, rgba: Uint8Array.of(1, 2, 3, 4) };
    const place = { screen: 0, xPx: 4, yPx: 5 };
    const first = shared.open();
    await first.wait();
    const news = first.wait();
    capturer.setCursor(shape);
    capturer.movePointer(place);
    await news;
    const late = shared.open();
    await late.wait();
    for (const view of [first, late]) {
      expect(view.takeCursor()).toEqual(shape);
      expect(view.takePointer()).toEqual(place);
      expect(view.takeCursor()).toBeUndefined();
    }
  });

  test('a lost desktop and a closed one end every wait, and one that leaves ends only its own', async () => {
    const { capturer, shared } = new Desktop();
    const [first, second] = [shared.open(), shared.open()];
    const waitOn = async (view: typeof first): Promise<never> => {
      for (;;) await view.wait();
    };
    const left = expect(waitOn(first)).rejects.toThrow('closed');
    const lost = expect(waitOn(second)).rejects.toThrow('the display went away');
    first.close();
    await left;
    expect(capturer.closed).toBe(false);
    capturer.lose(new Error('the display went away'));
    await lost;
    await expect(shared.open().wait()).rejects.toThrow('the display went away');
    shared.close();
    expect(capturer.closed).toBe(true);
  });

  test('UP17 a screen that has another size and then the old one again is captured anew', () => {
    const desktop = new Desktop();
    const viewer = desktop.viewer();
    desktop.capturer.paint(small, 3);
    desktop.expectSeen(viewer);
    for (const widthPx of [97, 96]) desktop.capturer.resize(widthPx, 40);
    viewer.server.notice();
    desktop.expectSeen(viewer);
  });

  describe('on screens that are large enough for moves and kept tiles', () => {
    /** A hundred tiles, of which some cells change from page to page. */
    const large: ScreenSize = { widthPx: 320, heightPx: 160 };
    const pages = [3, 5, 9].map((seed) => {
      const painted = new FakeCapturer(large.widthPx, large.heightPx);
      painted.paint({ xPx: 0, yPx: 0, ...large }, seed);
      return painted.pixelsOf(0);
    });
    const showPage = (capturer: FakeCapturer, page: number) => {
      const [{ widthPx }] = capturer.screens as [ScreenPlace];
      for (let y = 0; y < large.heightPx; y++)
        capturer.pixelsOf(0).set(pages[page]!.subarray(y * 1280, (y + 1) * 1280), y * widthPx * 4);
      capturer.damage({ xPx: 0, yPx: 0, ...large });
    };
    const part = fc.record({
      xPx: fc.nat(150),
      yPx: fc.nat(70),
      widthPx: fc.integer({ min: 1, max: 150 }),
      heightPx: fc.integer({ min: 1, max: 90 }),
    });
    const step = fc.oneof(
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('paint' as const), rect: part, seed: fc.nat(40) }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('page' as const), page: fc.nat(2) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('move' as const),
          rect: part,
          toXPx: fc.nat(150),
          toYPx: fc.nat(70),
        }),
      },
      {
        weight: 7,
        arbitrary: fc.record({
          do: fc.constant('take' as const),
          who: fc.nat(5),
          budget: fc.oneof(fc.nat(4000), fc.constant(1e6)),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('rest' as const) }) },
      { weight: 1, arbitrary: joinOrLeave },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('screens' as const), count: fc.nat(2), by: fc.nat(9) }),
      },
    );
    const someSteps = fc.array(step, { maxLength: 40, size: 'max' });
    const takes = { do: 'take', who: 0, budget: 1e6 } as const;
    const rests = { do: 'rest' } as const;
    const shown = [0, 1, 0, 1].flatMap((page) => [{ do: 'page', page } as const, takes, takes, takes, rests]);
    const scrolled = { xPx: 0, yPx: 30, widthPx: 300, heightPx: 120 };
    const moved = [{ do: 'move', rect: scrolled, toXPx: 0, toYPx: 0 } as const, takes];

    test('UP8 UP14 UP15 UP16 whatever is painted, moved, resized and plugged in, whoever takes how much when: once quiet, all are right', () => {
      const came = new Set<string>();
      fc.assert(
        fc.property(fc.constantFrom(0, 40, 400), someSteps, (cachePlaces, steps) => {
          const desktop = new Desktop(large);
          const { capturer, clock } = desktop;
          const viewers: { view: Capturer; viewer: PictureFollower }[] = [];
          const join = () => {
            const view = desktop.shared.open();
            const viewer = new PictureFollower(view, compressor, clock);
            const screens = [0, 1].map((screen) => ({ screen, maxWidthPx: 0, maxHeightPx: 0 }));
            viewer.server.watch({ screens, cachePlaces });
            viewers.push({ view, viewer });
          };
          join();
          join();
          for (const step of steps) {
            clock.nowMs += step.do === 'rest' ? 300 : 20;
            if (step.do === 'join') join();
            else if (step.do === 'leave') viewers.length > 1 && viewers.shift()!.view.close();
            else if (step.do === 'paint') capturer.paint(step.rect, step.seed);
            else if (step.do === 'page') showPage(capturer, step.page);
            else if (step.do === 'move') capturer.move(step.rect, step.toXPx, step.toYPx);
            else if (step.do === 'take') viewers[step.who % viewers.length]!.viewer.take(step.budget);
            else if (step.do === 'screens')
              capturer.setScreens(
                [0, 1].slice(0, 1 + (step.count % 2)).map((screen) => ({
                  ...{ screen, xPx: 0, yPx: 0, name: '' },
                  ...{ widthPx: large.widthPx + step.by, heightPx: large.heightPx },
                })),
              );
            for (const { viewer } of viewers) viewer.server.notice();
          }
          desktop.expectSeen(...viewers.map(({ viewer }) => viewer));
          for (const { viewer } of viewers) for (const kind of Object.keys(viewer.came)) came.add(kind);
        }),
        {
          numRuns: 15,
          examples: [
            [400, [...shown, ...moved]],
            [40, [...shown, ...moved]],
          ],
        },
      );
      for (const kind of ['keep', 'recall', 'moves']) expect(came).toContain(kind);
    });
  });
});

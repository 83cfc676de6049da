import { zstdCompressSync } from 'node:zlib';
import {
  decodePicture,
  limits,
  pictureSequence,
  type ScreenPlace,
  type WatchedScreen,
} from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeCapturer } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';
import { PictureServer } from './picture-server.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const SIZE = { widthPx: 640, heightPx: 200 };
const whole = { xPx: 0, yPx: 0, ...SIZE };
const place = (screen: number): ScreenPlace => ({ screen, xPx: 0, yPx: 0, ...SIZE, name: '' });
const asItIs = (screen: number): WatchedScreen => ({ screen, maxWidthPx: 0, maxHeightPx: 0 });
const thumbnail = (screen: number): WatchedScreen => ({ screen, maxWidthPx: 320, maxHeightPx: 100 });

/** A viewer of a desktop with so many screens, each painted. */
function open(screens: number) {
  const capturer = new FakeCapturer(SIZE.widthPx, SIZE.heightPx);
  capturer.setScreens(Array.from({ length: screens }, (_, screen) => place(screen)));
  for (const { screen } of capturer.screens) capturer.paint(whole, 5 + screen, screen);
  const clock = { nowMs: 1000 };
  const viewer = new PictureFollower(capturer, compressor, clock);
  const watch = (...screens: WatchedScreen[]) =>
    viewer.server.watch({ screens, cachePlaces: limits.cachedTiles });
  return { capturer, clock, viewer, watch };
}

test('UP2 a screen that is looked away from just before the viewer begins anew takes no room from the others', () => {
  const { capturer, viewer, watch } = open(2);
  watch(asItIs(0), asItIs(1));
  viewer.takeAll();
  watch(asItIs(0));
  viewer.server.restart();
  viewer.takeAll();
  expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);
});

test('UP18 small pictures of other screens leave what is shown as it is', () => {
  const { capturer, viewer, watch } = open(2);
  watch(asItIs(0));
  viewer.takeAll();
  const seen: boolean[] = [];
  for (const screens of [[asItIs(0), thumbnail(1)], [asItIs(0)], [{ ...asItIs(0), maxWidthPx: 7000 }]]) {
    watch(...screens);
    viewer.server.notice();
    while (viewer.take() > 0) seen.push(viewer.shows(0, capturer.pixelsOf(0)));
  }
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.every(Boolean)).toBe(true);
});

test('UP18 whichever screens are there and watched when: at no moment do they keep more together than was asked for', () => {
  const step = fc.record({
    there: fc.integer({ min: 1, max: 3 }),
    watched: fc.subarray([0, 1, 2]),
    restarts: fc.nat(9),
    taken: fc.nat(7),
  });
  const small = (screen: number) => ({ ...place(screen), widthPx: 40, heightPx: 20 });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const capturer = new FakeCapturer(40, 20);
      const server = new PictureServer(capturer, { compressor, clock: { now: () => 1000 } });
      /** By screen, as the viewer was told. */
      const kept = new Map<number, number>();
      /** @returns whether there was something to say */
      const take = (): boolean => {
        const message = server.next(1e6);
        if (message === undefined) return false;
        if (pictureSequence(message) !== undefined) return true;
        const told = decodePicture(message, () => undefined);
        if (told.type === 'resize') kept.set(told.screen, told.cachePlaces);
        if (told.type === 'screens')
          for (const screen of kept.keys())
            if (!told.screens.some((there) => there.screen === screen)) kept.delete(screen);
        expect([...kept.values()].reduce((sum, places) => sum + places, 0)).toBeLessThanOrEqual(100);
        return true;
      };
      const show = (there: number, watched: readonly number[]) => {
        if (capturer.screens.length !== there)
          capturer.setScreens(Array.from({ length: there }, (_, screen) => small(screen)));
        server.watch({ screens: watched.map(asItIs), cachePlaces: 100 });
        server.notice();
      };
      for (const { there, watched, restarts, taken } of steps) {
        show(there, watched);
        if (restarts === 0) server.restart();
        for (const { screen } of capturer.screens) capturer.paint({ ...small(screen) }, 1 + taken, screen);
        for (let left = taken; left > 0 && take(); ) left--;
      }
      for (const [there, share] of [
        [1, 100],
        [2, 50],
        [3, 33],
      ] as const) {
        show(there, [0, 1, 2]);
        for (let more = true; more; ) more = take();
        expect([...kept.values()]).toEqual(Array.from({ length: there }, () => share));
      }
    }),
    {
      numRuns: 25,
      // A screen that is gone for a moment, of which the viewer is not told.
      examples: [
        [
          [
            { there: 2, watched: [1], restarts: 1, taken: 2 },
            { there: 1, watched: [], restarts: 1, taken: 0 },
            { there: 2, watched: [0], restarts: 1, taken: 2 },
          ],
        ],
      ],
    },
  );
});

test('UP2 UP8 whatever is painted, watched, paused and taken when: nothing that a viewer may refuse, and once quiet all is right', () => {
  const bounds = fc.constantFrom(asItIs, thumbnail, (screen: number) => ({
    screen,
    maxWidthPx: 500,
    maxHeightPx: 0,
  }));
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('paint' as const), screen: fc.nat(2), seed: fc.nat(30) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), screen: fc.nat(2) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('take' as const), budget: fc.nat(20_000) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('watch' as const),
        as: fc.array(fc.option(bounds, { nil: undefined }), { minLength: 3, maxLength: 3 }),
        cachePlaces: fc.constantFrom(0, 100, 700, limits.cachedTiles),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('screens' as const), count: fc.nat(2) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { capturer, clock, viewer } = open(3);
      for (const step of steps) {
        clock.nowMs += 100;
        const there = 'screen' in step && capturer.screens.some(({ screen }) => screen === step.screen);
        if (step.do === 'paint' && there) capturer.paint(whole, step.seed, step.screen);
        else if (step.do === 'move' && there)
          capturer.move({ xPx: 0, yPx: 40, widthPx: 640, heightPx: 160 }, 0, 0, step.screen);
        else if (step.do === 'take') viewer.take(step.budget);
        else if (step.do === 'restart') viewer.server.restart();
        else if (step.do === 'screens')
          capturer.setScreens(Array.from({ length: 1 + step.count }, (_, screen) => place(screen)));
        else if (step.do === 'watch')
          viewer.server.watch({
            screens: step.as.flatMap((as, screen) => as?.(screen) ?? []),
            cachePlaces: step.cachePlaces,
          });
        viewer.server.notice();
      }
      viewer.server.watch({ screens: [0, 1, 2].map(asItIs), cachePlaces: 700 });
      viewer.takeAll();
      for (const { screen } of capturer.screens)
        expect(viewer.shows(screen, capturer.pixelsOf(screen))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

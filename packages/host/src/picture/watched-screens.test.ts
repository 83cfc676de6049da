import { zstdCompressSync } from 'node:zlib';
import { limits, type ScreenPlace, type WatchedScreen } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeCapturer } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';

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

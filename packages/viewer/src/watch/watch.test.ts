import { decodePictureAnswer, encodePictureAnswer, limits, type PictureAnswer } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { createWatch } from './watch.ts';

const fullHd = { widthPx: 1920, heightPx: 1080 };
const small = { widthPx: 960, heightPx: 540, scale: 'fit' } as const;
const only = (screen: number) => ({ ...fullHd, screens: [{ screen, ...fullHd }] });
const large = { ...fullHd, scale: 'fit' } as const;

function open() {
  const clock = createManualClock();
  const sent: PictureAnswer[] = [];
  const watch = createWatch({
    clock,
    // Through the bytes: the host must be able to read it.
    send: (answer) => sent.push(decodePictureAnswer(encodePictureAnswer(answer))),
  });
  const seconds = (count: number, bytesPerSecond: number, cameBytes = bytesPerSecond) => {
    for (let i = 0; i < count; i++) {
      watch.came(cameBytes);
      watch.statistics({
        latencyP50TenthMs: 0,
        latencyP95TenthMs: 0,
        encodeTenthMs: 0,
        bytesPerSecond,
        underWayBytes: 0,
        lineLosses: 0,
      });
      clock.advance(1000);
    }
  };
  return { clock, sent, watch, seconds };
}

const told = (screen: number, statistics: boolean, maxWidthPx = 0, maxHeightPx = 0): PictureAnswer => ({
  type: 'watch',
  screens: [{ screen, maxWidthPx, maxHeightPx }],
  cachePlaces: limits.cachedTiles,
  statistics,
});

test('UP18 what the host does anyway is not asked for', () => {
  const { clock, sent, watch } = open();
  watch.setArea(only(3));
  watch.setShown(large);
  clock.advance(10_000);
  expect(sent).toEqual([]);
});

test('UP18 another screen is asked for at once, and the same one only once', () => {
  const { sent, watch } = open();
  watch.setArea(only(0));
  watch.setShown(large);
  watch.setArea(only(1));
  watch.setArea(only(1));
  expect(sent).toEqual([told(1, false)]);
});

test('UP18 UP20 statistics come while somebody looks at them', () => {
  const { sent, watch } = open();
  watch.setCounted(true);
  watch.setArea(only(0));
  watch.setShown(large);
  watch.setCounted(false);
  expect(sent).toEqual([told(0, true), told(0, false)]);
});

test('UP18 a small window on a thin line gets a picture of its size, and statistics to judge the line by', () => {
  const { sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setShown(small);
  expect(sent).toEqual([told(0, true)]);
  seconds(10, 3_000_000);
  seconds(2, 200_000);
  expect(sent).toHaveLength(1);
  seconds(1, 200_000);
  expect(sent.at(-1)).toEqual(told(0, true, 960, 540));
});

test('UP18 a line that goes up and down around the edge does not make the picture go to and fro', () => {
  const { sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setShown(small);
  for (let i = 0; i < 20; i++) {
    seconds(2, 900_000);
    seconds(1, 1_100_000);
  }
  expect(sent).toHaveLength(1);
  seconds(4, 900_000);
  for (let i = 0; i < 20; i++) seconds(1, 1_900_000);
  expect(sent).toHaveLength(2);
  seconds(3, 2_100_000);
  expect(sent.slice(1)).toEqual([told(0, true, 960, 540), told(0, true)]);
});

test('UP18 a line that was judged badly while little was sent, or that has become idle, is not thin: what stands still is seen as it is', () => {
  const { sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setShown(small);
  seconds(10, 200_000, 4_000);
  expect(sent).toEqual([told(0, true)]);
  seconds(4, 200_000);
  seconds(2, 200_000, 4_000);
  seconds(1, 200_000);
  expect(sent).toEqual([told(0, true), told(0, true, 960, 540)]);
  seconds(4, 200_000, 4_000);
  expect(sent).toEqual([told(0, true), told(0, true, 960, 540), told(0, true)]);
});

test('UP18 the whole picture that an idle line gets does not make it thin anew, and what is shown later may', () => {
  const { sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setShown(small);
  seconds(4, 100_000);
  seconds(4, 100_000, 0);
  expect(sent.at(-1)).toEqual(told(0, true));
  const whole = sent.length;
  for (let i = 0; i < 5; i++) {
    seconds(8, 100_000);
    seconds(1, 100_000, 0);
    expect(sent).toHaveLength(whole + i * 2);
    seconds(4, 100_000);
    expect(sent.at(-1)).toEqual(told(0, true, 960, 540));
    seconds(4, 100_000, 0);
    expect(sent.at(-1)).toEqual(told(0, true));
  }
  seconds(14, 100_000);
  expect(sent.at(-1)).toEqual(told(0, true, 960, 540));
});

test('UP18 a window that grows, actual size and the helper’s wish for full sharpness end it', () => {
  for (const end of [
    (watch: ReturnType<typeof createWatch>) => watch.setShown(large),
    (watch: ReturnType<typeof createWatch>) => watch.setShown({ ...fullHd, scale: 'actual' }),
    (watch: ReturnType<typeof createWatch>) => watch.setSharpness('always'),
  ]) {
    const { clock, sent, watch, seconds } = open();
    watch.setArea(only(0));
    watch.setShown(small);
    seconds(4, 200_000);
    expect(sent.at(-1)).toEqual(told(0, true, 960, 540));
    end(watch);
    clock.advance(1000);
    expect(sent.at(-1)).toEqual(told(0, false));
  }
});

test('UP18 while a window is drawn to another size nothing is asked for; then its last size is', () => {
  const { clock, sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setShown(small);
  seconds(4, 200_000);
  const before = sent.length;
  for (let widthPx = 960; widthPx >= 640; widthPx -= 16) {
    watch.setShown({ widthPx, heightPx: (widthPx * 9) / 16, scale: 'fit' });
    clock.advance(100);
  }
  expect(sent).toHaveLength(before);
  clock.advance(1000);
  expect(sent.slice(before)).toEqual([told(0, true, 640, 360)]);
});

const second = { widthPx: 1280, heightPx: 1024 };
const all = {
  widthPx: 3200,
  heightPx: 1080,
  screens: [
    { screen: 0, ...fullHd },
    { screen: 4, ...second },
  ],
};

test('UP18 all screens in one piece are asked for as they are, and on a thin line by one scale', () => {
  const { sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setArea(all);
  watch.setShown({ widthPx: 1600, heightPx: 540, scale: 'fit' });
  const screens = (...bounds: [number, number, number][]) =>
    bounds.map(([screen, maxWidthPx, maxHeightPx]) => ({ screen, maxWidthPx, maxHeightPx }));
  expect(sent.at(-1)).toMatchObject({ screens: screens([0, 0, 0], [4, 0, 0]) });
  seconds(4, 200_000);
  expect(sent.at(-1)).toMatchObject({ screens: screens([0, 960, 540], [4, 640, 512]) });
});

test('UP18 what is shown besides is asked for too, once and as large as the largest of its places', () => {
  const { sent, watch } = open();
  watch.setArea(only(0));
  watch.setShown(large);
  const small = { maxWidthPx: 240, maxHeightPx: 160 };
  watch.setOthers([
    { screen: 0, ...small },
    { screen: 4, ...small },
  ]);
  const asIs = { maxWidthPx: 0, maxHeightPx: 0 };
  expect(sent.at(-1)).toMatchObject({
    screens: [
      { screen: 0, ...asIs },
      { screen: 4, ...small },
    ],
  });
  watch.setOthers([
    { screen: 4, ...asIs },
    { screen: 4, ...small },
  ]);
  expect(sent.at(-1)).toMatchObject({
    screens: [
      { screen: 0, ...asIs },
      { screen: 4, ...asIs },
    ],
  });
  watch.setOthers([]);
  expect(sent.at(-1)).toEqual(told(0, false));
});

test('UP20 a line that is not known yet is not thin', () => {
  const { sent, watch, seconds } = open();
  watch.setArea(only(0));
  watch.setShown(small);
  seconds(10, 0);
  expect(sent).toEqual([told(0, true)]);
});

test('what is closed says nothing more', () => {
  const { clock, sent, watch, seconds } = open();
  watch.setArea(only(0));
  seconds(4, 200_000);
  watch.setShown(small);
  const before = sent.length;
  watch.close();
  watch.setCounted(true);
  watch.setShown(large);
  watch.setShown(small);
  clock.advance(5000);
  expect(sent).toHaveLength(before);
  expect(clock.pending).toBe(0);
});

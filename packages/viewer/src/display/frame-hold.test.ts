import { limits, type Rect } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { createFrameHold } from './frame-hold.ts';

const film: Rect = { xPx: 100, yPx: 100, widthPx: 848, heightPx: 480 };
const letter: Rect = { xPx: 200, yPx: 200, widthPx: 12, heightPx: 20 };
const elsewhere: Rect = { ...film, yPx: 600 };
const STEP_MS = 33;

/** A page whose frames come when the test says so; what is put on its canvas is listed by number. */
function open() {
  const clock = createManualClock();
  const put: number[] = [];
  let waiting: (() => void)[] = [];
  let isSeen = true;
  let frames = 0;
  const hold = createFrameHold(
    ({ parts }) => put.push(parts[0]?.pixels[0] ?? 0),
    {
      next(_screen, shown) {
        if (!isSeen) return false;
        frames += 1;
        waiting.push(shown);
        return true;
      },
    },
    clock,
  );
  return {
    clock,
    put,
    hold,
    get framesAsked() {
      return frames;
    },
    setSeen(next: boolean) {
      isSeen = next;
    },
    update(number: number, rects: readonly Rect[] = [film], screen = 0) {
      const parts = rects.map((rect) => ({ rects: [rect], pixels: Uint8Array.of(number), isGiven: false }));
      hold.put({ screen, parts });
    },
    frame() {
      const due = waiting;
      waiting = [];
      for (const shown of due) shown();
    },
  };
}

/** A film that has run for a while: its pictures 1 … 4 were shown, each in a frame of its own. */
function openFilm() {
  const page = open();
  for (const number of [1, 2, 3, 4]) {
    page.update(number);
    page.frame();
    page.clock.advance(STEP_MS);
  }
  expect(page.put).toEqual([1, 2, 3, 4]);
  return page;
}

test('of two pictures of a film within one frame, the second is put after that frame', () => {
  const page = openFilm();
  page.update(5);
  page.update(6);
  expect(page.put.slice(4)).toEqual([5]);
  page.frame();
  expect(page.put.slice(4)).toEqual([5, 6]);
  page.update(7);
  expect(page.put.slice(4)).toEqual([5, 6]);
  page.frame();
  expect(page.put.slice(4)).toEqual([5, 6, 7]);
});

test('a third one puts both at once: nothing piles up', () => {
  const page = openFilm();
  for (const number of [5, 6, 7]) page.update(number);
  expect(page.put.slice(4)).toEqual([5, 6, 7]);
  page.update(8);
  expect(page.put.slice(4)).toEqual([5, 6, 7]);
  page.frame();
  expect(page.put.slice(4)).toEqual([5, 6, 7, 8]);
});

test('a key’s letter is never held, and takes along what is', () => {
  const page = openFilm();
  page.update(5);
  page.update(6, [letter]);
  expect(page.put.slice(4)).toEqual([5, 6]);
  page.update(7);
  page.update(8, [letter]);
  expect(page.put.slice(4)).toEqual([5, 6, 7, 8]);
});

test('parts of an update are held together, and what does not hide what was put is not held', () => {
  const page = openFilm();
  page.update(5);
  page.update(6, [elsewhere]);
  page.update(7, [film], 1);
  expect(page.put.slice(4)).toEqual([5, 6, 7]);
  page.update(8, [letter, film]);
  expect(page.put.slice(4)).toEqual([5, 6, 7]);
  page.frame();
  expect(page.put.slice(4)).toEqual([5, 6, 7, 8]);
});

test('what does not move holds nothing back: two large updates are put as they come, and no frame is asked for one', () => {
  const page = open();
  page.update(1);
  page.clock.advance(500);
  page.update(2);
  expect(page.framesAsked).toBe(0);
  page.update(3);
  expect(page.put).toEqual([1, 2, 3]);
});

test('small updates ask for no frame, however many come', () => {
  const page = open();
  for (let number = 0; number < 20; number++) page.update(number, [letter]);
  expect(page.framesAsked).toBe(0);
  expect(page.put).toHaveLength(20);
});

test('where nobody sees the page nothing is held', () => {
  const page = openFilm();
  page.setSeen(false);
  page.update(5);
  page.update(6);
  expect(page.put.slice(4)).toEqual([5, 6]);
});

test('a frame that does not come holds back for 50 ms, and when it comes later it counts no more', () => {
  const page = openFilm();
  page.update(5);
  page.update(6);
  page.clock.advance(49);
  expect(page.put.slice(4)).toEqual([5]);
  page.clock.advance(1);
  expect(page.put.slice(4)).toEqual([5, 6]);
  page.update(7);
  expect(page.put.slice(4)).toEqual([5, 6]);
});

test('what is held is put before the canvas changes, and dropped at the end', () => {
  const page = openFilm();
  page.update(5);
  page.update(6);
  page.hold.release();
  expect(page.put.slice(4)).toEqual([5, 6]);
  page.update(7);
  page.hold.close();
  page.frame();
  page.clock.advance(1000);
  expect(page.put.slice(4)).toEqual([5, 6]);
});

test('updates in as many pieces as there can be are not compared piece by piece', () => {
  const page = openFilm();
  const pieces = Array.from({ length: limits.rectsPerUpdate }, (_, i) => ({
    xPx: 2 * (i % 400),
    yPx: 2 * Math.floor(i / 400),
    widthPx: 1,
    heightPx: 1,
  }));
  for (const number of [5, 6, 7]) page.update(number, pieces);
  expect(page.put.slice(4)).toEqual([5, 6, 7]);
  page.update(8, pieces);
  page.frame();
  expect(page.put.at(-1)).toBe(8);
});

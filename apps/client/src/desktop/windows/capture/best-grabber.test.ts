import type { Captured, Frame } from '@fjernhjelp/host';
import { beforeEach, describe, expect, it } from 'vitest';
import { BestGrabber } from './best-grabber.ts';
import type { Grabber } from './grabber.ts';

const place = { screen: 0, xPx: 0, yPx: 0, widthPx: 4, heightPx: 4, name: '' };
const frame = { widthPx: 4, heightPx: 4, pixels: new Uint8Array(64) };
const byGdi: Captured = { damage: [{ xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 }], moves: [], hasMore: false };
const duplicated: Captured = { damage: [], moves: [], hasMore: false };

/** What the next duplications that are opened give, and what was closed. */
let given: Captured | 'not-yet' | undefined;
let isOffered: boolean;
let opened: number;
let closed: number;
let nowMs: number;
let isMoved: boolean;
/** What was to be left, as they were told. */
let mostPx: (number | undefined)[];

function newGrabber(): BestGrabber {
  const gdi: Grabber = {
    grab(_place, _frame, _isFresh, most) {
      mostPx.push(most);
      return byGdi;
    },
    close: () => void closed++,
  };
  const open = () => {
    opened++;
    if (!isOffered) return undefined;
    return {
      isOf: () => !isMoved,
      grab(_frame: Frame, _isFresh: boolean, most?: number) {
        mostPx.push(most);
        return given;
      },
      close: () => void closed++,
      isMasked: true,
    };
  };
  return new BestGrabber(gdi, open, () => nowMs);
}

beforeEach(() => {
  [given, isOffered, opened, closed, nowMs, isMoved, mostPx] = [duplicated, true, 0, 0, 0, false, []];
});

/** After the first picture, which comes from GDI. */
function startedGrabber(): BestGrabber {
  const grabber = newGrabber();
  expect(grabber.grab(place, frame, true)).toBe(byGdi);
  expect(opened).toBe(0);
  nowMs = 1000;
  return grabber;
}

describe('the best way to a picture', () => {
  it('is duplication where Windows gives it, after a first picture at once', () => {
    const grabber = startedGrabber();
    expect(grabber.grab(place, frame, false)).toBe(duplicated);
    expect(grabber.grab(place, frame, false)).toBe(duplicated);
    expect([opened, grabber.isCheap(0), grabber.isMasked]).toEqual([1, true, true]);
    grabber.close();
    expect(closed).toBe(2);
  });

  it('is told what is to be left, whichever it is', () => {
    const grabber = startedGrabber();
    mostPx = [];
    given = 'not-yet';
    grabber.grab(place, frame, false, 7);
    given = duplicated;
    grabber.grab(place, frame, false, 8);
    grabber.grab(place, frame, false);
    expect(mostPx).toEqual([7, 7, 8, undefined]);
  });

  it('is GDI until duplication has a first picture', () => {
    const grabber = startedGrabber();
    given = 'not-yet';
    expect(grabber.grab(place, frame, false)).toBe(byGdi);
    expect(grabber.isCheap(0)).toBe(false);
    given = duplicated;
    expect(grabber.grab(place, frame, false)).toBe(duplicated);
    expect(opened).toBe(1);
  });

  it('is GDI from the moment that duplication is lost, and duplication again when Windows gives it again', () => {
    const grabber = startedGrabber();
    grabber.grab(place, frame, false);
    given = undefined;
    expect(grabber.grab(place, frame, false)).toBe(byGdi);
    expect([closed, grabber.isCheap(0), grabber.isMasked]).toEqual([1, false, false]);
    given = duplicated;
    nowMs = 1999;
    expect(grabber.grab(place, frame, false)).toBe(byGdi);
    nowMs = 2000;
    expect(grabber.grab(place, frame, false)).toBe(duplicated);
    expect(opened).toBe(2);
  });

  it('is GDI where there is no duplication, which is asked for ever more rarely', () => {
    isOffered = false;
    const grabber = startedGrabber();
    for (; nowMs < 3_600_000; nowMs += 100) expect(grabber.grab(place, frame, false)).toBe(byGdi);
    expect(opened).toBeGreaterThan(10);
    expect(opened).toBeLessThan(25);
  });

  it('opens anew where the screen has another place or size', () => {
    const grabber = startedGrabber();
    grabber.grab(place, frame, false);
    isMoved = true;
    grabber.grab(place, frame, true);
    expect([opened, closed]).toEqual([2, 1]);
  });
});

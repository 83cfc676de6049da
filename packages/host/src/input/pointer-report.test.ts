import type { CursorMessage, CursorShape, PointerPlace, ScreenPlace } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createSimulatedTime } from '../testing/index.ts';
import { createPointerReport } from './pointer-report.ts';

const screens: ScreenPlace[] = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 1366, heightPx: 768, name: '' },
  { screen: 1, xPx: 1366, yPx: 0, widthPx: 1920, heightPx: 1080, name: '' },
];
const at = (xPx: number, yPx: number, screen = 0): PointerPlace => ({ screen, xPx, yPx });
const told = (xPx: number, yPx: number, screen = 0): CursorMessage => ({
  type: 'place',
  place: at(xPx, yPx, screen),
});

function setUp() {
  const time = createSimulatedTime();
  const sent: CursorMessage[] = [];
  const line = { queuedBytes: 0 };
  const report = createPointerReport({
    clock: time,
    screens: () => screens,
    queuedBytes: () => line.queuedBytes,
    send: (message) => void sent.push(message),
  });
  const desktop = report.watch({ input() {} });
  return {
    time,
    sent,
    line,
    report,
    /** The helper's input, on the desktop. */
    move: (xPx: number, yPx: number) => desktop.input({ type: 'pointer', xPx, yPx, buttons: 0 }),
  };
}

describe('what the pointer looks like', () => {
  const shape = (widthPx: number): CursorShape => ({
    widthPx,
    heightPx: 1,
    hotspotXPx: 0,
    hotspotYPx: 0,
    rgba: new Uint8Array(widthPx * 4),
  });

  it('CU1 is told at once, also right behind a place', () => {
    const { report, sent } = setUp();
    report.heard(at(5, 6));
    report.shape(shape(1));
    report.shape(shape(2));
    expect(sent).toEqual([
      told(5, 6),
      ...[1, 2].map((widthPx) => ({ type: 'shape', shape: shape(widthPx) })),
    ]);
  });

  it('CU1 waits while something is on its way, and of many the newest alone is told', async () => {
    const { report, sent, line, time } = setUp();
    line.queuedBytes = 400;
    for (let widthPx = 1; widthPx < 2000; widthPx++) report.shape(shape(widthPx));
    report.heard(at(5, 6));
    await time.pass(60_000);
    expect(sent).toEqual([]);
    line.queuedBytes = 0;
    await time.pass(40);
    expect(sent).toEqual([{ type: 'shape', shape: shape(1999) }, told(5, 6)]);
    line.queuedBytes = 400;
    report.shape(shape(3));
    report.stop();
    line.queuedBytes = 0;
    await time.pass(40);
    expect(sent).toHaveLength(2);
  });
});

describe('where the pointer is', () => {
  it('CU3 is told when the user moves it, on whatever screen', async () => {
    const { report, sent, time } = setUp();
    report.heard(at(5, 6));
    await time.pass(20);
    report.heard(at(7, 8, 1));
    expect(sent).toEqual([told(5, 6), told(7, 8, 1)]);
  });

  it('CU3 is not told when the helper moved it, also when not every move was heard of', () => {
    const { report, sent, move } = setUp();
    for (let x = 1400; x < 1440; x++) move(x, 9);
    report.heard(at(1420 - 1366, 9, 1));
    report.heard(at(1439 - 1366, 9, 1));
    expect(sent).toEqual([]);
  });

  it('CU3 is told when the user takes it back to where the helper once had it', async () => {
    const { report, sent, move, time } = setUp();
    move(1, 1);
    move(2, 2);
    report.heard(at(2, 2));
    report.heard(at(1, 1));
    await time.pass(20);
    report.heard(at(2, 2));
    expect(sent).toEqual([told(1, 1), told(2, 2)]);
  });

  it('CU4 is the helper’s again, and that is told once', async () => {
    const { report, sent, move, time } = setUp();
    report.heard(at(50, 60));
    await time.pass(20);
    move(1, 1);
    report.heard(at(1, 1));
    await time.pass(20);
    move(2, 2);
    report.heard(at(2, 2));
    await time.pass(20);
    expect(sent).toEqual([told(50, 60), { type: 'own' }]);
  });

  it('CU3 is told at most once in 16 ms, the newest', async () => {
    const { report, sent, time } = setUp();
    for (let x = 0; x < 1000; x++) {
      report.heard(at(x, 0));
      await time.pass(1);
    }
    await time.pass(20);
    expect(sent.length).toBeLessThanOrEqual(1000 / 16 + 2);
    expect(sent.length).toBeGreaterThan(50);
    expect(sent.at(-1)).toEqual(told(999, 0));
  });

  it('CU3 waits for the line, and then only the newest goes', async () => {
    const { report, sent, line, time } = setUp();
    line.queuedBytes = 1;
    for (let x = 0; x < 100; x++) report.heard(at(x, 0));
    await time.pass(1000);
    expect(sent).toEqual([]);
    line.queuedBytes = 0;
    await time.pass(20);
    expect(sent).toEqual([told(99, 0)]);
  });

  it('CU3 is not told any more once nobody may see it', async () => {
    const { report, sent, time } = setUp();
    report.heard(at(1, 1));
    report.heard(at(2, 2));
    report.stop();
    await time.pass(100);
    expect(sent).toEqual([told(1, 1)]);
  });
});

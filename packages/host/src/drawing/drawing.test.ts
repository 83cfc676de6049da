import {
  type Bytes,
  type DrawingMessage,
  decodeDrawingAnswer,
  encodeDrawing,
  limits,
  ProtocolViolation,
} from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it, vi } from 'vitest';
import { createFakeDrawingBoard } from '../testing/index.ts';
import { createColourBook } from './colour-book.ts';
import { createDrawing } from './drawing.ts';

const screens = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 800, heightPx: 600, name: '' },
  { screen: 3, xPx: -400, yPx: 100, widthPx: 400, heightPx: 300, name: '' },
];
const at = (xPx: number, yPx: number) => ({ xPx, yPx });
const pen = (mark: number, ...points: ReturnType<typeof at>[]): DrawingMessage => ({
  type: 'pen',
  mark,
  stays: true,
  screen: 0,
  points,
});
const text = (written: string): DrawingMessage => ({
  type: 'text',
  mark: 1,
  stays: true,
  screen: 0,
  ...at(5, 6),
  text: written,
});

function start(options: { name?: string; withBoard?: boolean } = {}) {
  const clock = createManualClock();
  const board = createFakeDrawingBoard();
  const colours = createColourBook();
  const user = { gives: true };
  const changed = vi.fn();
  function add(person: number) {
    const sent: Bytes[] = [];
    const drawing = createDrawing({
      clock,
      has: (grant) => grant === 'point' && user.gives,
      send: (message) => void sent.push(message),
      queuedBytes: () => 0,
      changed,
      isPaused: () => false,
      used() {},
      file() {},
      unfinished() {},
      failed(error) {
        throw error;
      },
      board: options.withBoard === false ? undefined : board,
      colours,
      person,
      name: () => options.name ?? 'Kari',
      screens: () => screens,
    });
    const draw = (...messages: DrawingMessage[]) => {
      for (const message of messages) drawing.receive(encodeDrawing(message));
    };
    return { drawing, draw, told: () => sent.map(decodeDrawingAnswer) };
  }
  return { clock, board, colours, user, changed, add, ...add(1) };
}

describe('drawing on the user’s screens', () => {
  it('DR1 DR2 shows each kind of mark where it belongs on the desktop', () => {
    const { draw, board } = start();
    const all = { stays: true, screen: 3 };
    draw(
      { type: 'pen', mark: 1, ...all, points: [at(0, 0), at(10, 20)] },
      { type: 'arrow', mark: 2, ...all, points: [at(1, 2), at(3, 4)] },
      { type: 'box', mark: 3, ...all, points: [at(5, 6), at(7000, 4000)] },
      { type: 'text', mark: 4, ...all, ...at(9, 9), text: 'Her' },
    );
    expect([...(board.sheets[0]?.marks ?? [])]).toEqual([
      [1, { type: 'pen', points: [at(-400, 100), at(-390, 120)] }],
      [2, { type: 'arrow', points: [at(-399, 102), at(-397, 104)] }],
      [3, { type: 'box', points: [at(-395, 106), at(-1, 399)] }],
      [4, { type: 'text', text: 'Her', at: at(-391, 109) }],
    ]);
    expect(board.sheets[0]?.look).toEqual({ colour: 0xd4006a, name: 'Kari' });
  });

  it('DR2 a pen goes on, and any other mark takes the place of its like', () => {
    const { draw, board } = start();
    draw(pen(1, at(0, 0)), pen(1, at(5, 5), at(6, 6)));
    expect(board.sheets[0]?.marks.get(1)).toEqual({ type: 'pen', points: [at(0, 0), at(5, 5), at(6, 6)] });
    const box = { type: 'box', mark: 1, stays: true, screen: 0 } as const;
    draw({ ...box, points: [at(1, 1), at(2, 2)] }, { ...box, points: [at(1, 1), at(9, 9)] });
    expect(board.sheets[0]?.marks.get(1)).toEqual({ type: 'box', points: [at(1, 1), at(9, 9)] });
  });

  it('DR2 drops what is on a screen that there is not', () => {
    const { draw, board } = start();
    draw(
      { ...(pen(1, at(1, 1)) as DrawingMessage & { type: 'pen' }), screen: 2 },
      { type: 'point', screen: 2, ...at(1, 1) },
    );
    expect(board.sheets).toEqual([]);
  });

  it('DR3 makes text safe to show, and drops what is nothing then', () => {
    const { draw, board } = start();
    draw(text(' to\n\u202Elinjer '));
    expect(board.sheets[0]?.marks.get(1)).toMatchObject({ text: 'to linjer' });
    draw({ type: 'clear' }, text('\u200B '));
    expect(board.sheets[0]?.marks.size).toBe(0);
  });

  it('DR3 shows nothing without the grant, and nothing where there is no board', () => {
    const { draw, board, user } = start();
    user.gives = false;
    draw(pen(1, at(1, 1)), { type: 'point', screen: 0, ...at(1, 1) }, { type: 'choose-colour', colour: 2 });
    expect(board.sheets).toEqual([]);
    const without = start({ withBoard: false });
    without.draw(
      pen(1, at(1, 1)),
      { type: 'point', screen: 0, ...at(1, 1) },
      { type: 'choose-colour', colour: 2 },
    );
    expect(without.told()).toEqual([]);
  });

  it('DR4 takes a point away after two seconds, and a mark that does not stay after four', () => {
    const { draw, board, clock, changed, drawing } = start();
    draw(
      { type: 'point', screen: 0, ...at(7, 8) },
      { ...pen(1, at(1, 1)), stays: false } as DrawingMessage,
      pen(2, at(2, 2)),
    );
    expect(drawing.status).toEqual({ hasDrawn: true });
    clock.advance(1999);
    expect(board.sheets[0]?.at).toEqual(at(7, 8));
    clock.advance(1);
    expect(board.sheets[0]?.at).toBeUndefined();
    draw({ ...pen(1, at(1, 2)), stays: false } as DrawingMessage);
    clock.advance(limits.drawingShownMs - 1);
    expect([...(board.sheets[0]?.marks.keys() ?? [])]).toEqual([1, 2]);
    clock.advance(1);
    expect([...(board.sheets[0]?.marks.keys() ?? [])]).toEqual([2]);
    draw({ type: 'erase', mark: 2 }, { type: 'erase', mark: 9 });
    expect(drawing.status).toEqual({});
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('DR4 lets go of the oldest when there are too many marks or points', () => {
    const { draw, board } = start();
    for (let mark = 0; mark <= limits.drawingMarks; mark++) draw(pen(mark, at(1, 1)));
    expect(board.sheets[0]?.marks.size).toBe(limits.drawingMarks);
    expect(board.sheets[0]?.marks.has(0)).toBe(false);
    const long = (mark: number) => pen(mark, at(3, 0), at(3, 599), at(3, 0), at(3, 599));
    for (let mark = 500; mark < 540; mark++) draw(long(mark));
    // 40 of these are 1821 × 40 pixels high.
    expect([...(board.sheets[0]?.marks.keys() ?? [])]).toEqual(Array.from({ length: 32 }, (_, i) => 508 + i));
  });

  it('DR4 lets be what would be too much of one mark', () => {
    const { draw, board } = start();
    const way = Array.from({ length: limits.drawingPoints }, (_, index) => at(3, index % 2 === 0 ? 0 : 599));
    draw(pen(1, ...way));
    expect(board.sheets).toEqual([]);
    draw(pen(1, ...way.slice(0, 90)), pen(1, ...way.slice(0, 90)), pen(2, at(1, 1)));
    expect([...(board.sheets[0]?.marks.keys() ?? [])]).toEqual([1, 2]);
    expect(board.sheets[0]?.marks.get(1)).toMatchObject({ points: way.slice(0, 90) });
  });

  it('DR6 clears everything when the grant is taken, the line is lost, and at the end', () => {
    for (const over of ['grant', 'line', 'end'] as const) {
      const { draw, board, drawing, user, clock } = start();
      draw(pen(1, at(1, 1)), { type: 'point', screen: 0, ...at(1, 1) });
      user.gives = over !== 'grant';
      if (over === 'grant') drawing.grantsChanged?.();
      if (over === 'line') drawing.line?.(false);
      if (over === 'end') drawing.close();
      expect(board.sheets.map(({ at, marks }) => [at, marks.size])).toEqual(
        over === 'end' ? [] : [[undefined, 0]],
      );
      drawing.close();
      // Nothing is left to wake up.
      clock.advance(10_000);
    }
  });

  it('DR6 the user clears one helper’s marks, who hears of it', () => {
    const { draw, drawing, board, told } = start();
    draw(pen(1, at(1, 1)));
    drawing.command?.({ type: 'clear-drawings', person: 2 });
    expect(told()).toEqual([]);
    drawing.command?.({ type: 'clear-drawings', person: 1 });
    drawing.command?.({ type: 'clear-drawings', person: 1 });
    expect(board.sheets[0]?.marks.size).toBe(0);
    expect(told()).toEqual([{ type: 'cleared' }]);
  });

  it('DR7 no two helpers have the same colour', () => {
    const { add, draw, told, board } = start();
    const ola = add(2);
    draw({ type: 'choose-colour', colour: undefined });
    ola.draw({ type: 'choose-colour', colour: 0 }, pen(1, at(1, 1)));
    expect(told()).toEqual([{ type: 'colour', colour: 0 }]);
    expect(ola.told()).toEqual([{ type: 'colour', colour: 1 }]);
    ola.draw({ type: 'choose-colour', colour: 4 });
    expect(ola.told().at(-1)).toEqual({ type: 'colour', colour: 4 });
    expect(board.sheets[0]?.look.colour).toBe(0xb34700);
    draw({ type: 'choose-colour', colour: 1 });
    ola.drawing.close();
    draw({ type: 'choose-colour', colour: 4 });
    expect(told().slice(1)).toEqual([
      { type: 'colour', colour: 1 },
      { type: 'colour', colour: 4 },
    ]);
  });

  it('DR5 what breaks a rule is a violation', () => {
    const { drawing } = start();
    expect(() => drawing.receive(new Uint8Array([0]))).toThrow(ProtocolViolation);
  });
});

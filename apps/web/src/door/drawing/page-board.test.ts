import { expect, it } from 'vitest';
import { createPageBoard } from './page-board.ts';

const look = { colour: 0xd4006a, name: 'Kari' };

it('keeps what each helper shows, and tells of every change', () => {
  const board = createPageBoard();
  let changes = 0;
  const stop = board.subscribe(() => changes++);
  const sheet = board.open(look);
  const other = board.open({ colour: 0, name: '' });
  expect(board.isInUse).toBe(false);
  sheet.show(5, 6);
  sheet.draw(1, { type: 'pen', points: [{ xPx: 1, yPx: 1 }] });
  sheet.extend(1, [
    { xPx: 1, yPx: 1 },
    { xPx: 9, yPx: 9 },
  ]);
  sheet.extend(2, [{ xPx: 1, yPx: 1 }]);
  expect(changes).toBe(3);
  expect(board.sheets[0]?.at).toEqual({ xPx: 5, yPx: 6 });
  expect(board.sheets[0]?.shapes.get(1)).toEqual({
    type: 'pen',
    points: [
      { xPx: 1, yPx: 1 },
      { xPx: 9, yPx: 9 },
    ],
  });
  sheet.erase([1, 7]);
  expect(board.isInUse).toBe(true);
  sheet.hide();
  expect(board.isInUse).toBe(false);
  sheet.close();
  expect(board.sheets.map(({ look: { name } }) => name)).toEqual(['']);
  stop();
  const before = changes;
  other.show(1, 1);
  expect(changes).toBe(before);
  board.close();
  expect(board.isInUse).toBe(false);
});

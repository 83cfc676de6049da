import { expect, test, vi } from 'vitest';
import { WindowsDrawingBoard } from './drawing-board.ts';

const look = { colour: 0, name: '' };

test('the mark is where somebody pointed last, and only that one takes it away', () => {
  const mark = { show: vi.fn(), hide: vi.fn(), close: vi.fn() };
  const board = new WindowsDrawingBoard(mark);
  const [first, second] = [board.open(look), board.open(look)];
  first.show(10, 20);
  second.show(30, 40);
  first.hide();
  first.close();
  expect(mark.show.mock.calls).toEqual([
    [10, 20],
    [30, 40],
  ]);
  expect(mark.hide).not.toHaveBeenCalled();
  second.close();
  expect(mark.hide).toHaveBeenCalledTimes(1);
});

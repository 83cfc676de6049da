import { expect, test } from 'vitest';
import { createPointerTrack } from './pointer-track.ts';

function tracked() {
  const sent: [xPx: number, yPx: number, buttons: number][] = [];
  const frames: (() => void)[] = [];
  const line = { isCongested: false };
  const track = createPointerTrack({
    send: ({ xPx, yPx, buttons }) => sent.push([xPx, yPx, buttons]),
    requestFrame: (task) => frames.push(task),
    isCongested: () => line.isCongested,
  });
  return {
    sent,
    line,
    track,
    frame: () => {
      for (const task of frames.splice(0)) task();
    },
    move: (xPx: number, yPx: number, buttons = 0) => track.at({ screen: 0, xPx, yPx }, buttons, false),
    press: (xPx: number, yPx: number, buttons: number) => track.at({ screen: 0, xPx, yPx }, buttons, true),
  };
}

test('many moves in one frame are one message, the last', () => {
  const { sent, frame, move } = tracked();
  move(1, 1);
  move(2, 2);
  move(3, 3);
  expect(sent).toEqual([]);
  frame();
  expect(sent).toEqual([[3, 3, 0]]);
  frame();
  expect(sent).toEqual([[3, 3, 0]]);
});

test('a press goes out at once, after the move before it', () => {
  const { sent, frame, move, press } = tracked();
  move(1, 1);
  press(5, 5, 1);
  move(6, 6, 1);
  move(7, 7, 0);
  expect(sent).toEqual([
    [1, 1, 0],
    [5, 5, 1],
    [6, 6, 1],
    [7, 7, 0],
  ]);
  frame();
  expect(sent).toHaveLength(4);
});

test('a second button while the first is held is a press, though the browser calls it a move', () => {
  const { sent, move, press } = tracked();
  press(5, 5, 1);
  move(5, 5, 3);
  move(5, 5, 1);
  move(5, 5, 0);
  expect(sent.map(([, , buttons]) => buttons)).toEqual([1, 3, 1, 0]);
});

test('a double click at one place is four messages', () => {
  const { sent, move, press } = tracked();
  for (let i = 0; i < 2; i++) {
    press(5, 5, 1);
    move(5, 5, 0);
  }
  expect(sent.map(([, , buttons]) => buttons)).toEqual([1, 0, 1, 0]);
});

test('a pointer that comes in with a button down presses nothing', () => {
  const { sent, frame, move } = tracked();
  move(1, 1, 1);
  frame();
  move(2, 2, 0);
  frame();
  expect(sent).toEqual([
    [1, 1, 0],
    [2, 2, 0],
  ]);
});

test('IN9 a button that was let go by force is not pressed again by the next move', () => {
  const { sent, frame, track, move, press } = tracked();
  press(1, 1, 1);
  track.release();
  move(2, 2, 1);
  frame();
  move(3, 3, 0);
  frame();
  press(3, 3, 1);
  expect(sent).toEqual([
    [1, 1, 1],
    [2, 2, 0],
    [3, 3, 0],
    [3, 3, 1],
  ]);
});

test('while the line is behind moves wait and the last one counts; presses do not wait', () => {
  const { sent, line, frame, move, press } = tracked();
  line.isCongested = true;
  move(1, 1);
  frame();
  move(2, 2);
  frame();
  expect(sent).toEqual([]);
  press(3, 3, 1);
  expect(sent).toEqual([
    [2, 2, 0],
    [3, 3, 1],
  ]);
  move(4, 4, 1);
  frame();
  line.isCongested = false;
  frame();
  expect(sent.at(-1)).toEqual([4, 4, 1]);
});

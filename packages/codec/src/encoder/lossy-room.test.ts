import type { Rect } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { lossyScratchBytes } from '../lossy.ts';
import { LossyRoom } from './lossy-room.ts';

const film: Rect = { xPx: 528, yPx: 304, widthPx: 848, heightPx: 224 };
const beside: Rect = { xPx: 0, yPx: 0, widthPx: 512, heightPx: 64 };

/** A room for two rects, and what of them it has painted. */
function openRoom(): { room: LossyRoom; painted: Rect[] } {
  const painted: Rect[] = [];
  const sizeBytes = lossyScratchBytes(film) + lossyScratchBytes(beside);
  const room = new LossyRoom(0, sizeBytes, sizeBytes, (_rect, _scratch, _isTurned, part) =>
    painted.push(part),
  );
  return { room, painted };
}

test('of a film of which a tile is looked at no more than that tile is painted, and the rest is still owed', () => {
  const { room, painted } = openRoom();
  room.take(beside);
  room.take(film);
  expect(room.owed).toEqual([beside, film]);
  room.settle({ xPx: 512, yPx: 368, widthPx: 32, heightPx: 16 });
  expect(painted).toEqual([{ xPx: 528, yPx: 368, widthPx: 16, heightPx: 16 }]);
  expect(room.owed).toEqual([beside, film]);
  room.settle(film);
  expect(painted.at(-1)).toEqual(film);
  expect(room.owed).toEqual([beside]);
  room.settle();
  expect(painted.slice(2)).toEqual([beside]);
  expect(room.owed).toEqual([]);
});

test('of a film over which something else is painted all that is owed is painted first', () => {
  const { room, painted } = openRoom();
  room.take(film);
  room.changes({ ...film, widthPx: 16, heightPx: 16 });
  expect(painted).toEqual([film]);
  expect(room.owed).toEqual([]);
});

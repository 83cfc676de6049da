import { expect, test } from 'vitest';
import { createRemotePointer } from './remote-pointer.ts';

const at = (xPx: number, yPx: number, screen = 0) => ({ screen, xPx, yPx });

test('CU3 without control the pointer is drawn wherever it is, and the helper’s movement does not matter', () => {
  const pointer = createRemotePointer();
  expect(pointer.drawn).toBeUndefined();
  pointer.hear({ type: 'place', place: at(5, 6, 1) });
  pointer.moved(at(9, 9));
  expect(pointer.drawn).toEqual(at(5, 6, 1));
});

test('CU3 with control it is drawn from when the user moves it until the helper does', () => {
  const pointer = createRemotePointer();
  pointer.setControl(true);
  pointer.moved(at(1, 1));
  expect(pointer.drawn).toBeUndefined();
  pointer.hear({ type: 'place', place: at(5, 6) });
  expect(pointer.drawn).toEqual(at(5, 6));
  pointer.moved(at(2, 2));
  expect(pointer.drawn).toBeUndefined();
});

test('CU4 a place that crossed the helper’s movement on the way holds no longer', () => {
  const pointer = createRemotePointer();
  pointer.setControl(true);
  pointer.moved(at(1, 1));
  pointer.hear({ type: 'place', place: at(5, 6) });
  pointer.hear({ type: 'own' });
  expect(pointer.drawn).toBeUndefined();
});

test('CU3 when control is taken away the pointer is drawn where the helper left it', () => {
  const pointer = createRemotePointer();
  pointer.setControl(true);
  pointer.moved(at(7, 8));
  pointer.setControl(false);
  expect(pointer.drawn).toEqual(at(7, 8));
});

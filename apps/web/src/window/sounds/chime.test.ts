import { expect, it } from 'vitest';
import { chimeBetween, createChimes } from './chime.ts';

it('is heard when somebody comes or goes, and at nothing else', () => {
  expect(chimeBetween([], [1])).toBe('join');
  expect(chimeBetween([1], [1])).toBeUndefined();
  expect(chimeBetween([1], [1, 2])).toBe('join');
  expect(chimeBetween([1, 2], [2])).toBe('leave');
  expect(chimeBetween([1], [2])).toBe('join');
  expect(chimeBetween([1], [])).toBe('leave');
  expect(chimeBetween([], [])).toBeUndefined();
});

it('goes up for who comes and down for who leaves', () => {
  const heard: number[] = [];
  let closed = 0;
  const node = { connect: (next: unknown) => next };
  const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  const context = {
    currentTime: 0,
    destination: node,
    createOscillator: () => ({
      ...node,
      start() {},
      stop() {},
      frequency: {
        set value(hertz: number) {
          heard.push(hertz);
        },
      },
    }),
    createGain: () => ({ ...node, gain }),
    close: async () => {
      closed += 1;
    },
  } as unknown as AudioContext;
  const chimes = createChimes(() => context);
  chimes.play('join');
  chimes.play('leave');
  chimes.close();
  chimes.close();
  expect(heard).toEqual([523, 784, 784, 523]);
  expect(closed).toBe(1);
});

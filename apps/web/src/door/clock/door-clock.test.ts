import { expect, it } from 'vitest';
import { createDoorClock } from './door-clock.ts';

it('runs a task once when the worker says so, and not when it was called off', () => {
  const asked: { number: number; delayMs: number | null }[] = [];
  const worker = {
    postMessage: (message: { number: number; delayMs: number | null }) => void asked.push(message),
    onmessage: null as ((event: MessageEvent<number>) => void) | null,
  };
  const clock = createDoorClock(worker);
  const over = (number: number) => worker.onmessage?.({ data: number } as MessageEvent<number>);
  const ran: string[] = [];
  clock.schedule(50, () => ran.push('first'));
  const cancel = clock.schedule(10, () => ran.push('second'));
  expect(asked).toEqual([
    { number: 1, delayMs: 50 },
    { number: 2, delayMs: 10 },
  ]);
  cancel();
  expect(asked.at(-1)).toEqual({ number: 2, delayMs: null });
  over(2);
  over(1);
  over(1);
  cancel();
  expect(ran).toEqual(['first']);
  expect(asked.length).toBe(3);
});

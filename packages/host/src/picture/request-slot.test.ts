import { describe, expect, it } from 'vitest';
import { RequestSlot } from './request-slot.ts';

function pair() {
  const memory = RequestSlot.createMemory();
  if (memory === undefined) throw new Error('threads share no memory here');
  return { main: new RequestSlot(memory), worker: new RequestSlot(memory) };
}

describe('a request that lies between two threads', () => {
  it('UP10 is taken once, as it was laid down', () => {
    const { main, worker } = pair();
    expect(worker.take(false)).toBeUndefined();
    expect(main.put({ request: 7, budgetBytes: 131_072 })).toBe('put');
    expect(worker.take(false)).toEqual({ request: 7, budgetBytes: 131_072 });
    expect(worker.take(false)).toBeUndefined();
  });

  it('UP10 wakes a worker that waits for one, and no other', () => {
    const { main, worker } = pair();
    worker.take(true);
    expect(main.put({ request: 1, budgetBytes: 1 })).toBe('awaited');
    expect(worker.take(true)).toMatchObject({ request: 1 });
    // It has one to answer now.
    expect(main.put({ request: 2, budgetBytes: 1 })).toBe('put');
    expect(worker.take(true)).toMatchObject({ request: 2 });
    worker.take(true);
    worker.take(false);
    expect(main.put({ request: 3, budgetBytes: 1 })).toBe('put');
  });

  it('UP10 is not written over before it is taken', () => {
    const { main, worker } = pair();
    main.put({ request: 1, budgetBytes: 10 });
    expect(main.put({ request: 2, budgetBytes: 20 })).toBe('full');
    expect(worker.take(false)).toEqual({ request: 1, budgetBytes: 10 });
  });
});

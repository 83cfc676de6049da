import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PackedQueue } from './packed-queue.ts';

test('SG15 a packed queue gives back what it took, in order, and never holds more than its bound', () => {
  const step = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant('shift' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 2000 }), (steps, bound) => {
      const queue = new PackedQueue(bound);
      const model: Uint8Array[] = [];
      for (const step of steps) {
        if (step === 'shift') {
          const expected = model.shift();
          expect(queue.nextLength).toBe(expected?.length ?? 0);
          expect(queue.shift()).toEqual(expected === undefined ? undefined : Buffer.from(expected));
        } else if (queue.append(step)) model.push(step);
        expect(queue.empty).toBe(model.length === 0);
        expect(queue.heldBytes).toBeLessThanOrEqual(bound);
      }
    }),
  );
});

test('SG15 a packed queue refuses what does not fit and keeps the rest', () => {
  const queue = new PackedQueue(10);
  expect(queue.append(Buffer.alloc(8, 1))).toBe(true);
  expect(queue.append(Buffer.alloc(3, 2))).toBe(false);
  expect(queue.append(Buffer.alloc(2, 3))).toBe(true);
  expect(queue.shift()).toEqual(Buffer.alloc(8, 1));
  expect(queue.shift()).toEqual(Buffer.alloc(2, 3));
  expect(queue.shift()).toBeUndefined();
  expect(queue.heldBytes).toBe(0);
});

import { InvariantError } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRingMemory, createRingReader, createRingWriter, type RingMessage } from './shared-ring.ts';

const CAPACITY_BYTES = 256;
const part = fc.uint8Array({ maxLength: 90 }).map((bytes) => Uint8Array.from(bytes));
const message = fc.record({ number: fc.nat(0xffff_ffff), head: part, body: part });

function open() {
  const memory = createRingMemory(CAPACITY_BYTES);
  return { writer: createRingWriter(memory), reader: createRingReader(memory) };
}

test('what is written is read, in order and once, however it wraps around the end', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(message, fc.constant('read' as const)), { maxLength: 60 }), (steps) => {
      const { writer, reader } = open();
      const waiting: RingMessage[] = [];
      for (const step of steps) {
        if (step === 'read') expect(reader.read()).toEqual(waiting.shift());
        else if (writer.write(step)) waiting.push(step);
        else expect(waiting.length).toBeGreaterThan(0);
      }
      for (const each of waiting) expect(reader.read()).toEqual(each);
      expect(reader.read()).toBeUndefined();
    }),
  );
});

test('what finds no room is not written, and the next fits once something is read', () => {
  const { writer, reader } = open();
  const half = { number: 1, head: new Uint8Array(4), body: new Uint8Array(CAPACITY_BYTES / 2 - 16) };
  expect([writer.write(half), writer.write(half), writer.write(half)]).toEqual([true, true, false]);
  reader.read();
  expect(writer.write(half)).toBe(true);
  expect(writer.write({ ...half, head: new Uint8Array(CAPACITY_BYTES) })).toBe(false);
});

test('a reader that waits hears of what comes, of what came before it waited, and of a notice', async () => {
  const { writer, reader } = open();
  const small = { number: 7, head: new Uint8Array(1), body: new Uint8Array(1) };
  const first = reader.more();
  writer.write(small);
  writer.notify();
  await first;
  await reader.more();
  expect(reader.read()).toEqual(small);
  const last = reader.more();
  reader.notify();
  await last;
});

test('whatever stands in the memory, a read gives a message that fits or a typed error', () => {
  const word = fc.oneof(fc.nat(0xffff_ffff), fc.nat(CAPACITY_BYTES), fc.constant(0xffff_ffff));
  fc.assert(
    fc.property(word, fc.array(word, { minLength: 3, maxLength: 3 }), (written, words) => {
      const memory = createRingMemory(CAPACITY_BYTES);
      new Uint32Array(memory, 16).set(words);
      const reader = createRingReader(memory);
      new Uint32Array(memory)[0] = written;
      let read: RingMessage | undefined;
      try {
        read = reader.read();
      } catch (error) {
        expect(error).toBeInstanceOf(InvariantError);
        return;
      }
      if (written === 0) expect(read).toBeUndefined();
      else expect(12 + read!.head.length + read!.body.length).toBeLessThanOrEqual(written);
      expect(written).toBeLessThanOrEqual(CAPACITY_BYTES);
    }),
  );
});

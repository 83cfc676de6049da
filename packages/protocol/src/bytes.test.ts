import { expect, test } from 'vitest';
import { ByteReader, ByteWriter } from './bytes.ts';

test('a writer that grows in the middle of numbers keeps every one of them', () => {
  const writer = new ByteWriter(1);
  for (let i = 0; i < 50; i++) writer.u8(i).u16(i).i16(-i).u32(i).u64(i);
  const reader = new ByteReader(writer.finish());
  for (let i = 0; i < 50; i++) {
    expect([reader.u8(), reader.u16(), reader.i16(), reader.u32(), reader.u64()]).toEqual([
      i,
      i,
      0 - i,
      i,
      i,
    ]);
  }
  reader.end();
});

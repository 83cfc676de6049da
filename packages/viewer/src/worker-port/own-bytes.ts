import type { Bytes } from '@fjernhjelp/protocol';

/** @returns the same bytes, alone in their buffer, which may be transferred: a view of something larger must not take the rest with it */
export function ownBytes(bytes: Bytes): Bytes {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

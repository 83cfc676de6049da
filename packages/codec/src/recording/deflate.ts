import type { Bytes } from '@fjernhjelp/protocol';

/** RFC 1951, with what every browser has. */
export async function deflate(bytes: Bytes): Promise<Bytes> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** @returns undefined when the bytes do not become just so many */
export async function inflate(packed: Bytes, sizeBytes: number): Promise<Bytes | undefined> {
  const target = new Uint8Array(sizeBytes);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let at = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return at === sizeBytes ? target : undefined;
      if (at + value.length > sizeBytes) {
        await reader.cancel();
        return undefined;
      }
      target.set(value, at);
      at += value.length;
    }
  } catch {
    // Whatever the platform calls it: these are no deflated bytes.
    return undefined;
  }
}

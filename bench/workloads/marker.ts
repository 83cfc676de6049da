/**
 * The marker strip: a sequence number painted into the picture as black and white blocks, so that the viewer's
 * canvas itself says which paint it shows. 24 bits of number and 8 of checksum, most significant first.
 */
export const marker = { blocks: 32, blockPx: 16, widthPx: 512, heightPx: 16 } as const;

/** @returns the 32 bits of the strip for a number of 0 … 2^24 − 1 */
export function encodeMarker(sequence: number): boolean[] {
  const word = ((sequence << 8) | checksum(sequence)) >>> 0;
  return Array.from({ length: marker.blocks }, (_, bit) => ((word >>> (31 - bit)) & 1) === 1);
}

function checksum(sequence: number): number {
  return ((sequence & 255) ^ ((sequence >>> 8) & 255) ^ (sequence >>> 16) ^ 0x5a) & 255;
}

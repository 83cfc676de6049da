/**
 * The marker strip: a sequence number painted into the picture as black and white blocks, so that the viewer's picture
 * itself says which paint it shows. 24 bits of number and 8 of checksum, most significant first. Blocks of 16 px keep
 * their value in every lossy codec.
 */
export const marker = { blocks: 32, blockPx: 16, widthPx: 512, heightPx: 16 } as const;

/** Top left corner of a strip on the screen, in pixels. */
export interface Strip {
  readonly xPx: number;
  readonly yPx: number;
}

/**
 * Where a workload paints its numbers. Strips of one group are painted with the same number, and a number is seen when
 * **all** of its group show it: they lie at the first and the last row of what changes, and reach the screen with it in
 * one request, so that no order of sending gains by it.
 */
export interface StripGroups {
  /** The number of the paint. */
  readonly paint: readonly Strip[];
  /** How many keys have been pressed. */
  readonly echo: readonly Strip[];
}

/** @returns the 32 bits of the strip for a number of 0 … 2^24 − 1 */
export function encodeMarker(sequence: number): boolean[] {
  const word = ((sequence << 8) | checksum(sequence)) >>> 0;
  return Array.from({ length: marker.blocks }, (_, bit) => ((word >>> (31 - bit)) & 1) === 1);
}

function checksum(sequence: number): number {
  return ((sequence & 255) ^ ((sequence >>> 8) & 255) ^ (sequence >>> 16) ^ 0x5a) & 255;
}

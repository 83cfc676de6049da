/**
 * The streams of a channel (PROTOCOL.md "Streams"). The lower number goes first when the line is busy.
 * 0 is the channel's own (acknowledgements, keep-alive, close).
 */
export const streams = {
  channel: 0,
  /** Consent, grants, ends: JSON. */
  control: 1,
  /** Pointer, wheel, keys, text: viewer → host. */
  input: 2,
  /** Pointer shapes: host → viewer. */
  cursor: 3,
  /** Updates: host → viewer; acknowledgements of what is painted: viewer → host. */
  picture: 4,
} as const;

export type StreamId = (typeof streams)[keyof typeof streams];

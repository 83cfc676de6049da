/**
 * The streams of a channel (PROTOCOL.md "Streams"). The lower number goes first when the line is busy.
 * 0 is the channel's own (acknowledgements, keep-alive, close).
 */
export const streams = {
  channel: 0,
  /** Consent, grants, people: JSON. */
  control: 1,
  /** Pointer, wheel, keys, text: viewer → host. */
  input: 2,
  /** Pointer shapes: host → viewer. */
  cursor: 3,
  /** What the helper draws on the user's screen: viewer → host; in which colour: host → viewer. */
  drawing: 4,
  chat: 5,
  /** How the ends come to a direct path. */
  path: 6,
  /** Updates: host → viewer; acknowledgements of what is painted: viewer → host. */
  picture: 7,
  clipboard: 8,
  /** What kind of machine the user has: host → viewer; the question: viewer → host. */
  system: 9,
  /** Whether somebody records. */
  recording: 10,
  /** How the ends come to talk with each other; the sound goes its own way. */
  voice: 11,
  files: 12,
} as const;

export type StreamId = (typeof streams)[keyof typeof streams];

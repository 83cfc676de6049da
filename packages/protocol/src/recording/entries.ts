import * as z from 'zod/mini';
import { ByteReader, type Bytes, ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { grants } from '../grants.ts';
import { limits } from '../limits.ts';
import type { Rect } from '../messages/picture/rect.ts';

const name = z.string().check(z.maxLength(limits.nameChars));

/** What the list of events shows (PROTOCOL.md RF7). */
const event = z.discriminatedUnion('type', [
  /** Who is in, and which of them recorded. */
  z.strictObject({
    type: z.literal('people'),
    people: z
      .array(z.strictObject({ name, organisation: name, control: z.boolean() }))
      .check(z.maxLength(limits.helpers)),
  }),
  /** All that the helper who recorded might do from here on. */
  z.strictObject({
    type: z.literal('grants'),
    grants: z.array(z.enum(grants)).check(z.maxLength(grants.length)),
  }),
  z.strictObject({
    type: z.literal('chat'),
    /** Empty for the user. */
    name,
    text: z.string().check(z.maxLength(limits.recordingTextChars)),
  }),
  z.strictObject({ type: z.literal('line'), isConnected: z.boolean() }),
]);

export type RecordingEvent = z.infer<typeof event>;

/** One thing in a recording, in the order in which it happened. */
export type RecordingEntry =
  /** The picture has this size from here on, and is black. */
  | { readonly type: 'size'; readonly widthPx: number; readonly heightPx: number }
  /** A part of the picture. @see decodePixels @property packed RGB, three bytes a pixel, row by row; deflated (RFC 1951) */
  | { readonly type: 'pixels'; readonly rect: Rect; readonly packed: Bytes }
  /** @property message of the cursor stream, as `encodeCursor` writes it */
  | { readonly type: 'cursor'; readonly message: Bytes }
  | { readonly type: 'event'; readonly event: RecordingEvent };

/** An entry with its time since the start. */
export type TimedEntry = RecordingEntry & { readonly timeMs: number };

const kinds = { size: 1, pixels: 2, cursor: 3, event: 4 } as const;

/** The largest entry: pixels that do not get smaller, or a pointer shape. */
const ENTRY_HEADER_BYTES = 9;

/** @returns the entry as it stands in a chunk (PROTOCOL.md RF6) */
export function encodeRecordingEntry(entry: TimedEntry): Bytes {
  const body = encodeBody(entry);
  return new ByteWriter(ENTRY_HEADER_BYTES + body.length)
    .u32(entry.timeMs)
    .u8(kinds[entry.type])
    .u32(body.length)
    .bytes(body)
    .finish();
}

function encodeBody(entry: RecordingEntry): Bytes {
  switch (entry.type) {
    case 'size':
      return new ByteWriter(4).u16(entry.widthPx).u16(entry.heightPx).finish();
    case 'pixels': {
      const { xPx, yPx, widthPx, heightPx } = entry.rect;
      return new ByteWriter(8 + entry.packed.length)
        .u16(xPx)
        .u16(yPx)
        .u16(widthPx)
        .u16(heightPx)
        .bytes(entry.packed)
        .finish();
    }
    case 'cursor':
      return entry.message;
    case 'event':
      return encodeUtf8(JSON.stringify(entry.event));
  }
}

/**
 * @param bytes of an opened chunk, kept by what it returns
 * @returns its entries, in order
 * @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" | "out-of-range" | "rect-out-of-bounds" | "malformed"
 */
export function decodeRecordingEntries(bytes: Bytes): readonly TimedEntry[] {
  const reader = new ByteReader(bytes);
  const entries: TimedEntry[] = [];
  while (reader.remaining > 0) {
    const timeMs = reader.u32();
    const kind = reader.u8();
    const body = reader.copy(reader.u32());
    entries.push({ timeMs, ...decodeBody(kind, body) });
  }
  return entries;
}

function decodeBody(kind: number, body: Bytes): RecordingEntry {
  if (kind === kinds.cursor) return { type: 'cursor', message: body };
  if (kind === kinds.event) return { type: 'event', event: decodeEvent(body) };
  const reader = new ByteReader(body);
  if (kind === kinds.size) {
    const size = { widthPx: reader.u16(), heightPx: reader.u16() };
    reader.end();
    if (!isSize(size)) throw new ProtocolViolation('out-of-range');
    return { type: 'size', ...size };
  }
  if (kind !== kinds.pixels) throw new ProtocolViolation('unknown-type');
  const rect = { xPx: reader.u16(), yPx: reader.u16(), widthPx: reader.u16(), heightPx: reader.u16() };
  const isRect =
    isSize(rect) &&
    rect.widthPx * rect.heightPx <= limits.pixelsPerOperation &&
    rect.xPx + rect.widthPx <= limits.screenMaxWidthPx &&
    rect.yPx + rect.heightPx <= limits.screenMaxHeightPx;
  if (!isRect) throw new ProtocolViolation('rect-out-of-bounds');
  return { type: 'pixels', rect, packed: reader.copy(reader.remaining) };
}

function isSize({ widthPx, heightPx }: { widthPx: number; heightPx: number }): boolean {
  return (
    widthPx > 0 && heightPx > 0 && widthPx <= limits.screenMaxWidthPx && heightPx <= limits.screenMaxHeightPx
  );
}

function decodeEvent(body: Bytes): RecordingEvent {
  let value: unknown;
  try {
    value = JSON.parse(decodeUtf8(body));
  } catch (cause) {
    throw new ProtocolViolation('malformed', { cause });
  }
  const result = event.safeParse(value);
  if (!result.success) throw new ProtocolViolation('malformed');
  return result.data;
}

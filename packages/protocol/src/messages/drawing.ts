import { ByteReader, type Bytes, ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

/** What helpers draw in, as 0xRRGGBB: white text shows on each (PROTOCOL.md DR7). */
export const drawingColours: readonly number[] = [0xd4006a, 0x0062ba, 0x0a7a2f, 0x7a3ec8, 0xb34700, 0x00707a];

/** A place on one screen, in its pixels, origin top-left. */
export interface DrawingPoint {
  readonly xPx: number;
  readonly yPx: number;
}

/** Of every mark: the viewer's number for it, whether it stays until it is cleared, and its screen. */
interface Mark {
  /** 0 … 65 535 */
  readonly mark: number;
  readonly stays: boolean;
  readonly screen: number;
}

/** Viewer → host on the drawing stream (PROTOCOL.md DR1–DR5). */
export type DrawingMessage =
  /** The helper points there just now. */
  | ({ readonly type: 'point'; readonly screen: number } & DrawingPoint)
  /** A pen's way. With the mark of one that there is: it goes on. */
  | ({ readonly type: 'pen'; readonly points: readonly DrawingPoint[] } & Mark)
  /** From the first point to the second. With the mark of one that there is: it takes its place. */
  | ({ readonly type: 'arrow' | 'box'; readonly points: readonly [DrawingPoint, DrawingPoint] } & Mark)
  /** Begins at this place. With the mark of one that there is: it takes its place. */
  | ({ readonly type: 'text'; readonly text: string } & DrawingPoint & Mark)
  | { readonly type: 'erase'; readonly mark: number }
  | { readonly type: 'clear' }
  /** An index of `drawingColours`; undefined: whichever the host gives. */
  | { readonly type: 'choose-colour'; readonly colour: number | undefined };

/** Host → viewer on the drawing stream (PROTOCOL.md DR6, DR7). */
export type DrawingAnswer =
  /** The helper draws in this colour from here on. */
  | { readonly type: 'colour'; readonly colour: number }
  /** Nothing that the helper drew is there any more. */
  | { readonly type: 'cleared' };

const kinds = { point: 1, pen: 2, arrow: 3, box: 4, text: 5, erase: 6, clear: 7, chooseColour: 8 } as const;
const answerKinds = { colour: 1, cleared: 2 } as const;
const POINT_BYTES = 4;
const ANY_COLOUR = 255;

/** @returns the bytes of PROTOCOL.md DR1 */
export function encodeDrawing(message: DrawingMessage): Bytes {
  const writer = new ByteWriter(32);
  switch (message.type) {
    case 'point':
      return writer.u8(kinds.point).u8(message.screen).u16(message.xPx).u16(message.yPx).finish();
    case 'pen':
    case 'arrow':
    case 'box':
      writeMark(writer, kinds[message.type], message);
      for (const { xPx, yPx } of message.points) writer.u16(xPx).u16(yPx);
      return writer.finish();
    case 'text':
      writeMark(writer, kinds.text, message).u16(message.xPx).u16(message.yPx);
      return writer.bytes(encodeUtf8(message.text)).finish();
    case 'erase':
      return writer.u8(kinds.erase).u16(message.mark).finish();
    case 'clear':
      return writer.u8(kinds.clear).finish();
    case 'choose-colour':
      return writer
        .u8(kinds.chooseColour)
        .u8(message.colour ?? ANY_COLOUR)
        .finish();
  }
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "out-of-range" | "too-long" | "malformed" | "unknown-type" */
export function decodeDrawing(bytes: Uint8Array): DrawingMessage {
  const reader = new ByteReader(bytes);
  const message = readMessage(reader);
  reader.end();
  return message;
}

function readMessage(reader: ByteReader): DrawingMessage {
  const kind = reader.u8();
  switch (kind) {
    case kinds.point:
      return { type: 'point', screen: bounded(reader.u8(), limits.screens - 1), ...readPoint(reader) };
    case kinds.pen:
      return { type: 'pen', ...readMark(reader), points: readPoints(reader) };
    case kinds.arrow:
      return { type: 'arrow', ...readMark(reader), points: [readPoint(reader), readPoint(reader)] };
    case kinds.box:
      return { type: 'box', ...readMark(reader), points: [readPoint(reader), readPoint(reader)] };
    case kinds.text: {
      const head = { ...readMark(reader), ...readPoint(reader) };
      if (reader.remaining > limits.drawingTextBytes) throw new ProtocolViolation('too-long');
      if (reader.remaining === 0) throw new ProtocolViolation('truncated');
      return { type: 'text', ...head, text: decodeUtf8(reader.rest()) };
    }
    case kinds.erase:
      return { type: 'erase', mark: reader.u16() };
    case kinds.clear:
      return { type: 'clear' };
    case kinds.chooseColour:
      return { type: 'choose-colour', colour: readWish(reader) };
    default:
      throw new ProtocolViolation('unknown-type');
  }
}

/** @returns the bytes of PROTOCOL.md DR6 and DR7 */
export function encodeDrawingAnswer(answer: DrawingAnswer): Bytes {
  if (answer.type === 'cleared') return Uint8Array.of(answerKinds.cleared);
  return Uint8Array.of(answerKinds.colour, answer.colour);
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "out-of-range" | "unknown-type" */
export function decodeDrawingAnswer(bytes: Uint8Array): DrawingAnswer {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  let answer: DrawingAnswer;
  if (kind === answerKinds.colour)
    answer = { type: 'colour', colour: bounded(reader.u8(), drawingColours.length - 1) };
  else if (kind === answerKinds.cleared) answer = { type: 'cleared' };
  else throw new ProtocolViolation('unknown-type');
  reader.end();
  return answer;
}

function writeMark(writer: ByteWriter, kind: number, { mark, stays, screen }: Mark): ByteWriter {
  return writer
    .u8(kind)
    .u16(mark)
    .u8(stays ? 1 : 0)
    .u8(screen);
}

function readMark(reader: ByteReader): Mark {
  return {
    mark: reader.u16(),
    stays: bounded(reader.u8(), 1) === 1,
    screen: bounded(reader.u8(), limits.screens - 1),
  };
}

function readWish(reader: ByteReader): number | undefined {
  const colour = reader.u8();
  return colour === ANY_COLOUR ? undefined : bounded(colour, drawingColours.length - 1);
}

function readPoint(reader: ByteReader): DrawingPoint {
  return {
    xPx: bounded(reader.u16(), limits.screenMaxWidthPx - 1),
    yPx: bounded(reader.u16(), limits.screenMaxHeightPx - 1),
  };
}

function readPoints(reader: ByteReader): DrawingPoint[] {
  if (reader.remaining > limits.drawingPoints * POINT_BYTES) throw new ProtocolViolation('too-long');
  const points = [readPoint(reader)];
  while (reader.remaining > 0) points.push(readPoint(reader));
  return points;
}

function bounded(value: number, maximum: number): number {
  if (value > maximum) throw new ProtocolViolation('out-of-range');
  return value;
}

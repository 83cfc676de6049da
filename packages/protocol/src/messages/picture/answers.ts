import { ByteReader, type Bytes, ByteWriter } from '../../bytes.ts';
import { ProtocolViolation } from '../../errors.ts';
import { limits } from '../../limits.ts';

/** One screen that the viewer shows, and how large at the most (PROTOCOL.md UP18). */
export interface WatchedScreen {
  readonly screen: number;
  /** The picture is scaled down at the host to fit into this; 0 × 0 leaves it as it is. */
  readonly maxWidthPx: number;
  readonly maxHeightPx: number;
}

/** Viewer → host on the picture stream (PROTOCOL.md UP9, UP18). */
export type PictureAnswer =
  | {
      /** Everything up to this update is on the helper's screen. */
      readonly type: 'painted';
      readonly sequence: number;
      /** From when this update had come until it was there: 0 … `limits.heldMs`, more is that. */
      readonly heldMs: number;
    }
  | {
      readonly type: 'watch';
      /** Nothing of others is sent. Those that are not there are let be. */
      readonly screens: readonly WatchedScreen[];
      /** The most tiles that the viewer keeps, 0 … `limits.cachedTiles`. */
      readonly cachePlaces: number;
      /** Whether the host shall say once a second what it measures. */
      readonly statistics: boolean;
    };

const kinds = { painted: 1, watch: 2 } as const;

/** @returns the bytes of PROTOCOL.md UP9 and UP18 */
export function encodePictureAnswer(answer: PictureAnswer): Bytes {
  if (answer.type === 'painted') {
    const heldMs = Math.min(Math.round(answer.heldMs), limits.heldMs);
    return new ByteWriter(7).u8(kinds.painted).u32(answer.sequence).u16(heldMs).finish();
  }
  const writer = new ByteWriter(7 + answer.screens.length * 5)
    .u8(kinds.watch)
    .u32(answer.cachePlaces)
    .u8(answer.statistics ? 1 : 0)
    .u8(answer.screens.length);
  for (const { screen, maxWidthPx, maxHeightPx } of answer.screens)
    writer.u8(screen).u16(maxWidthPx).u16(maxHeightPx);
  return writer.finish();
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "unknown-type" | "out-of-range" | "malformed" */
export function decodePictureAnswer(bytes: Uint8Array): PictureAnswer {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  let answer: PictureAnswer;
  if (kind === kinds.painted) answer = { type: 'painted', sequence: reader.u32(), heldMs: reader.u16() };
  else if (kind === kinds.watch) answer = readWatch(reader);
  else throw new ProtocolViolation('unknown-type');
  reader.end();
  return answer;
}

function readWatch(reader: ByteReader): PictureAnswer {
  const cachePlaces = atMost(reader.u32(), limits.cachedTiles);
  const statistics = atMost(reader.u8(), 1) === 1;
  const count = atMost(reader.u8(), limits.screens);
  const screens: WatchedScreen[] = [];
  for (let i = 0; i < count; i++) {
    const screen = atMost(reader.u8(), limits.screens - 1);
    if (screens.some((other) => other.screen === screen)) throw new ProtocolViolation('malformed');
    screens.push({ screen, maxWidthPx: reader.u16(), maxHeightPx: reader.u16() });
  }
  return { type: 'watch', screens, cachePlaces, statistics };
}

function atMost(value: number, maximum: number): number {
  if (value > maximum) throw new ProtocolViolation('out-of-range');
  return value;
}

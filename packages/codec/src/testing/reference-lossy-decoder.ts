import { ProtocolViolation } from '@fjernhjelp/protocol';
import { joinPlanes, type Planes, splitPlanes } from './reference-planes.ts';
import { type Model, models, RangeDecoder } from './reference-range-decoder.ts';
import { dequantise, inverseTransform } from './reference-transform.ts';

const CELL = 16;

interface Vector {
  readonly x: number;
  readonly y: number;
}

/** What a cell leaves to those right of it and below. */
interface Trace {
  readonly isCoded: boolean;
  readonly isIntra: boolean;
  readonly blocks: readonly boolean[];
  readonly vector: Vector;
}

const STILL: Vector = { x: 0, y: 0 };
const NOTHING: Trace = { isCoded: false, isIntra: false, blocks: [], vector: STILL };

/** Of one kind of block. */
const levelModels = () => ({
  more: models(48),
  last: models(48),
  above1: models(9),
  above2: models(9),
  number: models(15),
});

/**
 * Decodes lossy pixels as PROTOCOL.md UP21–UP26 say: written from the document, one sample at a time, so that the kernels can be held to it.
 * @param rgb the rect as it is, 3 bytes a pixel, changed to what it is then
 * @throws ProtocolViolation "malformed"
 */
export function decodeLossyByTheBook(
  rgb: Uint8Array,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  quality: number,
  payload: Uint8Array,
): void {
  const columns = Math.ceil(widthPx / CELL);
  const rows = Math.ceil(heightPx / CELL);
  const old = splitPlanes(rgb, widthPx, heightPx, columns * CELL, rows * CELL);
  const now = splitPlanes(rgb, widthPx, heightPx, columns * CELL, rows * CELL);
  const bits = new RangeDecoder(payload);
  const skipped = models(3);
  const intra = models(3);
  const still = models(2);
  const away = [models(15), models(15)];
  const how = [models(3), models(3)];
  const hasLevels = Array.from({ length: 4 }, () => models(3));
  const levels = Array.from({ length: 4 }, levelModels);
  const traces: Trace[][] = [];

  const traceAt = (column: number, row: number) => traces[row]?.[column] ?? NOTHING;

  function vector(axis: 0 | 1, expected: number): number {
    if (!bits.bit(still[axis]!)) return expected;
    const isNegative = bits.raw(1) === 1;
    const size = 1 + bits.number(away[axis]!);
    return ((expected + (isNegative ? -size : size)) << 16) >> 16;
  }

  function decodeCell(column: number, row: number): Trace {
    const above = traceAt(column, row - 1);
    const beside = traceAt(column - 1, row);
    const around = [beside, above, traceAt(column + 1, row - 1)];
    if (bits.bit(skipped[Number(above.isCoded) + Number(beside.isCoded)]!)) return NOTHING;
    const isIntra = bits.bit(intra[Number(above.isIntra) + Number(beside.isIntra)]!);
    let moved = STILL;
    if (!isIntra) {
      const x = vector(0, median(around.map((trace) => trace.vector.x)));
      const y = vector(1, median(around.map((trace) => trace.vector.y)));
      moved = { x, y };
      predictFromElsewhere(column, row, moved);
    }
    const blocks: boolean[] = [];
    for (let block = 0; block < 6; block++) {
      const isColour = block >= 4;
      const plane = now[isColour ? block - 3 : 0]!;
      const xPx = isColour ? column * 8 : column * CELL + (block & 1) * 8;
      const yPx = isColour ? row * 8 : row * CELL + (block >> 1) * 8;
      if (isIntra) {
        const trees = how[Number(isColour)]!;
        const high = bits.bit(trees[0]!) ? 1 : 0;
        predictFromAround(plane, xPx, yPx, high * 2 + (bits.bit(trees[1 + high]!) ? 1 : 0));
      }
      const up = isColour || block < 2 ? above.blocks[isColour ? block : block + 2] : blocks[block - 2];
      const left =
        isColour || block % 2 === 0 ? beside.blocks[isColour ? block : block + 1] : blocks[block - 1];
      const kind = (isColour ? 2 : 0) + (isIntra ? 0 : 1);
      const isCoded = bits.bit(hasLevels[kind]![Number(up ?? false) + Number(left ?? false)]!);
      blocks.push(isCoded);
      if (!isCoded) continue;
      const { block: found, isFlat } = decodeLevels(bits, levels[kind]!);
      const added = inverseTransform(dequantise(found, quality), isFlat);
      for (let i = 0; i < 64; i++) {
        const at = (yPx + (i >> 3)) * plane.stride + xPx + (i & 7);
        plane.samples[at] = clamp(plane.samples[at]! + added[i]!);
      }
    }
    joinPlanes(now, rgb, { widthPx, heightPx }, column * CELL, row * CELL);
    return { isCoded: true, isIntra, blocks, vector: moved };
  }

  function predictFromElsewhere(column: number, row: number, { x, y }: Vector): void {
    const halfX = Math.max(0, Math.min(column * 32 + x, (columns - 1) * 32));
    const halfY = Math.max(0, Math.min(row * 32 + y, (rows - 1) * 32));
    const mean = (a: number, b: number) => (a + b + 1) >> 1;
    const [fromY, toY] = [old[0], now[0]];
    for (let i = 0; i < 256; i++) {
      const at = ((halfY >> 1) + (i >> 4)) * fromY.stride + (halfX >> 1) + (i & 15);
      const [right, down] = [halfX & 1, (halfY & 1) * fromY.stride];
      const sample = (more: number) => fromY.samples[at + more]!;
      toY.samples[(row * CELL + (i >> 4)) * toY.stride + column * CELL + (i & 15)] = mean(
        mean(sample(0), sample(right)),
        mean(sample(down), sample(down + right)),
      );
    }
    for (const plane of [1, 2] as const) {
      const [from, to] = [old[plane], now[plane]];
      for (let i = 0; i < 64; i++) {
        const at = ((halfY >> 2) + (i >> 3)) * from.stride + (halfX >> 2) + (i & 7);
        const [fx, fy] = [halfX & 3, halfY & 3];
        const sample = (right: number, down: number) => from.samples[at + right + down * from.stride] ?? 0;
        const sum =
          sample(0, 0) * (4 - fx) * (4 - fy) +
          (fx && sample(1, 0) * fx * (4 - fy)) +
          (fy && sample(0, 1) * (4 - fx) * fy) +
          (fx && fy && sample(1, 1) * fx * fy);
        to.samples[(row * 8 + (i >> 3)) * to.stride + column * 8 + (i & 7)] = (sum + 8) >> 4;
      }
    }
  }

  for (let row = 0; row < rows; row++) {
    traces.push([]);
    for (let column = 0; column < columns; column++) {
      traces[row]!.push(decodeCell(column, row));
      if (bits.isShort) throw new ProtocolViolation('malformed');
    }
  }
  if (!bits.isAtEnd) throw new ProtocolViolation('malformed');
}

function predictFromAround({ stride, samples }: Planes[number], xPx: number, yPx: number, how: number): void {
  const at = yPx * stride + xPx;
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];
  const above = eight.map((i) => (yPx > 0 ? samples[at - stride + i]! : 128));
  const beside = eight.map((i) => (xPx > 0 ? samples[at + i * stride - 1]! : 128));
  const corner = xPx > 0 && yPx > 0 ? samples[at - stride - 1]! : 128;
  const known = [...(yPx > 0 || xPx === 0 ? above : []), ...(xPx > 0 || yPx === 0 ? beside : [])];
  const sum = known.reduce((a, b) => a + b, 0);
  const mean = (sum + known.length / 2) >> (known.length === 16 ? 4 : 3);
  for (const y of eight) {
    for (const x of eight) {
      const slope = clamp(above[x]! - corner + beside[y]!);
      samples[at + y * stride + x] = [mean, above[x]!, beside[y]!, slope][how]!;
    }
  }
}

/** @returns levels by vertical and then horizontal frequency, and whether only the first is written */
function decodeLevels(
  bits: RangeDecoder,
  of: ReturnType<typeof levelModels>,
): { block: Int16Array; isFlat: boolean } {
  const block = new Int16Array(64);
  let before = 0;
  for (let place = 0; ; ) {
    const inBand = (list: readonly Model[]) => list[bandOf(place) * 3 + before]!;
    while (place < 63 && !bits.bit(inBand(of.more))) {
      place++;
      before = 0;
    }
    const sized = (place === 0 ? 0 : place < 6 ? 1 : 2) * 3 + before;
    let size = 1;
    if (bits.bit(of.above1[sized]!)) size = bits.bit(of.above2[sized]!) ? 3 + bits.number(of.number) : 2;
    block[zigzag[place]!] = bits.raw(1) === 1 ? -size : size;
    before = size > 1 ? 2 : 1;
    place++;
    if (place === 64 || bits.bit(inBand(of.last))) return { block, isFlat: place === 1 };
  }
}

function bandOf(place: number): number {
  return [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 22, 28, 37, 46, 55, 64].findIndex((end) => place < end);
}

/** The places of an 8 × 8, by diagonals, the first step to the right. */
const zigzag = Array.from({ length: 64 }, (_, place) => place).sort((a, b) => {
  const [rowA, rowB] = [a >> 3, b >> 3];
  const [sumA, sumB] = [rowA + (a & 7), rowB + (b & 7)];
  if (sumA !== sumB) return sumA - sumB;
  return sumA % 2 === 0 ? rowB - rowA : rowA - rowB;
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[1]!;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, value));
}

/** cos(kπ/16)·√2 in 1/16384, 1 for k = 0 (PROTOCOL.md UP26). */
const SCALES = [16384, 22725, 21407, 19266, 16384, 12873, 8867, 4520] as const;

const wrap = (value: number) => (value << 16) >> 16;
const times = (value: number, factor: number) => (value * factor + 16384) >> 15;

/** @returns what one step of each level is worth: 64 numbers, in whole numbers, so that level × step wraps later */
export function dequantise(levels: Int16Array, quality: number): number[] {
  return Array.from(levels, (level, i) => {
    const scale = (SCALES[i >> 3]! * SCALES[i & 7]!) >> 14;
    return level * Math.max(1, (scale * quality * 4 + 8192) >> 14);
  });
}

/** @returns what is added to each of the 64 samples, row by row */
export function inverseTransform(coefficients: readonly number[], isFlat: boolean): number[] {
  if (isFlat) return coefficients.map(() => wrap((coefficients[0]! + 16) >> 5));
  const once = alongColumns(coefficients.map(wrap));
  return alongColumns(once).map((value) => Math.min(32767, value + 16) >> 5);
}

/** Transforms each column and writes it as a row. */
function alongColumns(block: readonly number[]): number[] {
  const out: number[] = [];
  for (let column = 0; column < 8; column++) {
    const [x0, x1, x2, x3, x4, x5, x6, x7] = [0, 1, 2, 3, 4, 5, 6, 7].map(
      (row) => block[row * 8 + column]!,
    ) as [number, number, number, number, number, number, number, number];
    const a0 = wrap(x0 + x4);
    const a1 = wrap(x0 - x4);
    const a3 = wrap(x2 + x6);
    const d = wrap(x2 - x6);
    const a2 = wrap(d + times(d, 13573) - a3);
    const [e0, e1, e2, e3] = [wrap(a0 + a3), wrap(a1 + a2), wrap(a1 - a2), wrap(a0 - a3)];
    const b0 = wrap(x5 - x3);
    const b1 = wrap(x1 + x7);
    const b2 = wrap(x1 - x7);
    const b3 = wrap(x5 + x3);
    const c = wrap(b1 - b3);
    const s = wrap(b0 + b2);
    const z = wrap(s + times(s, 27780));
    const o7 = wrap(b1 + b3);
    const o6 = wrap(z - 2 * b0 - times(b0, 20091) - o7);
    const o5 = wrap(c + times(c, 13573) - o6);
    const o4 = wrap(b2 + times(b2, 2700) - z + o5);
    out.push(...[e0 + o7, e1 + o6, e2 + o5, e3 - o4, e3 + o4, e2 - o5, e1 - o6, e0 - o7].map(wrap));
  }
  return out;
}

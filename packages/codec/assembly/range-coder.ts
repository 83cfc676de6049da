// An adaptive binary range coder (G. N. N. Martin, 1979), integers only, so that both ends agree to the bit. A model is four
// bytes: the chance of a 0 as two numbers of 16 bits, one that learns quickly and one slowly; their mean is used.

const EVEN: u32 = 0x80008000;
const FAST: u32 = 4;
const SLOW: u32 = 7;
const TOP: u32 = 1 << 24;

let low: u32 = 0;
let range: u32 = 0;
let code: u32 = 0;
let at: usize = 0;
let end: usize = 0;
let overrun: bool = false;
/** As it was at the mark. */
let markedLow: u32 = 0;
let markedRange: u32 = 0;
let markedAt: usize = 0;
let carriedPastMark: bool = false;

export function resetModels(models: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<u32>(models + ((i as usize) << 2), EVEN);
}

function zeroShare(model: u32): u32 {
  return (range >>> 12) * (((model & 0xffff) + (model >>> 16)) >>> 5);
}

function learn(at: usize, model: u32, bit: bool): void {
  let fast = model & 0xffff;
  let slow = model >>> 16;
  if (bit) {
    fast -= fast >>> FAST;
    slow -= slow >>> SLOW;
  } else {
    fast += (0x10000 - fast) >>> FAST;
    slow += (0x10000 - slow) >>> SLOW;
  }
  store<u32>(at, fast | (slow << 16));
}

export function startEncoding(out: usize): void {
  low = 0;
  range = 0xffffffff;
  at = out;
  mark();
}

/** What is encoded from here on can be taken back. */
export function mark(): void {
  markedLow = low;
  markedRange = range;
  markedAt = at;
  carriedPastMark = false;
}

/** Takes back what was encoded since the mark; the models are the caller's to take back. */
export function rewind(): void {
  // What follows a mark is less than 1 of what lies before it, so that this was changed once at the most.
  if (carriedPastMark) {
    let back = markedAt - 1;
    while (load<u8>(back) === 0) store<u8>(back--, 0xff);
    store<u8>(back, load<u8>(back) - 1);
  }
  low = markedLow;
  range = markedRange;
  at = markedAt;
  carriedPastMark = false;
}

/** @returns where the next byte goes; up to 4 more come with `finishEncoding` */
export function encodedTo(): usize {
  return at;
}

function addLow(more: u32): void {
  const sum = low + more;
  if (sum < low) carry();
  low = sum;
}

/** The carry runs back through what is written; it cannot run past the first byte, since all is below 1. */
function carry(): void {
  let back = at - 1;
  while (load<u8>(back) === 0xff) store<u8>(back--, 0);
  store<u8>(back, load<u8>(back) + 1);
  if (back < markedAt) carriedPastMark = true;
}

function shiftOut(): void {
  while (range < TOP) {
    store<u8>(at++, (low >>> 24) as u8);
    low <<= 8;
    range <<= 8;
  }
}

/** Writes one bit and lets the model learn it. @inline */
export function encodeBit(model: usize, bit: bool): void {
  const state = load<u32>(model);
  const zero = zeroShare(state);
  if (bit) {
    addLow(zero);
    range -= zero;
  } else {
    range = zero;
  }
  learn(model, state, bit);
  shiftOut();
}

/** Writes one bit that no model knows anything of. @inline */
export function encodeRawBit(bit: bool): void {
  range >>>= 1;
  if (bit) addLow(range);
  shiftOut();
}

/** Writes so many bits (0 … 16) that no model knows anything of. */
export function encodeRaw(value: u32, bits: u32): void {
  while (bits > 0) {
    const step = min(bits, 8);
    bits -= step;
    range >>>= step;
    addLow(range * ((value >>> bits) & ((1 << step) - 1)));
    shiftOut();
  }
}

/** @param models 16 of them @param value 0 … 65,534; written as the length of value + 1 and its bits (Exp-Golomb) */
export function encodeNumber(models: usize, value: u32): void {
  const bits: u32 = 31 - clz(value + 1);
  for (let i: u32 = 0; i < bits; i++) encodeBit(models + (i << 2), true);
  if (bits < 15) encodeBit(models + (bits << 2), false);
  encodeRaw(value + 1 - (1 << bits), bits);
}

/** @returns where the bytes end */
export function finishEncoding(): usize {
  for (let i = 0; i < 4; i++) {
    store<u8>(at++, (low >>> 24) as u8);
    low <<= 8;
  }
  return at;
}

function nextByte(): u32 {
  if (at < end) return load<u8>(at++);
  overrun = true;
  return 0;
}

export function startDecoding(bytes: usize, count: i32): void {
  at = bytes;
  end = bytes + count;
  overrun = false;
  range = 0xffffffff;
  code = 0;
  for (let i = 0; i < 4; i++) code = (code << 8) | nextByte();
}

function shiftIn(): void {
  while (range < TOP) {
    code = (code << 8) | nextByte();
    range <<= 8;
  }
}

export function decodeBit(model: usize): bool {
  const state = load<u32>(model);
  const zero = zeroShare(state);
  const bit = code >= zero;
  if (bit) {
    code -= zero;
    range -= zero;
  } else {
    range = zero;
  }
  learn(model, state, bit);
  shiftIn();
  return bit;
}

/** @param bits 0 … 16 */
export function decodeRaw(bits: u32): u32 {
  let value: u32 = 0;
  while (bits > 0) {
    const step = min(bits, 8);
    bits -= step;
    range >>>= step;
    // Bytes that no encoder wrote can lie beyond the range: whatever comes of them stays within the bits asked for.
    const part = min(code / range, ((1 << step) - 1) as u32);
    code -= part * range;
    value = (value << step) | part;
    shiftIn();
  }
  return value;
}

/** The same for one bit. */
export function decodeRawBit(): bool {
  range >>>= 1;
  const bit = code >= range;
  if (bit) code -= range;
  shiftIn();
  return bit;
}

export function decodeNumber(models: usize): u32 {
  let bits: u32 = 0;
  while (bits < 15 && decodeBit(models + (bits << 2))) bits++;
  return (1 << bits) - 1 + decodeRaw(bits);
}

/** Whether more was read than there is: what was decoded since is not what was meant. */
export function decodedTooFar(): bool {
  return overrun;
}

/** Whether just all bytes were read, and the last of them were those of `finishEncoding`. */
export function decodedAll(): bool {
  return !overrun && at === end && code === 0;
}

// What both ends know of a screen's text, and learn alike from each pixel of it: colours by their places in a book, and which of them followed when
// the pixels around were these (PROTOCOL.md UP12; docs/decisions/0026-text-by-its-neighbours.md).
import { resetModels } from '../range-coder';

/** A place takes 12 bits; those of the book are below this. */
export const MOST_COLOURS: u32 = 4094;
/** Stands for a colour that the book has no place for. */
export const UNLISTED: u32 = 4094;
/** Stands for a guess that there is not; and, where a place is coded, for a colour that is new. What is beyond the edges of a rect is 65,535. */
export const NONE: u32 = 4095;
const PLACES: usize = 4096;

/** A rect is no wider. */
const MOST_WIDTH: usize = 7680;
/** So many pixels beyond its edges are looked at, and a few more. */
const BESIDE: usize = 4;
const ROW_BYTES: usize = (MOST_WIDTH + 2 * BESIDE) << 1;

/** Tables by ten, six and two pixels around: 2 bytes an entry, 12 bits of which are a place and 4 how sure it is. */
const FAR_BITS: u64 = 17;
const NEAR_BITS: u64 = 16;
const NEXT_BITS: u64 = 13;
const SUREST: u32 = 15;
const SURE: u32 = 8;
/** Odd numbers to hash with. */
const FIRST: u64 = 0x1e_3779_b97f_4a7d;
const SECOND: u64 = 0x16_e8fe_b866_59fd;
const THIRD: u64 = 0x12_b2ae_3d27_d4eb;
const FOURTH: u64 = 0x1f_51af_d7ed_558d;

/** Where things lie in a screen's state. */
const COUNT: usize = 0;
const COLOURS: usize = 16;
const FAR: usize = COLOURS + PLACES * 4;
const NEAR: usize = FAR + ((2 as usize) << (FAR_BITS as usize));
const NEXT: usize = NEAR + ((2 as usize) << (NEAR_BITS as usize));
const MODELS: usize = NEXT + ((2 as usize) << (NEXT_BITS as usize));
/** Whether a guess is right: by its table, how many were wrong before it, how many others say the same, and how sure it is. */
const RIGHT: usize = 0;
const RIGHT_MODELS: usize = 3 * 3 * 3 * 16;
/** A place, from its highest bit, by the bits before. */
const PLACE: usize = RIGHT + RIGHT_MODELS * 4;
/** Whether what is guessed for sure ends with a wrong guess, and how much is right before it: by whether it begins flat. */
const WRONG: usize = PLACE + PLACES * 4;
const LENGTH: usize = WRONG + 4 * 4;
const MODELS_BYTES: usize = LENGTH + 2 * 16 * 4;
const ROWS: usize = MODELS + MODELS_BYTES;
/** What the encoder alone has: places by a hash of the colour, 2 bytes a slot. */
export const LOOKUP: usize = ROWS + 3 * ROW_BYTES;
export const LOOKUP_BITS: u32 = 13;
const STATE_BYTES: usize = LOOKUP + ((1 << LOOKUP_BITS) as usize) * 2;

/** Where the state at hand lies. */
export let state: usize = 0;
export let colours: usize = 0;
let far: usize = 0;
let near: usize = 0;
let next: usize = 0;
let models: usize = 0;
/** How many colours both ends have. */
export let known: u32 = 0;

/** The row at hand and the two above it: where their first pixel is, 2 bytes each. */
export let row: usize = 0;
export let above: usize = 0;
export let aboveThat: usize = 0;

/** What was written over since `startJournal`, 8 bytes each, and the models as they were. */
let journal: usize = 0;
let journalAt: usize = 0;
let hasJournal: bool = false;

export function textStateBytes(): i32 {
  return STATE_BYTES as i32;
}

/** Forgets all. */
export function resetContexts(at: usize): void {
  memory.fill(at, 0xff, STATE_BYTES);
  store<u32>(at, 0, COUNT);
  resetModels(at + MODELS, (MODELS_BYTES >> 2) as i32);
}

export function take(at: usize): void {
  state = at;
  colours = at + COLOURS;
  far = at + FAR;
  near = at + NEAR;
  next = at + NEXT;
  models = at + MODELS;
  known = load<u32>(at, COUNT);
}

export function setKnown(count: u32): void {
  known = count;
  store<u32>(state, count, COUNT);
}

/** @returns the place of a colour that both ends have from here on, or that none is left for it */
export function addColour(colour: u32): u32 {
  if (known === MOST_COLOURS) return UNLISTED;
  store<u32>(colours + ((known as usize) << 2), colour);
  setKnown(known + 1);
  return known - 1;
}

/** Nothing is above the first row, and nothing beside any. */
export function startRect(widthPx: i32): void {
  row = state + ROWS + (BESIDE << 1);
  above = row + ROW_BYTES;
  aboveThat = above + ROW_BYTES;
  const bytes = ((widthPx as usize) + 2 * BESIDE) << 1;
  for (let i: usize = 0; i < 3; i++) memory.fill(row - (BESIDE << 1) + i * ROW_BYTES, 0xff, bytes);
}

export function endRow(): void {
  const free = aboveThat;
  aboveThat = above;
  above = row;
  row = free;
}

export function placeAt(x: i32): u32 {
  return load<u16>(row + ((x as usize) << 1));
}

export function fourPlacesAt(x: i32): u64 {
  return load<u64>(row + ((x as usize) << 1));
}

export function splat(place: u32): u64 {
  return (place as u64) * 0x0001_0001_0001_0001;
}

/** Whether all ten pixels around are of the place that is beside. */
export function isFlat(x: i32): bool {
  const at = ((x as usize) << 1) - 2;
  const beside = load<u32>(row + at - 2);
  const all = splat(beside >>> 16);
  return (
    beside < UNLISTED << 16 &&
    load<u64>(above + at) === all &&
    load<u64>(aboveThat + at) === all &&
    beside === (all as u32)
  );
}

/** @returns where what is above such a pixel and those to its right ends to be of one place: x + 1 … widthPx */
export function endOfFlat(x: i32, widthPx: i32): i32 {
  const all = splat(placeAt(x - 1));
  let end = x + 1;
  let at = ((end as usize) << 1) - 2;
  while (end + 4 <= widthPx && load<u64>(above + at + 6) === all && load<u64>(aboveThat + at + 6) === all) {
    end += 4;
    at += 8;
  }
  while (end < widthPx && load<u64>(above + at) === all && load<u64>(aboveThat + at) === all) {
    end++;
    at += 2;
  }
  return end;
}

/** @returns the entry for a pixel by the ten around it */
export function farEntry(x: i32): usize {
  const at = ((x as usize) << 1) - 2;
  const beside = load<u32>(row + at - 2) as u64;
  const over = load<u64>(above + at);
  const overThat = load<u64>(aboveThat + at);
  const ten = (over ^ (over >> 31)) * FIRST + (overThat ^ (overThat >> 29)) * SECOND + beside * THIRD;
  return far + (entryOf(ten, FAR_BITS) << 1);
}

/** @returns the same by six: the three above, the one over that, and the two beside */
export function nearEntry(x: i32): usize {
  const at = ((x as usize) << 1) - 2;
  const beside = load<u32>(row + at - 2) as u64;
  const over = load<u64>(above + at) & 0x0000_ffff_ffff_ffff;
  const six = over * FIRST + ((beside << 16) | (load<u16>(aboveThat + at, 2) as u64)) * SECOND;
  return near + (entryOf(six, NEAR_BITS) << 1);
}

/** @returns the same by two: the one beside and the one above */
export function nextEntry(x: i32): usize {
  const at = ((x as usize) << 1) - 2;
  const two = ((load<u16>(row + at) as u64) << 16) | (load<u16>(above + at, 2) as u64);
  return next + (entryOf(two * FIRST, NEXT_BITS) << 1);
}

function entryOf(hash: u64, bits: u64): usize {
  return (((hash ^ (hash >> 32)) * FOURTH) >> (64 - bits)) as usize;
}

export function guessAt(entry: usize): u32 {
  return load<u16>(entry);
}

/** Whether a guess is sure enough that no other is looked at, unless it is wrong. */
export function isSure(guess: u32): bool {
  return (guess & 15) >= SURE && guess >>> 4 !== NONE;
}

/** The model of whether a guess is right. @param table 0 … 2 @param wrong, alike 0 … 2 */
export function rightModel(table: i32, wrong: i32, alike: i32, guess: u32): usize {
  return (
    models + RIGHT + (((((table * 3 + wrong) * 3 + alike) as usize) * 16 + ((guess & 15) as usize)) << 2)
  );
}

/** The model of a place's next bit. @param node 1 with the bits before behind it */
export function placeModel(node: u32): usize {
  return models + PLACE + ((node as usize) << 2);
}

/** The model of whether what is guessed for sure ends with a guess that is wrong. */
export function wrongModel(isFlat: bool, wasWrong: bool): usize {
  return models + WRONG + (((isFlat ? 2 : 0) + (wasWrong ? 1 : 0)) << 2);
}

/** The models of how much is right before that. */
export function lengthModels(isFlat: bool): usize {
  return models + LENGTH + (isFlat ? 64 : 0);
}

/** An entry learns what the pixel is. */
export function learn(entry: usize, place: u32): void {
  if (place === UNLISTED) return;
  const guess: u32 = load<u16>(entry);
  const sureness = guess & 15;
  let learnt: u32 = 0;
  if (guess >>> 4 === place) {
    if (sureness === SUREST) return;
    learnt = guess + 1;
  } else if (guess >>> 4 === NONE || sureness <= 1) {
    learnt = place << 4;
  } else {
    learnt = (guess & 0xfff0) | (sureness >>> 1);
  }
  if (hasJournal) {
    store<u32>(journalAt, entry as u32);
    store<u32>(journalAt, guess, 4);
    journalAt += 8;
  }
  store<u16>(entry, learnt as u16);
}

/** What is learnt from here on can be forgotten. @param room for the models and 24 bytes for each pixel */
export function startJournal(room: usize): void {
  hasJournal = true;
  memory.copy(room, models, MODELS_BYTES);
  journal = room + MODELS_BYTES;
  journalAt = journal;
}

export function endJournal(): void {
  hasJournal = false;
}

/** Forgets what was learnt since `startJournal`. */
export function undo(): void {
  while (journalAt > journal) {
    journalAt -= 8;
    store<u16>(load<u32>(journalAt) as usize, load<u32>(journalAt, 4) as u16);
  }
  memory.copy(models, journal - MODELS_BYTES, MODELS_BYTES);
}

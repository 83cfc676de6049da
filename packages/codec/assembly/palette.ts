// Pixels of few colours, as indexes.

/** The index of a pixel whose colour the palette has no room for. */
const ESCAPE: u8 = 255;
/**
 * Indexes come in bands of so many rows, column by column in each: what repeats in text is a letter's columns, which lie side by side so, and the
 * few pixels of each of its rows do not (docs/decisions/0008).
 */
const BAND_ROWS: i32 = 4;
/** Colours by hash: direct search, 8 bytes an entry (colour + 1, index). */
const ENTRIES: i32 = 1 << 10;

/**
 * The state of one packing, laid out by the caller and filled with 0 at the start:
 * u32 colours · u32 escaped pixels · 255 × u32 colours · the table.
 */
const COLOURS: usize = 8;
const TABLE: usize = COLOURS + 256 * 4;

export function paletteBytes(): i32 {
  return (TABLE as i32) + (ENTRIES << 3);
}

/**
 * Writes one index for each pixel of a rect, in bands. A colour gets the next index when it first comes; the 256th and all after it are
 * escaped: index 255, and 3 bytes (red, green, blue) after all indexes, in the same order.
 * @param indexes where this rect's begin
 * @param escapes where the first escaped colour of the packing goes
 * @param mostEscapes of the whole packing
 * @returns false when there are more: the packing is void
 */
export function indexRect(
  frame: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  palette: usize,
  indexes: usize,
  escapes: usize,
  mostEscapes: i32,
): bool {
  const stride = (stridePx as usize) << 2;
  let colours = load<u32>(palette) as i32;
  let escaped = load<u32>(palette, 4) as i32;
  let last: u32 = 0xffff_ffff;
  let lastIndex: u8 = 0;
  for (let band = 0; band < heightPx; band += BAND_ROWS) {
    const bandBytes = (min(BAND_ROWS, heightPx - band) as usize) * stride;
    let top = frame + ((((yPx + band) * stridePx + xPx) as usize) << 2);
    const right = top + ((widthPx as usize) << 2);
    for (; top < right; top += 4) {
      for (let at = top; at < top + bandBytes; at += stride) {
        const colour = load<u32>(at) & 0x00ffffff;
        if (colour === last && lastIndex !== ESCAPE) {
          store<u8>(indexes++, lastIndex);
          continue;
        }
        let slot = ((colour * 0x9e3779b1) >>> 22) as i32;
        let index: u8 = ESCAPE;
        for (;;) {
          const entry = palette + TABLE + ((slot as usize) << 3);
          const known = load<u32>(entry);
          if (known === colour + 1) {
            index = load<u8>(entry, 4);
            break;
          }
          if (known === 0) {
            if (colours < (ESCAPE as i32)) {
              index = colours as u8;
              store<u32>(entry, colour + 1);
              store<u8>(entry, index, 4);
              store<u32>(palette + ((colours as usize) << 2), colour, COLOURS);
              colours++;
            }
            break;
          }
          slot = (slot + 1) & (ENTRIES - 1);
        }
        store<u8>(indexes++, index);
        if (index === ESCAPE) {
          if (escaped >= mostEscapes) return false;
          const to = escapes + ((escaped * 3) as usize);
          store<u8>(to, (colour >>> 16) as u8);
          store<u8>(to, (colour >>> 8) as u8, 1);
          store<u8>(to, colour as u8, 2);
          escaped++;
        }
        last = colour;
        lastIndex = index;
      }
    }
  }
  store<u32>(palette, colours);
  store<u32>(palette, escaped, 4);
  return true;
}

/** Gives indexes other numbers. @param numbers one byte for each of 256 */
export function renumber(indexes: usize, count: i32, numbers: usize): void {
  const end = indexes + (count as usize);
  let at = indexes;
  // What repeats, as all ground does, is four times the same.
  for (; at + 4 <= end; at += 4) {
    const four = load<u32>(at);
    const number = load<u8>(numbers + ((four & 255) as usize)) as u32;
    if (four === (four & 255) * 0x01010101) {
      store<u32>(at, number * 0x01010101);
      continue;
    }
    store<u8>(at, number as u8);
    store<u8>(at, load<u8>(numbers + (((four >>> 8) & 255) as usize)), 1);
    store<u8>(at, load<u8>(numbers + (((four >>> 16) & 255) as usize)), 2);
    store<u8>(at, load<u8>(numbers + ((four >>> 24) as usize)), 3);
  }
  for (; at < end; at++) store<u8>(at, load<u8>(numbers + (load<u8>(at) as usize)));
}

/**
 * Paints one rect from indexes, in bands as `indexRect` writes them.
 * @param picture RGBA; painted pixels become opaque
 * @param colours 256 × u32, RGBA in memory order
 * @param count how many of them there are, 1 … 255
 * @param escapes where the next escaped colour is
 * @param end where there are no more
 * @returns where the next rect's escaped colours are; 0 when an index has no colour
 */
export function scatterIndexed(
  picture: usize,
  stridePx: i32,
  xPx: i32,
  yPx: i32,
  widthPx: i32,
  heightPx: i32,
  indexes: usize,
  colours: usize,
  count: i32,
  escapes: usize,
  end: usize,
): usize {
  const stride = (stridePx as usize) << 2;
  for (let band = 0; band < heightPx; band += BAND_ROWS) {
    const bandBytes = (min(BAND_ROWS, heightPx - band) as usize) * stride;
    let top = picture + ((((yPx + band) * stridePx + xPx) as usize) << 2);
    const right = top + ((widthPx as usize) << 2);
    for (; top < right; top += 4) {
      for (let to = top; to < top + bandBytes; to += stride) {
        const index = load<u8>(indexes++) as i32;
        if (index < count) {
          store<u32>(to, load<u32>(colours + ((index as usize) << 2)));
          continue;
        }
        if (index !== (ESCAPE as i32) || escapes + 3 > end) return 0;
        store<u32>(
          to,
          (load<u8>(escapes) as u32) |
            ((load<u8>(escapes, 1) as u32) << 8) |
            ((load<u8>(escapes, 2) as u32) << 16) |
            0xff000000,
        );
        escapes += 3;
      }
    }
  }
  return escapes;
}

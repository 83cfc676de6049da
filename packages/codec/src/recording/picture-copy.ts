import type { Bytes, Rect, ScreenSize } from '@fjernhjelp/protocol';

const TILE_PX = 64;
/** A run of tiles stays below `limits.pixelsPerOperation`. */
const RUN_TILES = 32;
const RGBA = 4;
const RGB = 3;

/** A part of the picture as it is now. */
export interface Patch {
  readonly rect: Rect;
  /** RGB, row by row. */
  readonly rgb: Bytes;
}

/** The shown picture, and what of it has changed since it was last asked. */
export interface PictureCopy {
  readonly size: ScreenSize | undefined;
  /** Black, and nothing has changed. */
  resize(size: ScreenSize): void;
  /** @param buffer RGBA of the rects, one after the other, each row by row; read before the return */
  put(rects: readonly Rect[], buffer: ArrayBuffer): void;
  /** @returns copies of what has changed, in tiles of 64 × 64 and runs of them; nothing has changed from here on */
  takeChanges(): readonly Patch[];
  takeAll(): readonly Patch[];
}

export function createPictureCopy(): PictureCopy {
  let size: ScreenSize | undefined;
  let rgba = new Uint8Array(0);
  let columns = 0;
  let changed = new Uint8Array(0);

  function mark({ xPx, yPx, widthPx, heightPx }: Rect): void {
    const right = Math.floor((xPx + widthPx - 1) / TILE_PX);
    const bottom = Math.floor((yPx + heightPx - 1) / TILE_PX);
    for (let row = Math.floor(yPx / TILE_PX); row <= bottom; row++)
      changed.fill(1, row * columns + Math.floor(xPx / TILE_PX), row * columns + right + 1);
  }

  function patch(rect: Rect): Patch {
    const rgb = new Uint8Array(rect.widthPx * rect.heightPx * RGB);
    let to = 0;
    for (let y = 0; y < rect.heightPx; y++) {
      let from = ((rect.yPx + y) * size!.widthPx + rect.xPx) * RGBA;
      for (let x = 0; x < rect.widthPx; x++, from += RGBA) {
        rgb[to++] = rgba[from]!;
        rgb[to++] = rgba[from + 1]!;
        rgb[to++] = rgba[from + 2]!;
      }
    }
    return { rect, rgb };
  }

  function takeChanges(): readonly Patch[] {
    if (size === undefined) return [];
    const { widthPx, heightPx } = size;
    const patches: Patch[] = [];
    for (let at = 0; at < changed.length; ) {
      if (changed[at] === 0) {
        at += 1;
        continue;
      }
      const column = at % columns;
      let end = column;
      while (end < columns && end - column < RUN_TILES && changed[at + end - column] === 1) end += 1;
      const xPx = column * TILE_PX;
      const yPx = Math.floor(at / columns) * TILE_PX;
      patches.push(
        patch({
          xPx,
          yPx,
          widthPx: Math.min(end * TILE_PX, widthPx) - xPx,
          heightPx: Math.min(TILE_PX, heightPx - yPx),
        }),
      );
      at += end - column;
    }
    changed.fill(0);
    return patches;
  }

  return {
    get size() {
      return size;
    },
    resize({ widthPx, heightPx }) {
      size = { widthPx, heightPx };
      rgba = new Uint8Array(widthPx * heightPx * RGBA);
      columns = Math.ceil(widthPx / TILE_PX);
      changed = new Uint8Array(columns * Math.ceil(heightPx / TILE_PX));
    },
    put(rects, buffer) {
      if (size === undefined) return;
      const pixels = new Uint8Array(buffer);
      let at = 0;
      for (const rect of rects) {
        const rowBytes = rect.widthPx * RGBA;
        for (let y = 0; y < rect.heightPx; y++, at += rowBytes)
          rgba.set(pixels.subarray(at, at + rowBytes), ((rect.yPx + y) * size.widthPx + rect.xPx) * RGBA);
        mark(rect);
      }
    },
    takeChanges,
    takeAll() {
      changed.fill(1);
      return takeChanges();
    },
  };
}

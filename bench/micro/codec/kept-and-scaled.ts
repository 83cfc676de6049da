import { PictureScaler } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { applyOperation } from '../../../packages/codec/src/decoder/apply-operation.ts';
import { layOutScreen } from '../../../packages/codec/src/decoder/screen-memory.ts';
import { tileGrid, tilePx } from '../../../packages/codec/src/tile-grid.ts';
import { TextPage } from '../text-screen.ts';
import { type Measure, must, nothing } from './measuring.ts';
import { fullHd } from './screens.ts';

const { widthPx, heightPx } = fullHd;

/** The viewer keeps all tiles of a screen, and takes them back. */
export function measureKept(measure: Measure): void {
  const { columns, rows } = tileGrid(fullHd);
  const screen = layOutScreen({ widthPx, heightPx, cachePlaces: columns * rows });
  const runs = Array.from({ length: rows }, (_, row) => {
    const yPx = row * tilePx.height;
    const rect = { xPx: 0, yPx, widthPx, heightPx: Math.min(tilePx.height, heightPx - yPx) };
    return { rect, place: row * columns };
  });
  const zstd = createZstdDecompressor();
  const paint = (scrollPx: number) =>
    new TextPage(widthPx, 400).paint(
      new Uint8Array(screen.rgba.buffer, screen.rgba.byteOffset, screen.rgba.length),
      widthPx,
      heightPx,
      scrollPx,
    );
  paint(0);
  const before = screen.rgba.slice();
  const keep = () => applyOperation(screen, { type: 'keep', runs }, zstd);
  measure(`keepTile: all ${columns * rows} of a screen`, nothing, keep);
  paint(heightPx);
  measure('recallTile: the same', nothing, () => applyOperation(screen, { type: 'recall', runs }, zstd));
  const colours = (rgba: Uint8ClampedArray<ArrayBuffer>) =>
    new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  const kept = colours(before);
  const isSame = colours(screen.rgba).every((colour, i) => colour === (kept[i]! | 0xff000000) >>> 0);
  must(isSame, 'what was kept comes back');
}

/** A screen that is shown at two thirds of its size. */
export function measureScaling(measure: Measure): void {
  const target = { widthPx: (widthPx * 2) / 3, heightPx: (heightPx * 2) / 3 };
  const scaler = new PictureScaler(fullHd, target);
  new TextPage(widthPx, 400).paint(scaler.frame.pixels, widthPx, heightPx, 0);
  const into = { ...target, pixels: new Uint8Array(target.widthPx * target.heightPx * 4) };
  const everything = [{ xPx: 0, yPx: 0, widthPx, heightPx }];
  const letter = [{ xPx: 200, yPx: 200, widthPx: 8, heightPx: 16 }];
  const size = `${widthPx}×${heightPx} to ${target.widthPx}×${target.heightPx}`;
  measure(`scaleRect: ${size}`, nothing, () => scaler.scale(everything, into));
  const wanted = meanGreen(scaler.frame.pixels);
  must(wanted < 255 && Math.abs(meanGreen(into.pixels) - wanted) < 1, 'it is as bright when it is smaller');
  measure(
    'scaleRect: a character of it',
    () => into.pixels.fill(0),
    () => scaler.scale(letter, into),
  );
  must(meanGreen(into.pixels) > 0, 'the character is there');
}

function meanGreen(pixels: Uint8Array): number {
  let sum = 0;
  for (let i = 1; i < pixels.length; i += 4) sum += pixels[i]!;
  return (sum * 4) / pixels.length;
}

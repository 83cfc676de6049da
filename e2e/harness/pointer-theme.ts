import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A pointer of one colour. */
export interface PlainPointer {
  readonly size: readonly [widthPx: number, heightPx: number];
  readonly hotspot: readonly [xPx: number, yPx: number];
  /** 0xAARRGGBB, premultiplied. */
  readonly colour: number;
}

/** Xcursor(3). */
const file = { magic: 0x72756358, headerBytes: 16, version: 0x10000 };
const image = { type: 0xfffd0002, headerBytes: 36, version: 1 };
const IMAGE_AT = 28;
const NOMINAL_PX = 24;

/**
 * Writes an X pointer theme.
 * @param folder what XCURSOR_PATH is to say
 * @param pointers by the names of X's own shapes, of which they take the place
 */
export async function writePointerTheme(
  folder: string,
  theme: string,
  pointers: Record<string, PlainPointer>,
): Promise<void> {
  const images = join(folder, theme, 'cursors');
  await mkdir(images, { recursive: true });
  for (const [name, { size, hotspot, colour }] of Object.entries(pointers)) {
    const contents = [file.magic, file.headerBytes, file.version, 1, image.type, NOMINAL_PX, IMAGE_AT];
    const head = [image.headerBytes, image.type, NOMINAL_PX, image.version, ...size, ...hotspot, 0];
    const pixels = Array<number>(size[0] * size[1]).fill(colour);
    await writeFile(join(images, name), Uint32Array.from([...contents, ...head, ...pixels]));
  }
}

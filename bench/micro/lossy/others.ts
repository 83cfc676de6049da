import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A codec of single pictures that the product does not carry. */
export interface StillCodec {
  readonly name: string;
  /** From BGRX to what it takes; not timed. */
  prepare(pixels: Uint8Array): Uint8Array;
  encode(source: Uint8Array, widthPx: number, heightPx: number): Promise<Uint8Array>;
  /** @returns RGBA */
  decode(packed: Uint8Array): Promise<Uint8Array>;
}

function reorder(pixels: Uint8Array): Uint8Array {
  const result = pixels.slice();
  for (let i = 0; i < result.length; i += 4) {
    result[i] = pixels[i + 2]!;
    result[i + 2] = pixels[i]!;
  }
  return result;
}

interface Sharp {
  (input: Uint8Array, options?: object): SharpImage;
  concurrency(threads: number): void;
}
interface SharpImage {
  removeAlpha(): SharpImage;
  ensureAlpha(): SharpImage;
  jpeg(options: object): SharpImage;
  webp(options: object): SharpImage;
  raw(): SharpImage;
  toBuffer(): Promise<Uint8Array>;
}

/** @param folder with `node_modules` that hold sharp and @jsquash/jpeg; what is absent is named and left out */
export async function openOthers(folder: string | undefined): Promise<StillCodec[]> {
  if (folder === undefined) {
    console.log('LOSSY_OTHERS is not set: JPEG and WebP are left out');
    return [];
  }
  const installed = join(folder, 'node_modules');
  return [...openSharp(installed), ...(await openJsquash(installed))];
}

function openSharp(installed: string): StillCodec[] {
  let sharp: Sharp;
  try {
    sharp = createRequire(import.meta.url)(join(installed, 'sharp')) as Sharp;
  } catch (error) {
    console.log(`sharp is left out: ${String(error)}`);
    return [];
  }
  sharp.concurrency(1);
  const codec = (name: string, to: (image: SharpImage) => SharpImage): StillCodec => ({
    name,
    prepare: reorder,
    encode: (source, width, height) =>
      to(sharp(source, { raw: { width, height, channels: 4 } }).removeAlpha()).toBuffer(),
    decode: (packed) => sharp(packed).ensureAlpha().raw().toBuffer(),
  });
  return [
    ...[60, 80].map((quality) => codec(`sharp JPEG ${quality}`, (image) => image.jpeg({ quality }))),
    ...[60, 80].map((quality) =>
      codec(`sharp WebP ${quality}, effort 0`, (image) => image.webp({ quality, effort: 0 })),
    ),
  ];
}

interface Jsquash {
  default(input: unknown, options?: object): Promise<unknown>;
  init(module: WebAssembly.Module): Promise<void>;
}

async function openJsquash(installed: string): Promise<StillCodec[]> {
  try {
    const root = join(installed, '@jsquash/jpeg');
    const open = async (file: string, wasm: string) => {
      const codec = (await import(pathToFileURL(join(root, file)).href)) as Jsquash;
      await codec.init(await WebAssembly.compile(readFileSync(join(root, wasm))));
      return codec.default;
    };
    globalThis.ImageData ??= class {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data;
        this.width = width;
        this.height = height;
      }
    } as unknown as typeof ImageData;
    const encode = await open('encode.js', 'codec/enc/mozjpeg_enc.wasm');
    const decode = await open('decode.js', 'codec/dec/mozjpeg_dec.wasm');
    return [80].map((quality) => ({
      name: `wasm JPEG ${quality} (@jsquash/jpeg)`,
      prepare: reorder,
      async encode(data, width, height) {
        return new Uint8Array((await encode({ data, width, height }, { quality })) as ArrayBuffer);
      },
      async decode(packed) {
        const { data } = (await decode(packed.slice().buffer)) as ImageData;
        return new Uint8Array(data.buffer, data.byteOffset, data.length);
      },
    }));
  } catch (error) {
    console.log(`@jsquash/jpeg is left out: ${String(error)}`);
    return [];
  }
}

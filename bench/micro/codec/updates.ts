import { PictureDecoder, PictureEncoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import type { Bytes } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../../apps/client/src/picture/zstd.ts';
import { createRandom, TextPage } from '../text-screen.ts';
import type { Measure } from './measuring.ts';
import { fullHd, SCROLL_PX } from './screens.ts';

const { widthPx, heightPx } = fullHd;
const everything = { xPx: 0, yPx: 0, widthPx, heightPx };
const BUDGET_BYTES = 4 * 1024 * 1024;

/** Whole updates, from damage to bytes and back. */
export function measureUpdates(measure: Measure): void {
  const encoder = new PictureEncoder(0, fullHd, createNodeCompressor());
  const decoder = new PictureDecoder(createZstdDecompressor());
  const { pixels } = encoder.frame;
  const page = new TextPage(widthPx, 400);
  decoder.apply(encoder.encodeResize());
  let sequence = 0;
  let message: Bytes | undefined;
  /** Every message is decoded: both ends learn from it. */
  const decode = () => {
    if (message !== undefined) decoder.apply(message);
    message = undefined;
  };
  const encode = (damage = everything) => {
    message = encoder.encode([damage], BUDGET_BYTES, sequence++);
    return message;
  };
  page.paint(pixels, widthPx, heightPx, 0);
  encode();

  const random = createRandom(7);
  let damage = everything;
  const typeOne = (i: number) => {
    decode();
    damage = page.type(pixels, widthPx, 200 + ((8 * i) % 1400), 200, Math.floor(random() * 60));
  };
  measure('encode: a character typed', typeOne, () => encode(damage));
  const sendOne = (i: number) => {
    typeOne(i);
    encode(damage);
  };
  measure('decode: a character typed', sendOne, decode);
  let scrollPx = 0;
  const scroll = () => {
    decode();
    scrollPx = (scrollPx + SCROLL_PX) % 5000;
    page.paint(pixels, widthPx, heightPx, scrollPx);
  };
  measure('encode: text screen scrolled', scroll, () => encode());
  const sendScrolled = () => {
    scroll();
    encode();
  };
  measure('decode: text screen scrolled', sendScrolled, decode);
  const noise = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx);
  const paintNoise = () => {
    for (let i = 0; i < noise.length; i++) noise[i] = random() * 2 ** 32;
  };
  measure('encode: 4 MiB of noise', paintNoise, () => encode());
}

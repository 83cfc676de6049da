export type { Compressor, Decompressor } from './compression.ts';
export { type AppliedPicture, type DecodedPicture, PictureDecoder } from './picture-decoder.ts';
export { type CapturedFrame, PictureEncoder } from './picture-encoder.ts';

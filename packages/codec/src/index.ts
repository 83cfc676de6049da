export type { Compressor, Decompressor } from './compression.ts';
export type { CapturedFrame } from './encoder/picture-memory.ts';
export { type AppliedPicture, type DecodedPicture, PictureDecoder } from './picture-decoder.ts';
export { type EncoderOptions, PictureEncoder } from './picture-encoder.ts';
export { fitWithin, PictureScaler } from './scaler.ts';

import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { type Bytes, limits, planesRawBytes } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../../apps/client/src/picture/zstd.ts';
import { layOutScreen } from '../../../packages/codec/src/decoder/screen-memory.ts';
import { PictureMemory } from '../../../packages/codec/src/encoder/picture-memory.ts';
import { photograph } from '../../workloads/texture.ts';
import { TextPage } from '../text-screen.ts';
import { type Measure, must, nothing } from './measuring.ts';
import { fullHd, showsSame, wholeOf } from './screens.ts';

/** What `isText` of the kernels says of text, as `encoder/pack-tiles.ts` asks it: every fourth row, few new colours, not too many changes. */
const TEXT = 1;
const EVERY_ROWS = 4;
const look = (pixels: number) =>
  [EVERY_ROWS, 32 + pixels / EVERY_ROWS / 16, 256 + (pixels / EVERY_ROWS) * (5 / 8)] as const;

function openEnds(widthPx: number, heightPx: number) {
  const host = new PictureMemory({ widthPx, heightPx });
  const viewer = layOutScreen({ widthPx, heightPx, cachePlaces: 0 });
  return { host, viewer, raw: host.bytes(host.at.raw, planesRawBytes(limits.pixelsPerOperation)) };
}

/** A photograph of as many pixels as an operation may have, in both of its exact forms. */
export function measurePhotograph(measure: Measure): void {
  const sidePx = Math.sqrt(limits.pixelsPerOperation);
  const { host, viewer, raw } = openEnds(sidePx, sidePx);
  const { at, kernels, frame } = host;
  const whole = wholeOf(frame);
  const planesFrom = (start: number) =>
    [start, start + sidePx * sidePx, start + 2 * sidePx * sidePx] as const;
  const { pixels } = photograph(sidePx, sidePx, 1);
  frame.pixels.set(new Uint8Array(pixels.buffer));
  const shown = `${sidePx} × ${sidePx} pixels of a photograph`;
  const arrived = (what: string) => {
    must(showsSame(frame.pixels, viewer.rgba), `${what} arrives as it was`);
    viewer.rgba.fill(0);
  };

  measure(`gatherRect: ${shown}, to planes`, nothing, () =>
    kernels.gatherRect(at.frame, sidePx, ...whole, ...planesFrom(at.raw)),
  );
  const compressor = createNodeCompressor();
  const packed = measure('zstd of them', nothing, () => compressor.compress(raw));
  const zstd = createZstdDecompressor();
  const unpack = () => zstd.decompress(packed, viewer.raw);
  must(measure('unzstd of the same, wasm', nothing, unpack) === raw.length, 'as much comes out');
  measure('scatterRect: the same', unpack, () =>
    viewer.kernels.scatterRect(viewer.at.picture, sidePx, ...whole, ...planesFrom(viewer.at.raw)),
  );
  arrived('what went as planes');

  kernels.resetPhoto(at.photo);
  const encode = () => {
    kernels.startWriting(at.raw);
    kernels.encodePhoto(at.frame, sidePx, ...whole, at.photo, at.raw, raw.length, at.saved);
    return raw.subarray(0, kernels.finishWriting() - at.raw);
  };
  measure(`encodePhoto: ${shown}`, nothing, encode);
  kernels.resetPhoto(at.photo);
  let payload: Bytes = new Uint8Array();
  const send = () => {
    payload = encode();
    viewer.raw.set(payload);
  };
  measure('decodePhoto: the same', send, () => {
    viewer.kernels.startReading(viewer.at.raw, payload.length);
    const { picture, photo } = viewer.at;
    must(viewer.kernels.decodePhoto(picture, sidePx, ...whole, photo) === 0, 'it is decoded');
  });
  arrived('what went as a photograph');
}

/** As much text as an operation may have, of which both ends know nothing yet, and when they know its like. */
export function measureText(measure: Measure): void {
  const { widthPx } = fullHd;
  const heightPx = Math.floor(limits.pixelsPerOperation / widthPx);
  const { host, viewer, raw } = openEnds(widthPx, heightPx);
  const { at, kernels, frame } = host;
  const whole = wholeOf(frame);
  const page = new TextPage(widthPx, 400);
  let payload: Bytes = new Uint8Array();
  const forget = () => {
    kernels.resetText(at.text);
    viewer.kernels.resetText(viewer.at.text);
  };
  const encode = () => {
    kernels.startWriting(at.raw);
    const rows = kernels.encodeText(at.frame, widthPx, ...whole, at.text, at.raw, raw.length / 2, at.saved);
    must(rows === heightPx, 'all rows are encoded');
    payload = raw.subarray(0, kernels.finishWriting() - at.raw);
    return payload;
  };
  const receive = () => viewer.raw.set(payload);
  const decode = () => {
    viewer.kernels.startReading(viewer.at.raw, payload.length);
    const { picture, text } = viewer.at;
    must(viewer.kernels.decodeText(picture, widthPx, ...whole, text) === 0, 'it is decoded');
  };
  const turn = (i: number) => page.paint(frame.pixels, widthPx, heightPx, i * heightPx);

  turn(0);
  const isText = () => kernels.isText(at.frame, widthPx, ...whole, at.text, ...look(widthPx * heightPx));
  forget();
  must(measure(`isText: ${widthPx} × ${heightPx} pixels of text`, nothing, isText) === TEXT, 'it is text');
  measure('encodeText: the same, the first', forget, encode);
  const sendFirst = () => {
    forget();
    encode();
    receive();
  };
  measure('decodeText: the same', sendFirst, decode);
  must(showsSame(frame.pixels, viewer.rgba), 'the first text arrives as it was');
  // From here on both learn from all that goes over.
  const nextPart = (i: number) => {
    if (i > 0) {
      receive();
      decode();
    }
    turn(i + 1);
  };
  measure('encodeText: the next of a page', nextPart, encode);
  receive();
  decode();
  const sendNext = (i: number) => {
    turn(i + 1);
    encode();
    receive();
  };
  measure('decodeText: the next of a page', sendNext, decode);
  must(showsSame(frame.pixels, viewer.rgba), 'the next text arrives as it was');
}

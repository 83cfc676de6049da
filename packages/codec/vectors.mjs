// Writes docs/vectors/lossy-pixels.json: what the encoder makes of some pictures, and what they are afterwards by the decoder that was
// written from PROTOCOL.md. Run it when the format changes, and only then: `node packages/codec/vectors.mjs`.
import { writeFileSync } from 'node:fs';
import { LossyEnd, paint } from './src/testing/lossy-end.ts';
import { decodeLossyByTheBook } from './src/testing/reference-lossy-decoder.ts';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
/** Size, and of each step what is painted (see `paint`) and the quality. */
const asked = [
  { widthPx: 1, heightPx: 1, steps: [[6, 1]] },
  {
    widthPx: 7,
    heightPx: 18,
    steps: [
      [4, 8],
      [4, 1],
    ],
  },
  {
    widthPx: 40,
    heightPx: 34,
    steps: [
      [0, 6],
      [1, 6],
      [2, 2],
      [3, 30],
    ],
  },
  {
    widthPx: 33,
    heightPx: 17,
    steps: [
      [7, 1],
      [5, 64],
      [5, 20],
    ],
  },
];

const pictures = asked.map(({ steps, ...size }) => {
  const host = new LossyEnd(size);
  const rect = { xPx: 0, yPx: 0, ...size };
  const rgb = new Uint8Array(size.widthPx * size.heightPx * 3);
  return {
    ...size,
    steps: steps.map(([seed, quality]) => {
      paint(host, seed);
      const payload = host.encode(rect, quality);
      decodeLossyByTheBook(rgb, size, quality, payload);
      return { quality, payload: hex(payload), rgb: hex(rgb) };
    }),
  };
});
const [first] = pictures.at(1).steps;
const whole = { widthPx: 7, heightPx: 18, quality: first.quality };
const malformed = [
  { why: 'nothing at all', ...whole, payload: '' },
  { why: 'the last byte is missing', ...whole, payload: first.payload.slice(0, -2) },
  { why: 'a byte too many', ...whole, payload: `${first.payload}00` },
  {
    why: 'the last byte is another',
    ...whole,
    payload: `${first.payload.slice(0, -2)}${first.payload.endsWith('01') ? '02' : '01'}`,
  },
];
const file = new URL('../../docs/vectors/lossy-pixels.json', import.meta.url);
const source = 'PROTOCOL.md UP13 and UP21–UP26; written by packages/codec/vectors.mjs';
const encoding =
  'rgb: the whole picture after each step, red, green, blue, row by row; the first step begins with black. All bytes in hexadecimal digits';
writeFileSync(file, `${JSON.stringify({ source, encoding, pictures, malformed }, null, 1)}\n`);

// Writes docs/vectors/lossy-pixels.json and text-pixels.json: what the encoders make of some pictures, and what they are afterwards by the
// decoders that were written from PROTOCOL.md. Run it when a format changes, with its name, and only then: `node packages/codec/vectors.mjs text-pixels`.
import { writeFileSync } from 'node:fs';
import { malformedTexts } from './src/testing/hostile-text.ts';
import { LossyEnd, paint } from './src/testing/lossy-end.ts';
import { decodeLossyByTheBook } from './src/testing/reference-lossy-decoder.ts';
import { ReferenceTextDecoder } from './src/testing/reference-text-decoder.ts';
import { paintContent, TextEnd } from './src/testing/text-end.ts';

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
const write = (name, source, rgb, vectors) => {
  if (!process.argv.includes(name)) return;
  const encoding = `rgb: the whole picture after each step, red, green, blue, row by row; the first step begins with black. ${rgb}All bytes in hexadecimal digits`;
  const file = new URL(`../../docs/vectors/${name}.json`, import.meta.url);
  writeFileSync(
    file,
    `${JSON.stringify({ source: `PROTOCOL.md ${source}; written by packages/codec/vectors.mjs`, encoding, ...vectors }, null, 1)}\n`,
  );
};
write('lossy-pixels', 'UP13 and UP21–UP26', '', { pictures, malformed });

/** Size, and of each step what is painted (see `paintContent`), the seed, the rects, and whether it begins anew. */
const askedText = [
  { widthPx: 1, heightPx: 2, steps: [['many', 1, [[0, 0, 1, 2]]]] },
  {
    widthPx: 26,
    heightPx: 17,
    steps: [
      ['letters', 1, [[0, 0, 26, 17]]],
      ['letters', 2, [[0, 0, 26, 17]]],
      [
        'coloured',
        3,
        [
          [3, 2, 20, 8],
          [0, 11, 26, 1],
          [25, 0, 1, 17],
        ],
      ],
      ['letters', 2, [[0, 0, 26, 17]]],
    ],
  },
  {
    widthPx: 33,
    heightPx: 18,
    steps: [
      ['mixed', 4, [[0, 0, 33, 18]]],
      [
        'coloured',
        5,
        [
          [0, 0, 17, 18],
          [17, 0, 16, 18],
        ],
      ],
      ['few', 6, [[1, 1, 16, 9]], 1],
      ['flat', 1, [[0, 0, 33, 18]]],
      ['coloured', 5, [[0, 0, 33, 18]]],
    ],
  },
];
const pictured = askedText.map(({ steps, ...size }) => {
  const host = new TextEnd(size);
  const decoder = new ReferenceTextDecoder();
  const picture = { rgb: new Uint8Array(size.widthPx * size.heightPx * 3), widthPx: size.widthPx };
  return {
    ...size,
    steps: steps.map(([content, seed, rects, anew = 0]) => {
      paintContent(host, content, seed);
      if (anew === 1) host.forget();
      const asRects = rects.map(([xPx, yPx, widthPx, heightPx]) => ({ xPx, yPx, widthPx, heightPx }));
      const { payload } = host.encode(asRects);
      decoder.decode(picture, asRects, payload, anew === 1);
      return { rects, anew, payload: hex(payload), rgb: hex(picture.rgb) };
    }),
  };
});
write(
  'text-pixels',
  'UP12 and UP28–UP32',
  'rects: x, y, width and height of each. malformed: the last step is. ',
  {
    pictures: pictured,
    malformed: malformedTexts().map(({ why, payloads, ...size }) => ({
      why,
      ...size,
      steps: payloads.map((payload) => ({
        rects: [[0, 0, size.widthPx, size.heightPx]],
        anew: 0,
        payload: hex(payload),
      })),
    })),
  },
);

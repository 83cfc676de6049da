// Writes docs/vectors/lossy-pixels.json, text-pixels.json and photo-pixels.json: what the encoders make of some pictures, and what they are afterwards by the
// decoders that were written from PROTOCOL.md. Run it when a format changes, with its name, and only then: `node packages/codec/vectors.mjs text-pixels`.
import { writeFileSync } from 'node:fs';
import { rectsOf } from './src/testing/by-the-book.ts';
import { noise } from './src/testing/codec-pair.ts';
import { malformedTexts } from './src/testing/hostile-text.ts';
import { LossyEnd, paint } from './src/testing/lossy-end.ts';
import { PhotoEnd, paintContent as paintPhotoContent, writePhoto } from './src/testing/photo-end.ts';
import { decodeLossyByTheBook } from './src/testing/reference-lossy-decoder.ts';
import { paintPlanes, ReferencePhotoDecoder } from './src/testing/reference-photo-decoder.ts';
import { ReferenceTextDecoder } from './src/testing/reference-text-decoder.ts';
import { paintContent, TextEnd } from './src/testing/text-end.ts';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const blackPicture = ({ widthPx, heightPx }) => ({ rgb: new Uint8Array(widthPx * heightPx * 3), widthPx });
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
  const picture = blackPicture(size);
  return {
    ...size,
    steps: steps.map(([content, seed, rects, anew = 0]) => {
      paintContent(host, content, seed);
      if (anew === 1) host.forget();
      const { payload } = host.encode(rectsOf({ rects }));
      decoder.decode(picture, rectsOf({ rects }), payload, anew === 1);
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

/** Size, and of each step what is painted (see `paintContent` of photographs), the seed and the rects. */
const askedPhotos = [
  { widthPx: 1, heightPx: 1, steps: [['noise', 1, [[0, 0, 1, 1]]]] },
  { widthPx: 1, heightPx: 9, steps: [['saturated', 1, [[0, 0, 1, 9]]]] },
  { widthPx: 9, heightPx: 1, steps: [['edges', 1, [[0, 0, 9, 1]]]] },
  {
    widthPx: 22,
    heightPx: 15,
    steps: [
      ['grain', 1, [[0, 0, 22, 15]]],
      [
        'saturated',
        2,
        [
          [3, 2, 16, 8],
          [0, 11, 22, 1],
          [21, 0, 1, 15],
        ],
      ],
      ['shades', 3, [[0, 0, 22, 15]]],
      ['flat', 1, [[2, 2, 9, 9]]],
    ],
  },
  {
    widthPx: 33,
    heightPx: 10,
    steps: [
      ['mixed', 4, [[0, 0, 33, 10]]],
      [
        'edges',
        5,
        [
          [0, 0, 17, 10],
          [17, 0, 16, 10],
        ],
      ],
      ['noise', 6, [[4, 1, 8, 9]]],
    ],
  },
];
const photographed = askedPhotos.map(({ steps, ...size }) => {
  const host = new PhotoEnd(size);
  const decoder = new ReferencePhotoDecoder();
  const picture = blackPicture(size);
  return {
    ...size,
    steps: steps.map(([content, seed, rects]) => {
      paintPhotoContent(host, content, seed);
      const { payload } = host.encode(rectsOf({ rects }));
      decoder.decode(picture, rectsOf({ rects }), payload);
      return { rects, payload: hex(payload), rgb: hex(picture.rgb) };
    }),
  };
});
/** No host writes these, but they have the form: guesses are up to 255 off. */
const chosen = () => {
  const size = { widthPx: 12, heightPx: 8 };
  const rects = [[0, 0, 12, 8]];
  const decoder = new ReferencePhotoDecoder();
  const picture = blackPicture(size);
  let asked = 0;
  const steps = [1, 2].map(() => {
    const payload = writePhoto(
      decoder,
      picture,
      rectsOf({ rects }),
      (below) => (noise(asked++, 3, 1) >>> 6) % below,
    );
    return { rects, payload: hex(payload), rgb: hex(picture.rgb) };
  });
  return { ...size, steps };
};
const askedPlanes = [
  { widthPx: 1, heightPx: 1, content: 'noise', rects: [[0, 0, 1, 1]] },
  {
    widthPx: 35,
    heightPx: 6,
    content: 'saturated',
    rects: [
      [1, 0, 33, 3],
      [0, 3, 16, 3],
      [30, 2, 1, 4],
    ],
  },
];
const asPlanes = askedPlanes.map(({ content, rects, ...size }) => {
  const host = new PhotoEnd(size);
  paintPhotoContent(host, content, 1);
  const decompressed = host.gather(rectsOf({ rects }));
  const picture = blackPicture(size);
  paintPlanes(picture, rectsOf({ rects }), decompressed);
  return { ...size, rects, decompressed: hex(decompressed), rgb: hex(picture.rgb) };
});
const [shot] = photographed.at(3).steps;
const damagedPhoto = (why, payload) => ({
  why,
  widthPx: 22,
  heightPx: 15,
  steps: [{ rects: shot.rects, payload }],
});
write(
  'photo-pixels',
  'UP6, UP11 and UP33–UP35',
  'rects: x, y, width and height of each. planes: what the payload of UP6 decompresses to. malformed: the last step is. ',
  {
    pictures: [...photographed, chosen()],
    planes: asPlanes,
    malformed: [
      damagedPhoto('nothing at all', ''),
      damagedPhoto('the last byte is missing', shot.payload.slice(0, -2)),
      damagedPhoto('a byte too many', `${shot.payload}00`),
      damagedPhoto(
        'the last byte is another',
        hex(Buffer.from(shot.payload, 'hex').map((byte, i, all) => byte ^ Number(i === all.length - 1))),
      ),
      damagedPhoto('the payload of fewer rows', photographed.at(3).steps.at(3).payload),
    ],
  },
);

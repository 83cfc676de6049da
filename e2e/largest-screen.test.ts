import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { PICTURE_CANVAS } from './harness/pixels-of.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

const BAND_PX = 540;

/** 133 MB are too many to take out of a page: it tells the hash of each band. */
test('the largest screen there may be, 7680×4320, is seen on every pixel, before and after something is painted', async () => {
  const size = { widthPx: 7680, heightPx: 4320 };
  const stage = await setStage(resources, size);
  await stage.display.xterm('Logg', {
    geometry: '300x100+0+0',
    command: ['sh', '-c', 'ls -l --color=always /usr/bin; cat'],
  });
  const { helper } = await openSession(stage);
  const canvas = helper.page.locator(PICTURE_CANVAS);
  const hashesOf = (rgba: Uint8ClampedArray) =>
    Array.from({ length: size.heightPx / BAND_PX }, (_, band) => {
      const bytes = BAND_PX * size.widthPx * 4;
      return createHash('sha256')
        .update(rgba.subarray(band * bytes, (band + 1) * bytes))
        .digest('hex');
    });
  const seen = () =>
    canvas.evaluate(async (source: HTMLCanvasElement, bandPx) => {
      const context = source.getContext('2d');
      const hashes: string[] = [];
      for (let top = 0; top < source.height; top += bandPx) {
        const { data } = context!.getImageData(0, top, source.width, bandPx);
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
        hashes.push(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''));
      }
      return hashes;
    }, BAND_PX);
  const exact = () =>
    until('the helper sees every pixel as it is', async () => {
      const wanted = hashesOf((await stage.display.quiet()).rgba);
      return (await seen()).join() === wanted.join() && wanted;
    });

  const before = await exact();
  await stage.display.xterm('Hjørnet', {
    geometry: '60x20-0-0',
    command: ['sh', '-c', 'for i in $(seq 0 255); do printf "\\033[48;5;%sm %s " $i $i; done; cat'],
  });
  const after = await until('the new window is seen', async () => {
    const hashes = await exact();
    return hashes.at(-1) !== before.at(-1) && hashes;
  });
  expect(after).toHaveLength(8);
  expect(helper.errors).toEqual([]);
});

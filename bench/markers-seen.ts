import type { Page } from 'playwright-core';
import { marker } from './workloads/marker.ts';

/** A sequence number and when the viewer's canvas first showed it, in milliseconds since 1970. */
export interface Sighting {
  readonly sequence: number;
  readonly atMs: number;
}

/**
 * Reads the marker strip off the viewer's canvas at every animation frame of the page, for as long as the page lives.
 * Throws (in `collect`) when the canvas has another size than the screen: a scaled picture proves nothing.
 */
export async function watchMarkers(page: Page, screen: { widthPx: number; heightPx: number }) {
  await page.evaluate(
    ({ blocks, blockPx, widthPx, heightPx }) => {
      const source = document.querySelector('canvas');
      if (source === null) throw new Error('no canvas');
      const probe = document.createElement('canvas');
      probe.width = widthPx;
      probe.height = heightPx;
      const context = probe.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no 2d context');
      const seen: { sequence: number; atMs: number }[] = [];
      let last = -1;
      const look = () => {
        requestAnimationFrame(look);
        context.drawImage(source, 0, 0, widthPx, heightPx, 0, 0, widthPx, heightPx);
        const { data } = context.getImageData(0, heightPx / 2, widthPx, 1);
        let word = 0;
        for (let block = 0; block < blocks; block++) {
          const value = data[(block * blockPx + blockPx / 2) * 4] ?? 0;
          word = ((word << 1) | (value > 127 ? 1 : 0)) >>> 0;
        }
        const sequence = word >>> 8;
        const check = ((sequence & 255) ^ ((sequence >>> 8) & 255) ^ (sequence >>> 16) ^ 0x5a) & 255;
        if (check !== (word & 255) || sequence === last) return;
        last = sequence;
        seen.push({ sequence, atMs: performance.timeOrigin + performance.now() });
      };
      look();
      Object.assign(window, { markersSeen: seen });
    },
    { ...marker },
  );
  return {
    /** @returns what was seen so far */
    async collect(): Promise<Sighting[]> {
      const found = await page.evaluate(() => ({
        seen: (window as unknown as { markersSeen: Sighting[] }).markersSeen,
        widthPx: document.querySelector('canvas')?.width,
        heightPx: document.querySelector('canvas')?.height,
      }));
      if (found.widthPx !== screen.widthPx || found.heightPx !== screen.heightPx) {
        throw new Error(`the canvas is ${found.widthPx}×${found.heightPx}: scaled or cropped, no figure`);
      }
      return found.seen;
    },
    /** @returns by how much the page's clock differs from this process's, in milliseconds, at the least */
    async clockOffset(): Promise<number> {
      const offsets: number[] = [];
      for (let i = 0; i < 10; i++) {
        const before = performance.timeOrigin + performance.now();
        const there = await page.evaluate(() => performance.timeOrigin + performance.now());
        const after = performance.timeOrigin + performance.now();
        offsets.push(there < before ? there - before : there > after ? there - after : 0);
      }
      return offsets.reduce((least, offset) => (Math.abs(offset) < Math.abs(least) ? offset : least));
    },
  };
}

import type { Frame } from '@fjernhjelp/host';
import { until, type Xvfb } from './xvfb.ts';

/** Numbers in an XWD header, 4 bytes each, big-endian (X11/XWDFile.h). */
const fields = { headerBytes: 0, widthPx: 4, heightPx: 5, bytesPerLine: 12, colours: 19 };
const COLOUR_BYTES = 12;

/** What `xwd` sees on the whole screen: the independent witness of a capture. */
export async function readScreenshot(server: Xvfb): Promise<Frame> {
  const dump = await server.run('xwd', '-root', '-silent');
  const field = (index: number) => dump.readUInt32BE(index * 4);
  const start = field(fields.headerBytes) + field(fields.colours) * COLOUR_BYTES;
  const [widthPx, heightPx] = [field(fields.widthPx), field(fields.heightPx)];
  if (field(fields.bytesPerLine) !== widthPx * 4) throw new Error('xwd gave rows with padding');
  return { widthPx, heightPx, pixels: new Uint8Array(dump.subarray(start, start + widthPx * heightPx * 4)) };
}

/** The screen once it stands still: the server answers others, too, between two requests of a program that paints. */
export async function readQuietScreenshot(server: Xvfb): Promise<Frame> {
  let last = await readScreenshot(server);
  return until(async () => {
    const before = last;
    last = await readScreenshot(server);
    return Buffer.compare(before.pixels, last.pixels) === 0 && last;
  });
}

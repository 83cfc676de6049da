import type { Bytes, Rect } from '@fjernhjelp/protocol';
import type { Plane, RawPicture, SharedFrame } from './frames.ts';

/** TypeScript's types do not know yet that a frame can be read in another format than its own. */
interface ReadsAsRgba {
  readonly visibleRect: DOMRectReadOnly | null;
  allocationSize(options: { format: 'RGBA' }): number;
  copyTo(into: Bytes, options: VideoFrameCopyToOptions & { format: 'RGBA' }): Promise<unknown>;
}

const BYTES_PER_PIXEL = 4;
const BYTES_PER_WORD = 4;

/** @param picture closed with the frame */
export function frameOf(picture: VideoFrame | ImageBitmap): SharedFrame {
  const isVideo = 'codedWidth' in picture;
  const { width, height } = isVideo ? (picture.visibleRect ?? sizeOf(picture)) : picture;
  return {
    widthPx: width,
    heightPx: height,
    async read(into, rect) {
      if (isVideo && (await readFrame(picture as unknown as ReadsAsRgba, into, width, rect))) return;
      into.set(draw(picture, width, height));
    },
    readRaw: async (into) => (isVideo ? readRaw(picture, height, into) : undefined),
    close: () => picture.close(),
  };
}

const sizeOf = ({ displayWidth, displayHeight }: VideoFrame) => ({
  width: displayWidth,
  height: displayHeight,
});

/** @returns false where the browser gives frames only as they are */
async function readFrame(
  frame: ReadsAsRgba,
  into: Bytes,
  rowPx: number,
  { xPx, yPx, widthPx, heightPx }: Rect,
): Promise<boolean> {
  try {
    // A browser that does not know the option ignores it.
    if (frame.allocationSize({ format: 'RGBA' }) !== into.length) return false;
    const { x: leftPx = 0, y: topPx = 0 } = frame.visibleRect ?? {};
    await frame.copyTo(into, {
      format: 'RGBA',
      rect: { x: leftPx + xPx, y: topPx + yPx, width: widthPx, height: heightPx },
      layout: [{ offset: (yPx * rowPx + xPx) * BYTES_PER_PIXEL, stride: rowPx * BYTES_PER_PIXEL }],
    });
    return true;
  } catch {
    return false;
  }
}

async function readRaw(
  frame: VideoFrame,
  heightPx: number,
  into: Bytes | undefined,
): Promise<RawPicture | undefined> {
  try {
    const lengthBytes = frame.allocationSize();
    const wholeWords = Math.ceil(lengthBytes / BYTES_PER_WORD) * BYTES_PER_WORD;
    const bytes = into?.length === wholeWords ? into : new Uint8Array(wholeWords);
    const layout = await frame.copyTo(bytes);
    return {
      bytes,
      planes: layout.map((plane, at) => planeOf(plane, layout[at + 1]?.offset ?? lengthBytes, heightPx)),
    };
  } catch {
    return undefined;
  }
}

/** @param end where the next one begins */
function planeOf({ offset, stride }: PlaneLayout, end: number, heightPx: number): Plane {
  return { offset, stride, rows: Math.min(heightPx, Math.floor((end - offset) / stride)) };
}

function draw(picture: VideoFrame | ImageBitmap, width: number, height: number): Uint8ClampedArray {
  const context = canvasOf(width, height);
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data.subarray(0, width * height * BYTES_PER_PIXEL);
}

let drawn: OffscreenCanvasRenderingContext2D | undefined;

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (drawn?.canvas.width === width && drawn.canvas.height === height) return drawn;
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  if (context === null) throw new Error('no 2D context');
  drawn = context;
  return context;
}

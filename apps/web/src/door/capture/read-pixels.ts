import type { Bytes } from '@fjernhjelp/protocol';
import type { SharedFrame } from './frames.ts';

/** TypeScript's types do not know yet that a frame can be read in another format than its own. */
interface ReadsAsRgba {
  allocationSize(options: { format: 'RGBA' }): number;
  copyTo(into: Bytes, options: { format: 'RGBA' }): Promise<unknown>;
}

const BYTES_PER_PIXEL = 4;

/** @param picture closed with the frame */
export function frameOf(picture: VideoFrame | ImageBitmap): SharedFrame {
  const isVideo = 'codedWidth' in picture;
  const { width, height } = isVideo ? (picture.visibleRect ?? sizeOf(picture)) : picture;
  return {
    widthPx: width,
    heightPx: height,
    async read(into) {
      if (isVideo && (await readFrame(picture as unknown as ReadsAsRgba, into))) return;
      into.set(draw(picture, width, height));
    },
    readRaw: async (into) => (isVideo ? readRaw(picture, into) : undefined),
    close: () => picture.close(),
  };
}

const sizeOf = ({ displayWidth, displayHeight }: VideoFrame) => ({
  width: displayWidth,
  height: displayHeight,
});

/** @returns false where the browser gives frames only as they are */
async function readFrame(frame: ReadsAsRgba, into: Bytes): Promise<boolean> {
  try {
    const options = { format: 'RGBA' } as const;
    // A browser that does not know the option ignores it.
    if (frame.allocationSize(options) !== into.length) return false;
    await frame.copyTo(into, options);
    return true;
  } catch {
    return false;
  }
}

async function readRaw(frame: VideoFrame, into: Bytes): Promise<Bytes | undefined> {
  try {
    const lengthBytes = frame.allocationSize();
    const raw = into.length === lengthBytes ? into : new Uint8Array(lengthBytes);
    await frame.copyTo(raw);
    return raw;
  } catch {
    return undefined;
  }
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

import type { Frame } from '@fjernhjelp/host';
import type { Rect } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import { DesktopUnavailable } from '../../errors.ts';
import type { XConnection } from '../connection.ts';
import type { Pointer } from '../libraries.ts';
import { type PixelWriter, pixelWriter } from '../pixels.ts';
import { rootColourMasks } from '../visual.ts';

/** Where a screen begins on the root window. */
export interface Origin {
  readonly xPx: number;
  readonly yPx: number;
}

/** Fetches pixels of the root window, at most as many at a time as the largest screen has. */
export interface Grabber {
  /** Pixels do not come over the connection. */
  readonly isShared: boolean;
  /**
   * Writes one rect of a screen into its frame.
   * @param rect in pixels of the screen
   * @returns false when the server refused: the root window has another size by now, or is gone
   */
  grab(rect: Rect, origin: Origin, frame: Frame): boolean;
  close(): void;
}

/** XImage, as far as we read and write it. */
const image = {
  sizeBytes: 88,
  width: 0,
  height: 4,
  data: 16,
  byteOrder: 24,
  bitmapPad: 36,
  bytesPerLine: 44,
  bitsPerPixel: 48,
};
/** XShmSegmentInfo. */
const segmentInfo = { sizeBytes: 32, id: 8, address: 16 };

const Z_PIXMAP = 2;
const ALL_PLANES = 0xffff_ffff;
const IPC_PRIVATE = 0;
const IPC_CREAT_600 = 0o1600;
const IPC_RMID = 0;

/**
 * Through shared memory where the server and we are on one machine, else through the connection.
 * @param largestPx what is fetched at a time at most, in pixels
 * @throws DesktopUnavailable "unsupported-screen" | "display-lost"
 */
export function openGrabber(connection: XConnection, largestPx: number): Grabber {
  return ShmGrabber.open(connection, largestPx) ?? new PlainGrabber(connection);
}

/** XShmGetImage into a segment that holds the largest screen. */
class ShmGrabber implements Grabber {
  readonly isShared = true;
  readonly #connection: XConnection;
  readonly #segment: Pointer;
  readonly #shared: Pointer;
  readonly #image: Pointer;
  readonly #fields: DataView;
  readonly #pixels: Uint8Array;
  readonly #write: PixelWriter;

  /** @returns undefined when the server cannot share memory with us */
  static open(connection: XConnection, largestPx: number): ShmGrabber | undefined {
    const { x, display } = connection;
    if (!x.XShmQueryExtension(display)) return undefined;
    const sizeBytes = largestPx * 4;
    const id = x.shmget(IPC_PRIVATE, sizeBytes, IPC_CREAT_600);
    if (id < 0) return undefined;
    const shared = x.shmat(id, null, 0);
    const segment = koffi.alloc('uint8_t', segmentInfo.sizeBytes) as Pointer;
    const info = new DataView(koffi.view(segment, segmentInfo.sizeBytes));
    info.setInt32(segmentInfo.id, id, true);
    info.setBigUint64(segmentInfo.address, shared, true);
    x.XShmAttach(display, segment);
    x.XSync(display, 0);
    // Both ends have it by now: it goes when they go, however they do.
    x.shmctl(id, IPC_RMID, null);
    const grabber = new ShmGrabber(connection, segment, shared, sizeBytes);
    if (grabber.#reachesServer()) return grabber;
    grabber.close();
    return undefined;
  }

  private constructor(connection: XConnection, segment: Pointer, shared: Pointer, sizeBytes: number) {
    const { x, display, screen } = connection;
    this.#connection = connection;
    this.#segment = segment;
    this.#shared = shared;
    const visual = x.XDefaultVisual(display, screen);
    const depth = x.XDefaultDepth(display, screen);
    const address = x.XShmCreateImage(display, visual, depth, Z_PIXMAP, shared, segment, 1, 1);
    if (address === null) throw new DesktopUnavailable('unsupported-screen', `depth ${depth}`);
    this.#image = address;
    this.#fields = new DataView(koffi.view(address, image.sizeBytes));
    this.#pixels = new Uint8Array(koffi.view(shared, sizeBytes));
    this.#write = writerFor(connection, this.#fields);
  }

  /** An attachment that the server refused (a display on another machine) shows in the first fetch. */
  #reachesServer(): boolean {
    return this.#fetch({ xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 }, { xPx: 0, yPx: 0 });
  }

  #fetch(rect: Rect, origin: Origin): boolean {
    const { x, display, root } = this.#connection;
    const padBits = this.#fields.getInt32(image.bitmapPad, true);
    const rowBits = rect.widthPx * this.#fields.getInt32(image.bitsPerPixel, true);
    this.#fields.setInt32(image.width, rect.widthPx, true);
    this.#fields.setInt32(image.height, rect.heightPx, true);
    this.#fields.setInt32(image.bytesPerLine, (Math.ceil(rowBits / padBits) * padBits) / 8, true);
    const [left, top] = [origin.xPx + rect.xPx, origin.yPx + rect.yPx];
    return x.XShmGetImage(display, root, this.#image, left, top, ALL_PLANES) !== 0;
  }

  grab(rect: Rect, origin: Origin, frame: Frame): boolean {
    if (!this.#fetch(rect, origin)) return false;
    this.#write(this.#pixels, this.#fields.getInt32(image.bytesPerLine, true), rect, frame);
    return true;
  }

  close(): void {
    const { x, display } = this.#connection;
    if (this.#connection.usable) x.XShmDetach(display, this.#segment);
    x.XFree(this.#image);
    x.shmdt(this.#shared);
    koffi.free(this.#segment);
  }
}

/** XGetImage: the pixels come over the connection. */
class PlainGrabber implements Grabber {
  readonly isShared = false;
  readonly #connection: XConnection;
  #write: PixelWriter | undefined;

  constructor(connection: XConnection) {
    this.#connection = connection;
  }

  grab(rect: Rect, origin: Origin, frame: Frame): boolean {
    const { x, display, root } = this.#connection;
    const { widthPx, heightPx } = rect;
    const [left, top] = [origin.xPx + rect.xPx, origin.yPx + rect.yPx];
    const address = x.XGetImage(display, root, left, top, widthPx, heightPx, ALL_PLANES, Z_PIXMAP);
    if (address === null) return false;
    const fields = new DataView(koffi.view(address, image.sizeBytes));
    const data = fields.getBigUint64(image.data, true);
    try {
      this.#write ??= writerFor(this.#connection, fields);
      const strideBytes = fields.getInt32(image.bytesPerLine, true);
      this.#write(new Uint8Array(koffi.view(data, strideBytes * heightPx)), strideBytes, rect, frame);
    } finally {
      x.XFree(data);
      x.XFree(address);
    }
    return true;
  }

  close(): void {
    this.#write = undefined;
  }
}

function writerFor(connection: XConnection, fields: DataView): PixelWriter {
  return pixelWriter({
    ...rootColourMasks(connection),
    bitsPerPixel: fields.getInt32(image.bitsPerPixel, true),
    littleEndian: fields.getInt32(image.byteOrder, true) === 0,
  });
}

/** How pixels get from the worker to the page; what each means is in worker.ts. */
export const ways = [
  'put',
  'put-desynchronized',
  'put-read-often',
  'put-bounding',
  'put-in-frame',
  'bitmap-whole',
  'bitmap-rects',
  'webgl',
  'put-on-main',
  'put-on-main-reused',
  'put-on-main-read-often',
  'put-on-main-desynchronized',
] as const;
export type Way = (typeof ways)[number];

/** typing: one character · scattered: 60 tiles all over the screen · full: every pixel. */
export const changes = ['typing', 'scattered', 'full'] as const;
export type Change = (typeof changes)[number];

export interface Trial {
  readonly way: Way;
  readonly change: Change;
  /** Updates a second; the gaps are random, 0.5 … 1.5 of the mean. */
  readonly rate: number;
  readonly durationMs: number;
  /** Without it nothing is read back, and the main thread has only the viewer's work. */
  readonly probes: boolean;
}

export interface Result {
  /** From the message's arrival on the main thread to a frame of the page in which its pixels can be read. */
  readonly visibleMs: readonly number[];
  /** From the same to the worker's word that it has painted. */
  readonly paintedMs: readonly number[];
  readonly sent: number;
  /** When each was sent, in milliseconds since 1970, by sequence. */
  readonly sentAtMs: readonly number[];
}

/** The page's address tells it, and the worker's. */
const size = new URLSearchParams(globalThis.location?.search).get('size') ?? '1920x1080';
const [widthPx = 0, heightPx = 0] = size.split('x').map(Number);
export const screen = { widthPx, heightPx };

export interface Box {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}
export type ToWorker =
  | { readonly type: 'begin'; readonly way: Way; readonly canvas?: OffscreenCanvas }
  /** A buffer to be used again. */
  | { readonly type: 'back'; readonly buffer: ArrayBuffer }
  | { readonly type: 'paint'; readonly sequence: number; readonly boxes: readonly Box[] };
export type FromWorker =
  | { readonly type: 'painted'; readonly sequence: number }
  | { readonly type: 'pixels'; readonly sequence: number; readonly pieces: readonly Piece[] }
  | { readonly type: 'bitmap'; readonly sequence: number; readonly bitmap: ImageBitmap }
  | {
      readonly type: 'bitmaps';
      readonly sequence: number;
      readonly bitmaps: readonly { readonly box: Box; readonly bitmap: ImageBitmap }[];
    };
export interface Piece {
  readonly box: Box;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Page → worker that captures and encodes. */
export type ToCaptureWorker =
  /** One helper's pictures (packages/host, `connectPictureSource`). */
  | { readonly type: 'pictures'; readonly port: MessagePort }
  /**
   * What the user shares from now on: every frame of it, where the browser lets a worker read them, which tells the page whether it rests, a
   * boolean, so that fewer will do, …
   */
  | { readonly type: 'stream'; readonly frames: ReadableStream<VideoFrame>; readonly rest: MessagePort }
  /** … else one frame at a time, on asking: the worker says "next", the page answers with one, or null at the end. */
  | { readonly type: 'asked'; readonly port: MessagePort }
  | { readonly type: 'muted'; readonly isMuted: boolean };

export type AskedFrame = VideoFrame | ImageBitmap | null;

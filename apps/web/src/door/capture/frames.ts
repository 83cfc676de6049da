import type { Bytes } from '@fjernhjelp/protocol';

/** One picture of what the user shares. Its owner closes it: a browser has few of them. */
export interface SharedFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Writes the pixels, RGBA, rows from the top. @param into as large as they are */
  read(into: Bytes): Promise<void>;
  /**
   * The picture as the browser keeps it: got with less work than its colours, and only good for being compared with another one of this size.
   * @param into is used when it is as large as that
   * @returns undefined where the browser does not give it away
   */
  readRaw(into: Bytes): Promise<Bytes | undefined>;
  close(): void;
}

/** Where frames come from, one at a time and only when asked for. */
export interface FrameSource {
  /** @returns the newest one, once there is one that was not read; undefined when there are no more */
  next(): Promise<SharedFrame | undefined>;
  close(): void;
}

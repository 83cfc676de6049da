import type { Bytes } from '@fjernhjelp/protocol';

/** One picture of what the user shares. Its owner closes it: a browser has few of them. */
export interface SharedFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Writes the pixels, RGBA, rows from the top. @param into as large as they are */
  read(into: Bytes): Promise<void>;
  close(): void;
}

/** Where frames come from, one at a time and only when asked for. */
export interface FrameSource {
  /** @returns the newest one, once there is one that was not read; undefined when there are no more */
  next(): Promise<SharedFrame | undefined>;
  close(): void;
}

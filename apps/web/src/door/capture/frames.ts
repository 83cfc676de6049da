import type { Bytes, Rect } from '@fjernhjelp/protocol';

/** Some of what a picture consists of: its brightness, say, or all of its colours. */
export interface Plane {
  /** Of its first row, in bytes. */
  readonly offset: number;
  /** From row to row, in bytes. */
  readonly stride: number;
  readonly rows: number;
}

/** A picture as the browser keeps it: got with less work than its colours, and only good for being compared with another one. */
export interface RawPicture {
  /** Whole words of four. */
  readonly bytes: Bytes;
  readonly planes: readonly Plane[];
}

/** One picture of what the user shares. Its owner closes it: a browser has few of them. */
export interface SharedFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Writes pixels, RGBA, to their places, at least those of the rect. @param into as large as the whole picture, rows from the top */
  read(into: Bytes, rect: Rect): Promise<void>;
  /** @param into is used when it is as large as needed @returns undefined where the browser does not give it away */
  readRaw(into: Bytes | undefined): Promise<RawPicture | undefined>;
  close(): void;
}

/** Where frames come from, one at a time and only when asked for. */
export interface FrameSource {
  /** @returns the newest one, once there is one that was not read; undefined when there are no more */
  next(): Promise<SharedFrame | undefined>;
  /** Fewer frames will do while nothing changes; not there where all come at one rate. */
  setResting?(isResting: boolean): void;
  close(): void;
}

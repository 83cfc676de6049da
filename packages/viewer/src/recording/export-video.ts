import type { ScreenSize } from '@fjernhjelp/protocol';
import {
  CanvasSource,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  StreamTarget,
  type StreamTargetChunk,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny';
import type { RecordingFile } from './recording-file.ts';
import { createReplay } from './replay.ts';
import { createStage } from './stage.ts';
import type { VideoFormat } from './video-format.ts';

/**
 * What goes into each container. WebM: the quickest first, as what is encoded here is text that stands still, with room enough.
 * MP4: H.264 first, which everything plays that plays MP4 at all; the others where the browser has no encoder for it.
 */
const codecs = { webm: ['vp8', 'vp9', 'av1'], mp4: ['avc', 'av1', 'vp9'] } as const satisfies Readonly<
  Record<VideoFormat, readonly VideoCodec[]>
>;
/** Every encoder takes this size, if it is there at all. */
const usualSize: ScreenSize = { widthPx: 1280, heightPx: 720 };
/** A picture at least so often, so that players find their way. */
const STILL_MS = 1000;
const STEP_MS = 100;

/** @returns what this browser can make, the one that most programs play first */
export async function videoFormats(): Promise<readonly VideoFormat[]> {
  const can: VideoFormat[] = [];
  for (const format of ['mp4', 'webm'] as const)
    if ((await firstEncodable(format, usualSize)) !== undefined) can.push(format);
  return can;
}

/** This browser has no encoder for video. */
export class NoEncoderError extends Error {
  override name = 'NoEncoderError';
}

export interface ExportPorts {
  file: RecordingFile;
  format: VideoFormat;
  /** Takes the video, not always from begin to end; closed when it is whole, and given up on failure. */
  writable: WritableStream<StreamTargetChunk>;
  /** @param share 0 … 1 */
  progress(share: number): void;
  /** Stops it: rejects with its reason. */
  signal: AbortSignal;
}

/**
 * Writes a recording as a video, the pointer in the picture. Another size of the screen in the middle is fitted into the first.
 * @throws RecordingError | NoEncoderError | what `writable` throws
 */
export async function exportVideo({ file, format, writable, progress, signal }: ExportPorts): Promise<void> {
  const picture = new OffscreenCanvas(1, 1);
  const stage = createStage(picture);
  const replay = createReplay(file, stage.target);
  const firstMs = await firstPicture(replay, () => stage.size !== undefined, file.lengthMs);
  const size = stage.size ?? { widthPx: 2, heightPx: 2 };
  // The codecs halve the colours: sides are even.
  const frame = new OffscreenCanvas(even(size.widthPx), even(size.heightPx));
  const context = frame.getContext('2d', { alpha: false });
  const codec = await firstEncodable(format, { widthPx: frame.width, heightPx: frame.height });
  if (context === null || codec === undefined) throw new NoEncoderError();
  const output = new Output({
    // MP4 has its index at the end then: nothing of the video is kept in memory.
    format: format === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new StreamTarget(writable),
  });
  const source = new CanvasSource(frame, { codec, quality: QUALITY_HIGH, keyFrameInterval: 5 });
  output.addVideoTrack(source);
  try {
    await output.start();
    let lastMs = Number.NEGATIVE_INFINITY;
    for (let timeMs = firstMs; ; timeMs = Math.min(timeMs + STEP_MS, file.lengthMs)) {
      signal.throwIfAborted();
      const isOther = await replay.goTo(timeMs);
      const isEnd = timeMs >= file.lengthMs;
      if (isOther || isEnd || timeMs - lastMs >= STILL_MS) {
        draw(context, picture, stage.drawPointer);
        await source.add((timeMs - firstMs) / 1000, STEP_MS / 1000);
        lastMs = timeMs;
        progress(file.lengthMs === 0 ? 1 : timeMs / file.lengthMs);
      }
      if (isEnd) break;
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

/** @returns when the first picture is there */
async function firstPicture(
  replay: ReturnType<typeof createReplay>,
  hasPicture: () => boolean,
  lengthMs: number,
): Promise<number> {
  let timeMs = 0;
  await replay.goTo(timeMs);
  while (!hasPicture() && timeMs < lengthMs) {
    timeMs = Math.min(timeMs + STEP_MS, lengthMs);
    await replay.goTo(timeMs);
  }
  return timeMs;
}

async function firstEncodable(
  format: VideoFormat,
  { widthPx: width, heightPx: height }: ScreenSize,
): Promise<VideoCodec | undefined> {
  for (const codec of codecs[format]) if (await canEncodeVideo(codec, { width, height })) return codec;
  return undefined;
}

/** The pointer is drawn on a copy: what lies under it stays as it is. */
function draw(
  context: OffscreenCanvasRenderingContext2D,
  picture: OffscreenCanvas,
  drawPointer: (context: OffscreenCanvasRenderingContext2D) => void,
): void {
  const { width, height } = context.canvas;
  const scale = Math.min(width / picture.width, height / picture.height, 1);
  context.resetTransform();
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.drawImage(picture, 0, 0);
  drawPointer(context);
}

function even(px: number): number {
  return Math.max(2, px - (px % 2));
}

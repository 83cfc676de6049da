import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { Fidelity } from './pictures.ts';

const CODECS = { 'H.264': 'avc1.42E01F', VP8: 'vp8', VP9: 'vp09.00.30.08', AV1: 'av01.0.04M.08' };
const RATES = [1e6, 2e6, 4e6];

export interface VideoResult {
  readonly name: string;
  readonly bytes: number[];
  readonly fidelity: Fidelity;
  readonly encodeMs: number;
  readonly decodeMs: number;
}

/** Encodes and decodes the pictures (BGRX) by WebCodecs in headless Chromium, in realtime mode. */
export async function measureWebCodecs(
  pictures: readonly Uint8Array[],
  widthPx: number,
  heightPx: number,
): Promise<VideoResult[]> {
  const decoded: Uint8Array[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      decoded.push(Buffer.concat(parts));
      response.end();
    } else {
      const picture = pictures[Number(request.url!.slice(1)) - 1];
      response.setHeader('content-type', picture === undefined ? 'text/html' : 'application/octet-stream');
      response.end(picture ?? '<!doctype html>');
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const results: VideoResult[] = [];
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    for (const [name, codec] of Object.entries(CODECS)) {
      for (const bitrate of RATES) {
        decoded.length = 0;
        const given = { codec, bitrate, width: widthPx, height: heightPx, count: pictures.length };
        const result = await page.evaluate(inPage, given).catch((error: unknown) => {
          console.log(`${name} is left out: ${String(error).split('\n')[0]}`);
          return undefined;
        });
        if (result === undefined) break;
        const fidelity = new Fidelity();
        for (const [i, got] of decoded.entries()) fidelity.add(pictures[i]!, got, true);
        results.push({ name: `${name} at ${bitrate / 1e6} Mbit/s (WebCodecs)`, fidelity, ...result });
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  return results;
}

/** Runs in the page: times are from the first picture in to the last one out, for each picture. */
async function inPage(given: {
  codec: string;
  bitrate: number;
  width: number;
  height: number;
  count: number;
}): Promise<{ bytes: number[]; encodeMs: number; decodeMs: number }> {
  const { codec, bitrate, width, height, count } = given;
  const frames: VideoFrame[] = [];
  for (let i = 0; i < count; i++) {
    const pixels = await (await fetch(`/${i + 1}`)).arrayBuffer();
    const timestamp = Math.round((i * 1e6) / 30);
    frames.push(
      new VideoFrame(pixels, { format: 'BGRX', codedWidth: width, codedHeight: height, timestamp }),
    );
  }
  const chunks: EncodedVideoChunk[] = [];
  let config: VideoDecoderConfig | undefined;
  let failure: unknown;
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      chunks.push(chunk);
      config ??= metadata?.decoderConfig;
    },
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure({ codec, width, height, bitrate, framerate: 30, latencyMode: 'realtime' });
  const start = performance.now();
  for (const [i, frame] of frames.entries()) {
    encoder.encode(frame, { keyFrame: i === 0 });
    // One at a time, as a live screen comes: a realtime encoder drops what waits.
    while (encoder.encodeQueueSize > 0) await new Promise((resolve) => setTimeout(resolve, 0));
    frame.close();
  }
  await encoder.flush();
  const encodeMs = (performance.now() - start) / count;
  if (failure !== undefined) throw failure;
  if (chunks.length !== count) throw new Error(`dropped ${count - chunks.length} pictures`);

  const outputs: VideoFrame[] = [];
  const pictures: Uint8Array<ArrayBuffer>[] = [];
  const decoder = new VideoDecoder({
    output: (frame) => void outputs.push(frame),
    error: (error) => {
      failure = error;
    },
  });
  decoder.configure({ ...config!, optimizeForLatency: true });
  const decodeStart = performance.now();
  for (const chunk of chunks) {
    decoder.decode(chunk);
    while (decoder.decodeQueueSize > 4) await new Promise((resolve) => setTimeout(resolve, 0));
    for (const frame of outputs.splice(0)) {
      const pixels = new Uint8Array(width * height * 4);
      await frame.copyTo(pixels, { format: 'RGBA' });
      frame.close();
      pictures.push(pixels);
    }
  }
  await decoder.flush();
  for (const frame of outputs.splice(0)) {
    const pixels = new Uint8Array(width * height * 4);
    await frame.copyTo(pixels, { format: 'RGBA' });
    frame.close();
    pictures.push(pixels);
  }
  const decodeMs = (performance.now() - decodeStart) / count;
  if (failure !== undefined) throw failure;
  for (const pixels of pictures) await fetch('/', { method: 'POST', body: pixels });
  return { bytes: chunks.map(({ byteLength }) => byteLength), encodeMs, decodeMs };
}

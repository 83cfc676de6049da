// The page's side of the trial: sends updates at random gaps, and reads the marker strip off the canvas at every frame.
import { marker } from '../../workloads/marker.ts';
import {
  type Box,
  type Change,
  type FromWorker,
  type Result,
  screen,
  type ToWorker,
  type Trial,
  type Way,
} from './trial.ts';

Object.assign(window, { runTrial });

async function runTrial({ way, change, rate, durationMs, probes }: Trial): Promise<Result> {
  const canvas = document.createElement('canvas');
  canvas.width = screen.widthPx;
  canvas.height = screen.heightPx;
  document.body.style.margin = '0';
  canvas.style.display = 'block';
  document.body.replaceChildren(canvas);
  const worker = new Worker(new URL(`./worker.ts${location.search}`, import.meta.url), { type: 'module' });
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
  });
  const tell = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const arrivedAtMs: number[] = [];
  const paintedMs: number[] = [];
  const visibleMs: number[] = [];
  worker.onmessage = openReceiver(canvas, way, (sequence, buffer) => {
    paintedMs.push(performance.now() - arrivedAtMs[sequence]!);
    if (buffer !== undefined) tell({ type: 'back', buffer }, [buffer]);
  });
  if (way.startsWith('put-on-main') || way.startsWith('bitmap')) tell({ type: 'begin', way });
  else {
    const offscreen = canvas.transferControlToOffscreen();
    tell({ type: 'begin', way, canvas: offscreen }, [offscreen]);
  }
  const probe = probes
    ? openProbe(canvas, (sequence) => visibleMs.push(performance.now() - arrivedAtMs[sequence]!))
    : undefined;

  const sending = (async () => {
    const endMs = performance.now() + durationMs;
    while (performance.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, (1000 / rate) * (0.5 + Math.random())));
      const sequence = arrivedAtMs.length;
      arrivedAtMs.push(performance.now());
      tell({ type: 'paint', sequence, boxes: boxesOf(change, sequence) });
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  })();
  await Promise.race([sending, failed]);
  probe?.stop();
  worker.terminate();
  const sentAtMs = arrivedAtMs.map((atMs) => performance.timeOrigin + atMs);
  return { visibleMs, paintedMs, sent: arrivedAtMs.length, sentAtMs };
}

function boxesOf(change: Change, sequence: number): Box[] {
  const { widthPx, heightPx } = screen;
  if (change === 'full') return [{ xPx: 0, yPx: 0, widthPx, heightPx }];
  if (change === 'typing')
    return [{ xPx: 200 + ((8 * sequence) % 1400), yPx: 300, widthPx: 8, heightPx: 16 }];
  return Array.from({ length: 60 }, (_, i) => ({
    xPx: ((sequence * 7 + i * 31) % 30) * 64,
    yPx: 16 + ((sequence + i * 17) % 66) * 16,
    widthPx: 64,
    heightPx: 16,
  }));
}

function openReceiver(
  canvas: HTMLCanvasElement,
  way: Way,
  painted: (sequence: number, buffer?: ArrayBuffer) => void,
) {
  let context: CanvasRenderingContext2D | undefined;
  const drawing = () =>
    (context ??= canvas.getContext('2d', {
      alpha: false,
      willReadFrequently: way === 'put-on-main-read-often',
      desynchronized: way === 'put-on-main-desynchronized',
    })!);
  const renderer = way === 'bitmap-whole' ? canvas.getContext('bitmaprenderer') : undefined;
  return ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'bitmap') renderer?.transferFromImageBitmap(data.bitmap);
    else if (data.type === 'bitmaps')
      for (const { box, bitmap } of data.bitmaps) {
        drawing().drawImage(bitmap, box.xPx, box.yPx);
        bitmap.close();
      }
    else if (data.type === 'pixels')
      for (const { box, rgba } of data.pieces)
        drawing().putImageData(new ImageData(rgba, box.widthPx, box.heightPx), box.xPx, box.yPx);
    const isReused = data.type === 'pixels' && way !== 'put-on-main';
    painted(data.sequence, isReused ? data.pieces[0]?.rgba.buffer : undefined);
  };
}

/** As bench/reader/in-page.ts reads a viewer, of the strip alone. */
function openProbe(source: HTMLCanvasElement, seen: (sequence: number) => void) {
  const probe = document.createElement('canvas');
  probe.width = marker.widthPx;
  probe.height = marker.heightPx;
  const context = probe.getContext('2d', { willReadFrequently: true })!;
  let isOn = true;
  let last = -1;
  const look = () => {
    if (!isOn) return;
    requestAnimationFrame(look);
    const { widthPx, heightPx } = marker;
    context.drawImage(source, 0, 0, widthPx, heightPx, 0, 0, widthPx, heightPx);
    const { data } = context.getImageData(0, heightPx / 2, widthPx, 1);
    let word = 0;
    for (let block = 0; block < marker.blocks; block++)
      word =
        ((word << 1) | ((data[(block * marker.blockPx + marker.blockPx / 2) * 4] ?? 0) > 127 ? 1 : 0)) >>> 0;
    const sequence = word >>> 8;
    const check = ((sequence & 255) ^ ((sequence >>> 8) & 255) ^ (sequence >>> 16) ^ 0x5a) & 255;
    if (check !== (word & 255) || sequence === last) return;
    last = sequence;
    seen(sequence);
  };
  look();
  return {
    stop: () => {
      isOn = false;
    },
  };
}

/**
 * Runs in the viewer's page, the same for every system: Playwright sends `watchPicture` there as text, so it names nothing of
 * this module but types.
 */
import type { Strip, StripGroups } from '../workloads/marker.ts';

/** A number and when all strips of its group first showed it or a later one, in milliseconds since 1970. */
export interface Sighting {
  readonly sequence: number;
  readonly atMs: number;
}

export interface PageReport {
  readonly paint: Sighting[];
  readonly echo: Sighting[];
  /** When keys went down in the page. */
  readonly keysAtMs: number[];
  /** What the picture was, each time that it changed: intrinsic size, and the size and place on the page. */
  readonly shapes: string[];
  /** Longest time without a readable marker since the first one. */
  readonly longestUnreadableMs: number;
  /** How long the reading itself has kept the main thread: an OffscreenCanvas is copied whole each time, a plain canvas is not. */
  readonly readingMs: number;
  /**
   * Longest task of the main thread that the browser tells of (it does so from 50 ms), and longest time without a turn for a timer, without
   * the reading's.
   */
  readonly longestTaskMs: number;
  readonly longestStallMs: number;
  /** Hashes of the whole picture, from the last paint on. */
  readonly hashes: { readonly atMs: number; readonly hash: number }[];
}

export interface WatchOptions {
  readonly selector: string;
  readonly groups: StripGroups;
  readonly marker: { blocks: number; blockPx: number; widthPx: number; heightPx: number };
  readonly screen: { widthPx: number; heightPx: number };
  /** The picture may have fewer pixels than the screen; it is read enlarged. */
  readonly adaptsSize: boolean;
  /** Time between two hashes. */
  readonly hashEveryMs: number;
}

export interface PictureWatch {
  report(): PageReport;
  /** Forgets what was seen so far, but not which number is shown. */
  clear(): void;
  /** Numbers 1 … are painted from these times on, so the picture is not read before the next one can be there. */
  expect(paintsFromMs: number[]): void;
  /** Whether these numbers, or later ones, were seen; 0 is there from the beginning. */
  hasSeen(sequences: { paint: number; echo: number }): boolean;
  /** Hashes the picture from when this number of the group is seen. */
  hashFrom(group: 'paint' | 'echo', sequence: number): void;
  stopHashing(): void;
  /** Keeps the whole picture as it is now. Handing it out takes half a second of the page's thread, which may have more to show. */
  keep(): void;
  /** What was kept: size, and RGBA in base64. */
  kept(): { widthPx: number; heightPx: number; base64: string };
}

/**
 * Puts a `PictureWatch` at `window.pictureWatch`. Reads the strips at each animation frame at which something new can be there, with one
 * access to the picture: that may cost milliseconds. Between them it asks for no frames: 60 a second cost a page at rest more than what
 * a system does for a typed letter, and nobody asks for them where nothing is measured.
 */
export function watchPicture(options: WatchOptions): void {
  const { selector, groups, marker, screen, adaptsSize, hashEveryMs } = options;
  type Picture = HTMLCanvasElement | HTMLVideoElement;
  let found: Picture | null = null;
  /** It is not searched anew for each frame: that would cost more the larger the page around it is. */
  const find = () => {
    if (!found?.isConnected) found = document.querySelector<Picture>(selector);
    return found;
  };
  const intrinsicSizeOf = (picture: Picture) =>
    picture instanceof HTMLVideoElement
      ? { widthPx: picture.videoWidth, heightPx: picture.videoHeight }
      : { widthPx: picture.width, heightPx: picture.height };
  /**
   * A picture that is hidden is shown by canvases beside it, which lie over one another: what is seen is read.
   * @param draw hears of each, the lowest first: where it lies in the picture, in the picture's pixels
   */
  const eachLayer = (picture: Picture, draw: (layer: Picture, box: DOMRectReadOnly) => void) => {
    const { widthPx, heightPx } = intrinsicSizeOf(picture);
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    if (isSeen(picture)) return draw(picture, new DOMRectReadOnly(0, 0, widthPx, heightPx));
    const whole = picture.getBoundingClientRect();
    const [x, y] = [widthPx / whole.width, heightPx / whole.height];
    for (const layer of picture.parentElement?.getElementsByTagName('canvas') ?? []) {
      if (!isSeen(layer)) continue;
      const { left, top, width, height } = layer.getBoundingClientRect();
      draw(layer, new DOMRectReadOnly((left - whole.left) * x, (top - whole.top) * y, width * x, height * y));
    }
  };
  /** A picture with as many times fewer pixels in both directions counts as enlarged. */
  const sizeOf = (picture: Picture) => {
    const size = intrinsicSizeOf(picture);
    const heightPx = (size.widthPx * screen.heightPx) / screen.widthPx;
    const isEnlarged = size.widthPx <= screen.widthPx && Math.abs(size.heightPx - heightPx) < 2;
    return adaptsSize && size.widthPx > 0 && isEnlarged ? screen : size;
  };
  const now = () => performance.timeOrigin + performance.now();
  const openContext = (width: number, height: number) => {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    // Opaque: reading takes two thirds of the time.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error('no 2d context');
    context.imageSmoothingEnabled = false;
    return context;
  };
  const strips: Strip[] = [...groups.paint, ...groups.echo];
  const bounds = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  for (const { xPx, yPx } of strips) {
    bounds.left = Math.min(bounds.left, xPx);
    bounds.right = Math.max(bounds.right, xPx + marker.widthPx);
    bounds.top = Math.min(bounds.top, yPx + marker.heightPx / 2);
    bounds.bottom = Math.max(bounds.bottom, yPx + marker.heightPx / 2 + 1);
  }
  const [probeWidthPx, probeHeightPx] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
  const probe = openContext(probeWidthPx, probeHeightPx);
  let expected: number[] | undefined;
  let paint: Sighting[] = [];
  let echo: Sighting[] = [];
  let keysAtMs: number[] = [];
  let shapes: string[] = [];
  let hashes: { atMs: number; hash: number }[] = [];
  const shown = { paint: -1, echo: -1 };
  const readableAtMs: { paint?: number; echo?: number } = {};
  let longestUnreadableMs = 0;
  let readingMs = 0;
  let readingInTurnMs = 0;
  let longestTaskMs = 0;
  let longestStallMs = 0;
  const hashFrom = { paint: Number.POSITIVE_INFINITY, echo: Number.POSITIVE_INFINITY };
  let hashedAtMs = 0;
  let kept: ImageData | undefined;
  const SAMPLED_ROWS = 8;
  let sampled = 0;
  /** So many frames alike: it is hashed at once, and then now and then. */
  const STILL_FRAMES = 2;
  let stillFrames = 0;
  const contexts = new Map<number, CanvasRenderingContext2D>();

  /** @returns the number, or -1 when it cannot be read */
  const decode = ({ xPx, yPx }: Strip) => {
    const middle = yPx + marker.heightPx / 2 - bounds.top;
    const { data } = probe.getImageData(xPx - bounds.left, middle, marker.widthPx, 1);
    let word = 0;
    for (let block = 0; block < marker.blocks; block++) {
      const at = (block * marker.blockPx + marker.blockPx / 2) * 4 + 1;
      word = ((word << 1) | ((data[at] ?? 0) > 127 ? 1 : 0)) >>> 0;
    }
    const sequence = word >>> 8;
    const check = ((sequence & 255) ^ ((sequence >>> 8) & 255) ^ (sequence >>> 16) ^ 0x5a) & 255;
    return check === (word & 255) ? sequence : -1;
  };
  /** Whether something may be there that has not been seen: nothing is read for nothing. */
  const isDue = (atMs: number) =>
    expected === undefined ||
    atMs >= (expected[shown.paint] ?? Number.POSITIVE_INFINITY) ||
    keysAtMs.length > Math.max(0, shown.echo);
  /** @param size of the whole picture as it is drawn @param from what is at the context's corner */
  const drawLayers = (
    picture: Picture,
    context: CanvasRenderingContext2D,
    size: { widthPx: number; heightPx: number },
    from: { left: number; top: number },
  ) => {
    const intrinsic = intrinsicSizeOf(picture);
    const [x, y] = [size.widthPx / intrinsic.widthPx, size.heightPx / intrinsic.heightPx];
    eachLayer(picture, (layer, box) => {
      const left = Math.max(0, box.left * x - from.left);
      const top = Math.max(0, box.top * y - from.top);
      const width = Math.min(context.canvas.width, box.right * x - from.left) - left;
      const height = Math.min(context.canvas.height, box.bottom * y - from.top) - top;
      if (width <= 0 || height <= 0) return;
      const own = intrinsicSizeOf(layer);
      const [ownX, ownY] = [own.widthPx / (box.width * x), own.heightPx / (box.height * y)];
      const at = [(left + from.left - box.left * x) * ownX, (top + from.top - box.top * y) * ownY] as const;
      context.drawImage(layer, ...at, width * ownX, height * ownY, left, top, width, height);
    });
  };
  const readStrips = (picture: Picture, atMs: number) => {
    drawLayers(picture, probe, sizeOf(picture), bounds);
    const numbers = strips.map(decode);
    note('paint', paint, numbers.slice(0, groups.paint.length), atMs);
    note('echo', echo, numbers.slice(groups.paint.length), atMs);
    readingMs += now() - atMs;
    readingInTurnMs += now() - atMs;
  };
  const note = (group: 'paint' | 'echo', into: Sighting[], numbers: number[], atMs: number) => {
    if (numbers.length === 0) return;
    const sequence = Math.min(...numbers);
    const since = readableAtMs[group];
    if (sequence >= 0) readableAtMs[group] = atMs;
    else if (since !== undefined) longestUnreadableMs = Math.max(longestUnreadableMs, atMs - since);
    if (sequence <= shown[group]) return;
    shown[group] = sequence;
    into.push({ sequence, atMs });
  };
  const shapeOf = (picture: Picture) => {
    const { widthPx, heightPx } = sizeOf(picture);
    const box = picture.getBoundingClientRect();
    const isWhole =
      box.left > -1 && box.top > -1 && box.right < innerWidth + 1 && box.bottom < innerHeight + 1;
    const onPage = [box.width, box.height].map((length) => Math.round(length * devicePixelRatio));
    return `${widthPx}×${heightPx} shown at ${onPage.join('×')}${isWhole ? '' : ', cropped'}`;
  };
  /** @param rowOf one row of so many, as nothing is smoothed */
  const draw = (picture: Picture, rowOf = 1) => {
    const { widthPx, heightPx } = sizeOf(picture);
    const rows = Math.ceil(heightPx / rowOf);
    let context = contexts.get(rowOf);
    if (context?.canvas.width !== widthPx || context.canvas.height !== rows) {
      context = openContext(widthPx, rows);
      contexts.set(rowOf, context);
    }
    drawLayers(picture, context, { widthPx, heightPx: rows }, { left: 0, top: 0 });
    return context.getImageData(0, 0, widthPx, rows);
  };
  /** As `hashOf` of `PictureReader`'s module. */
  const hashOf = ({ data }: ImageData) => {
    const words = new Uint32Array(data.buffer);
    let [a, b, c, d] = [1, 2, 3, 4];
    for (let i = 0; i < words.length; i += 4) {
      a = Math.imul(a ^ words[i]!, 0x01000193);
      b = Math.imul(b ^ words[i + 1]!, 0x01000193);
      c = Math.imul(c ^ words[i + 2]!, 0x01000193);
      d = Math.imul(d ^ words[i + 3]!, 0x01000193);
    }
    return [b, c, d].reduce((hash, lane) => Math.imul(hash ^ lane, 0x01000193), a) >>> 0;
  };
  /** What still changes is not yet what it will be: reading all of it would only keep the page from finishing it. */
  const hashWhenStill = (picture: Picture, atMs: number) => {
    const beganMs = now();
    const rows = hashOf(draw(picture, SAMPLED_ROWS));
    stillFrames = rows === sampled ? stillFrames + 1 : 0;
    sampled = rows;
    readingInTurnMs += now() - beganMs;
    const everyMs = stillFrames < STILL_FRAMES ? 10 * hashEveryMs : hashEveryMs;
    if (stillFrames !== STILL_FRAMES && atMs - hashedAtMs < everyMs) return;
    hashedAtMs = atMs;
    hashes.push({ atMs, hash: hashOf(draw(picture)) });
  };
  const isLast = () => shown.paint >= hashFrom.paint || shown.echo >= hashFrom.echo;
  let isFrameAsked = false;
  let isResting = false;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const askForFrame = () => {
    clearTimeout(alarm);
    if (isFrameAsked) return;
    isFrameAsked = true;
    requestAnimationFrame(look);
  };
  /** Until the next paint is due: a key, or who asks for something else, ends it sooner. */
  const rest = (atMs: number) => {
    isResting = true;
    const nextMs = expected?.[shown.paint];
    if (nextMs !== undefined) alarm = setTimeout(askForFrame, nextMs - atMs);
  };
  const look = () => {
    isFrameAsked = false;
    const picture = find();
    if (picture === null || sizeOf(picture).widthPx === 0) return askForFrame();
    const shape = shapeOf(picture);
    if (shape !== shapes.at(-1)) shapes.push(shape);
    const atMs = now();
    // What nobody looked at counts as readable.
    if (isResting)
      for (const group of ['paint', 'echo'] as const) if (readableAtMs[group]) readableAtMs[group] = atMs;
    isResting = false;
    if (isDue(atMs)) readStrips(picture, atMs);
    if (isLast()) hashWhenStill(picture, atMs);
    if (isDue(atMs) || isLast()) askForFrame();
    else rest(atMs);
  };
  askForFrame();
  const noteKey = ({ key }: KeyboardEvent) => {
    if (key.length !== 1) return;
    keysAtMs.push(now());
    askForFrame();
  };
  addEventListener('keydown', noteKey, { capture: true });
  new PerformanceObserver((list) => {
    if (hashes.length > 0) return;
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  }).observe({ type: 'longtask' });
  const turnEveryMs = 10;
  let turnAtMs = now();
  setInterval(() => {
    // From here on it is this reader that keeps the thread.
    if (hashes.length > 0) return;
    longestStallMs = Math.max(longestStallMs, now() - turnAtMs - turnEveryMs - readingInTurnMs);
    turnAtMs = now();
    readingInTurnMs = 0;
  }, turnEveryMs);

  const watch: PictureWatch = {
    report: () => ({
      paint,
      echo,
      keysAtMs,
      shapes,
      longestUnreadableMs,
      readingMs,
      longestTaskMs,
      longestStallMs,
      hashes,
    }),
    clear() {
      [paint, echo, keysAtMs, hashes] = [[], [], [], []];
      shapes = shapes.slice(-1);
      longestUnreadableMs = readingMs = longestTaskMs = longestStallMs = 0;
    },
    expect(paintsFromMs) {
      expected = paintsFromMs;
      askForFrame();
    },
    hasSeen(sequences) {
      return Math.max(0, shown.paint) >= sequences.paint && Math.max(0, shown.echo) >= sequences.echo;
    },
    hashFrom(group, sequence) {
      hashFrom[group] = sequence;
      askForFrame();
    },
    stopHashing() {
      hashFrom.paint = hashFrom.echo = Number.POSITIVE_INFINITY;
    },
    keep() {
      const picture = find();
      if (picture === null) throw new Error('no picture');
      kept = draw(picture);
    },
    kept() {
      if (kept === undefined) throw new Error('nothing is kept');
      const { data, width, height } = kept;
      let binary = '';
      for (let at = 0; at < data.length; at += 32_768)
        binary += String.fromCharCode(...data.subarray(at, at + 32_768));
      return { widthPx: width, heightPx: height, base64: btoa(binary) };
    },
  };
  Object.assign(window, { pictureWatch: watch });
}

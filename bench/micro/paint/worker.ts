// The painting side of the trial: a worker that changes its picture and shows it in one of the ways.
import { encodeMarker, marker } from '../../workloads/marker.ts';
import { type Box, type FromWorker, screen, type ToWorker, type Way } from './trial.ts';

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  requestAnimationFrame(task: () => void): void;
};
const { widthPx, heightPx } = screen;
const image = new ImageData(widthPx, heightPx);
const words = new Uint32Array(image.data.buffer);
words.fill(0xff000000);

type Show = (boxes: readonly Box[], sequence: number) => void;
let show: Show;
let spare: ArrayBuffer | undefined;

scope.onmessage = ({ data }) => {
  if (data.type === 'begin') {
    show = open(data.way, data.canvas);
    return;
  }
  if (data.type === 'back') {
    spare = data.buffer;
    return;
  }
  const boxes = [...data.boxes, { xPx: 0, yPx: 0, widthPx: marker.widthPx, heightPx: marker.heightPx }];
  for (const box of data.boxes) fill(box, (0xff000000 | (data.sequence * 2654435761)) >>> 0);
  drawMarker(data.sequence);
  show(boxes, data.sequence);
};

function fill({ xPx, yPx, widthPx: width, heightPx: height }: Box, word: number): void {
  for (let y = yPx; y < yPx + height; y++) {
    const start = y * widthPx + xPx;
    words.fill(word, start, start + width);
  }
}

function drawMarker(sequence: number): void {
  encodeMarker(sequence).forEach((bit, i) => {
    const box = { xPx: i * marker.blockPx, yPx: 0, widthPx: marker.blockPx, heightPx: marker.heightPx };
    fill(box, bit ? 0xffffffff : 0xff000000);
  });
}

const painted = (sequence: number) => scope.postMessage({ type: 'painted', sequence });

function open(way: Way, canvas: OffscreenCanvas | undefined): Show {
  switch (way) {
    case 'put':
    case 'put-desynchronized':
    case 'put-read-often':
    case 'put-bounding':
    case 'put-in-frame':
      return openPut(way, canvas!);
    case 'webgl':
      return openWebGl(canvas!);
    case 'bitmap-whole':
      return openBitmap();
    case 'bitmap-rects':
      return (boxes, sequence) => {
        const cut = (box: Box) => createImageBitmap(image, box.xPx, box.yPx, box.widthPx, box.heightPx);
        void Promise.all(boxes.map(async (box) => ({ box, bitmap: await cut(box) }))).then((bitmaps) =>
          scope.postMessage(
            { type: 'bitmaps', sequence, bitmaps },
            bitmaps.map(({ bitmap }) => bitmap),
          ),
        );
      };
    case 'put-on-main-reused':
    case 'put-on-main-read-often':
    case 'put-on-main-desynchronized':
      return (boxes, sequence) => {
        const pieces = pack(boxes);
        scope.postMessage({ type: 'pixels', sequence, pieces }, [pieces[0]!.rgba.buffer]);
      };
    case 'put-on-main':
      return (boxes, sequence) => {
        const pieces = boxes.map((box) => ({ box, rgba: copy(box) }));
        scope.postMessage(
          { type: 'pixels', sequence, pieces },
          pieces.map(({ rgba }) => rgba.buffer),
        );
      };
  }
}

function openPut(way: Way, canvas: OffscreenCanvas): Show {
  const settings = {
    alpha: false,
    ...(way === 'put-desynchronized' && { desynchronized: true }),
    ...(way === 'put-read-often' && { willReadFrequently: true }),
  };
  const context = canvas.getContext('2d', settings)!;
  const put = ({ xPx, yPx, widthPx: width, heightPx: height }: Box) =>
    context.putImageData(image, 0, 0, xPx, yPx, width, height);
  if (way === 'put-bounding')
    return (boxes, sequence) => {
      put(around(boxes));
      painted(sequence);
    };
  if (way !== 'put-in-frame')
    return (boxes, sequence) => {
      boxes.forEach(put);
      painted(sequence);
    };
  let waiting: Box[] = [];
  let last = 0;
  return (boxes, sequence) => {
    if (waiting.length === 0)
      scope.requestAnimationFrame(() => {
        waiting.forEach(put);
        waiting = [];
        painted(last);
      });
    waiting.push(...boxes);
    last = sequence;
  };
}

function openBitmap(): Show {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false })!;
  return (_, sequence) => {
    // What is handed over is gone from the canvas: it is all put again each time.
    context.putImageData(image, 0, 0);
    const bitmap = canvas.transferToImageBitmap();
    scope.postMessage({ type: 'bitmap', sequence, bitmap }, [bitmap]);
  };
}

function openWebGl(canvas: OffscreenCanvas): Show {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
  if (gl === null) throw new Error('no WebGL');
  const compile = (kind: number, source: string) => {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    return shader;
  };
  const program = gl.createProgram();
  const vertex =
    '#version 300 es\nvoid main(){vec2 p=vec2(gl_VertexID&1,gl_VertexID>>1)*4.-1.;gl_Position=vec4(p,0,1);}';
  const fragment = `#version 300 es
precision highp float; uniform sampler2D t; out vec4 c;
void main(){c=texelFetch(t,ivec2(gl_FragCoord.x,${heightPx}.-gl_FragCoord.y),0);}`;
  gl.attachShader(program, compile(gl.VERTEX_SHADER, vertex));
  gl.attachShader(program, compile(gl.FRAGMENT_SHADER, fragment));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error('the shaders do not link');
  gl.useProgram(program);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, widthPx, heightPx);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, widthPx);
  const bytes = new Uint8Array(image.data.buffer);
  return (boxes, sequence) => {
    for (const { xPx, yPx, widthPx: width, heightPx: height } of boxes) {
      gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, xPx);
      gl.pixelStorei(gl.UNPACK_SKIP_ROWS, yPx);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, xPx, yPx, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    }
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    painted(sequence);
  };
}

function copy({ xPx, yPx, widthPx: width, heightPx: height }: Box): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (yPx + y) * widthPx + xPx;
    out.set(words.subarray(start, start + width), y * width);
  }
  return new Uint8ClampedArray(out.buffer);
}

/** All boxes in one buffer, a returned one if it is large enough. */
function pack(boxes: readonly Box[]) {
  const sizePx = boxes.reduce((sum, box) => sum + box.widthPx * box.heightPx, 0);
  const buffer = spare !== undefined && spare.byteLength >= sizePx * 4 ? spare : new ArrayBuffer(sizePx * 4);
  spare = undefined;
  const out = new Uint32Array(buffer);
  let at = 0;
  return boxes.map((box) => {
    const first = at;
    for (let y = box.yPx; y < box.yPx + box.heightPx; y++) {
      const start = y * widthPx + box.xPx;
      out.set(words.subarray(start, start + box.widthPx), at);
      at += box.widthPx;
    }
    return { box, rgba: new Uint8ClampedArray(buffer, first * 4, (at - first) * 4) };
  });
}

function around(boxes: readonly Box[]): Box {
  const xPx = Math.min(...boxes.map((box) => box.xPx));
  const yPx = Math.min(...boxes.map((box) => box.yPx));
  return {
    xPx,
    yPx,
    widthPx: Math.max(...boxes.map((box) => box.xPx + box.widthPx)) - xPx,
    heightPx: Math.max(...boxes.map((box) => box.yPx + box.heightPx)) - yPx,
  };
}

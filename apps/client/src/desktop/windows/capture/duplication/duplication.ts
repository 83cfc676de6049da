import type { Captured, Frame } from '@fjernhjelp/host';
import { LaterDamage } from '@fjernhjelp/host/later-damage';
import type { Rect, ScreenPlace } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import { joinRects } from '../../../rects.ts';
import { ComObject, found, guid, results } from './com.ts';
import { frameInfo, readDirtyRects, readMoveRects } from './frame-info.ts';
import { type DuplicatedOutput, duplicateOutput } from './outputs.ts';

const texture2D = guid('6f15aaf2-d208-4e89-9ab4-489535d34f9c');
/** IDXGIOutputDuplication, ID3D11Device, ID3D11DeviceContext. */
const slots = {
  acquireNextFrame: 8,
  dirtyRects: 9,
  moveRects: 10,
  releaseFrame: 14,
  createTexture2D: 5,
  map: 14,
  unmap: 15,
  copyResource: 47,
} as const;
const READ = 1;
/** D3D11_MAPPED_SUBRESOURCE. */
const mapped = { sizeBytes: 16, address: 0, stride: 8 };
const PIXEL_BYTES = 4;
const P = 'void *';

type Changes = Pick<Captured, 'damage' | 'moves'>;

/**
 * One screen through Desktop Duplication: Windows itself says what changed and what only moved. What it said and we did not yet
 * take waits in Windows.
 */
export class Duplication {
  readonly #place: ScreenPlace;
  readonly #output: DuplicatedOutput;
  /** A copy of the newest picture that the processor can read. */
  readonly #copy: ComObject;
  readonly #info = Buffer.alloc(frameInfo.sizeBytes);
  readonly #later = new LaterDamage();
  #isFirst = true;
  #isMasked = false;

  /** @returns undefined when Windows does not give it */
  static open(place: ScreenPlace): Duplication | undefined {
    const output = duplicateOutput(place);
    if (output === undefined) return undefined;
    const copy = found((out) =>
      output.device.call(slots.createTexture2D, [P, P, P], readableTexture(place), null, out),
    );
    if (copy !== undefined) return new Duplication(place, output, copy);
    closeOutput(output);
    return undefined;
  }

  private constructor(place: ScreenPlace, output: DuplicatedOutput, copy: ComObject) {
    this.#place = place;
    this.#output = output;
    this.#copy = copy;
  }

  /** Whether Windows left protected windows out of the last picture. */
  get isMasked(): boolean {
    return this.#isMasked;
  }

  isOf({ xPx, yPx, widthPx, heightPx }: ScreenPlace): boolean {
    const place = this.#place;
    return place.xPx === xPx && place.yPx === yPx && place.widthPx === widthPx && place.heightPx === heightPx;
  }

  /**
   * @param mostPx as in `Capturer.capture`
   * @returns "not-yet" until Windows has drawn something since we began; undefined when the duplication is lost: the resolution, the
   *   desktop or the driver is another
   */
  grab(frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'not-yet' | undefined {
    const news = this.#takeNews();
    if (news === 'lost') return undefined;
    const isWhole = isFresh || (news !== 'nothing' && this.#isFirst);
    if (news !== 'nothing') this.#isFirst = false;
    if (this.#isFirst) return 'not-yet';
    const { widthPx, heightPx } = this.#place;
    const whole = { damage: [{ xPx: 0, yPx: 0, widthPx, heightPx }], moves: [] };
    const changed = news === 'nothing' ? { damage: [], moves: [] } : news;
    const captured = this.#later.take(isWhole ? whole : changed, mostPx);
    const written = [...captured.damage, ...captured.moves.map(({ rect }) => rect)];
    return written.length === 0 || this.#read(written, frame) ? captured : undefined;
  }

  close(): void {
    this.#copy.release();
    closeOutput(this.#output);
  }

  /** Copies the newest picture, if there is one that we do not have. */
  #takeNews(): Changes | 'nothing' | 'lost' {
    const { duplication, context } = this.#output;
    const out = new BigUint64Array(1);
    const result = duplication.call(slots.acquireNextFrame, ['uint', P, P], 0, this.#info, out);
    if (result === results.waitTimeout) return 'nothing';
    if (result < 0 || !out[0]) return 'lost';
    const resource = new ComObject(out[0]);
    try {
      this.#isMasked = this.#info.readUInt32LE(frameInfo.masked) !== 0;
      // Only the pointer moved; or nothing was drawn yet since we began, and the picture may be black.
      if (this.#info.readBigInt64LE(frameInfo.presentTime) === 0n) return 'nothing';
      const texture = resource.as(texture2D);
      if (texture === undefined) return 'lost';
      context.call(slots.copyResource, [P, P], this.#copy.pointer, texture.pointer);
      texture.release();
      return this.#readMetadata();
    } finally {
      resource.release();
      duplication.call(slots.releaseFrame, []);
    }
  }

  #readMetadata(): Changes | 'lost' {
    const { widthPx, heightPx } = this.#place;
    const moves = this.#readRects(slots.moveRects);
    const dirty = this.#readRects(slots.dirtyRects);
    if (moves === undefined || dirty === undefined) return 'lost';
    return {
      damage: joinRects(readDirtyRects(dirty, widthPx, heightPx)),
      moves: readMoveRects(moves, widthPx, heightPx),
    };
  }

  #readRects(slot: number): Buffer | undefined {
    const bytes = Buffer.alloc(this.#info.readUInt32LE(frameInfo.metadataBytes));
    const needed = new Uint32Array(1);
    if (bytes.length === 0) return bytes;
    const result = this.#output.duplication.call(slot, ['uint', P, P], bytes.length, bytes, needed);
    return result < 0 ? undefined : bytes.subarray(0, needed[0]);
  }

  /** Writes these rects into the frame. */
  #read(rects: readonly Rect[], frame: Frame): boolean {
    const { context } = this.#output;
    const target = Buffer.alloc(mapped.sizeBytes);
    const types = [P, 'uint', 'int', 'uint', P];
    if (context.call(slots.map, types, this.#copy.pointer, 0, READ, 0, target) < 0) return false;
    const stride = target.readUInt32LE(mapped.stride);
    const address = target.readBigUInt64LE(mapped.address);
    const pixels = new Uint8Array(koffi.view(address, stride * this.#place.heightPx));
    for (const rect of rects) copyRect(pixels, stride, rect, frame);
    context.call(slots.unmap, [P, 'uint'], this.#copy.pointer, 0);
    return true;
  }
}

function copyRect(pixels: Uint8Array, stride: number, rect: Rect, frame: Frame): void {
  const rowBytes = rect.widthPx * PIXEL_BYTES;
  for (let row = rect.yPx; row < rect.yPx + rect.heightPx; row++) {
    const from = row * stride + rect.xPx * PIXEL_BYTES;
    frame.pixels.set(pixels.subarray(from, from + rowBytes), (row * frame.widthPx + rect.xPx) * PIXEL_BYTES);
  }
}

/** D3D11_TEXTURE2D_DESC of one BGRA picture that only the processor reads. */
function readableTexture({ widthPx, heightPx }: ScreenPlace): Buffer {
  const [bgra, staging, cpuRead] = [87, 3, 0x20000];
  return Buffer.from(Uint32Array.of(widthPx, heightPx, 1, 1, bgra, 1, 0, staging, 0, cpuRead, 0).buffer);
}

function closeOutput({ duplication, context, device }: DuplicatedOutput): void {
  for (const object of [duplication, context, device]) object.release();
}

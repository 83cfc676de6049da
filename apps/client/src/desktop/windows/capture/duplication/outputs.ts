import type { ScreenPlace } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import type { Pointer } from '../../libraries.ts';
import { ComObject, found, guid } from './com.ts';

const factory1 = guid('770aae78-f26f-4dba-a829-253c83d1b387');
const output1 = guid('00cddea8-939b-4b83-a340-a685226666cc');
/** IDXGIFactory1, IDXGIAdapter, IDXGIOutput, IDXGIOutput1. */
const slots = { enumAdapters1: 12, enumOutputs: 7, outputDesc: 7, duplicateOutput: 22 } as const;
/** DXGI_OUTPUT_DESC: the name, where it lies, how it is turned. */
const outputDesc = { sizeBytes: 96, place: 64, attached: 80, rotation: 84 };
const NOT_TURNED = [0, 1];

/** D3D_DRIVER_TYPE_UNKNOWN: that of the adapter that is given. */
const OF_ADAPTER = 0;
const SDK_VERSION = 7;

const P = 'void *';

/** What draws one screen, its memory, and the stream of its pictures. */
export interface DuplicatedOutput {
  readonly device: ComObject;
  readonly context: ComObject;
  /** IDXGIOutputDuplication. */
  readonly duplication: ComObject;
}

/**
 * Opens the duplication of a screen. No program but us needs to agree; Windows refuses where the screen is drawn by a driver that cannot
 * (some remote desktop sessions), where it is turned, on the secure desktop, and while too many others do the same.
 * @returns undefined when it is refused or there is none (Wine has none)
 */
export function duplicateOutput(place: ScreenPlace): DuplicatedOutput | undefined {
  const { CreateDXGIFactory1 } = loadDxgi();
  const factory = found((out) => CreateDXGIFactory1(factory1, out));
  if (factory === undefined) return undefined;
  try {
    for (let index = 0; ; index++) {
      const adapter = found((out) => factory.call(slots.enumAdapters1, ['uint', P], index, out));
      if (adapter === undefined) return undefined;
      try {
        const output = findOutput(adapter, place);
        if (output !== undefined) return openDuplication(adapter, output);
      } finally {
        adapter.release();
      }
    }
  } finally {
    factory.release();
  }
}

function findOutput(adapter: ComObject, place: ScreenPlace): ComObject | undefined {
  for (let index = 0; ; index++) {
    const output = found((out) => adapter.call(slots.enumOutputs, ['uint', P], index, out));
    if (output === undefined) return undefined;
    const desc = Buffer.alloc(outputDesc.sizeBytes);
    if (output.call(slots.outputDesc, [P], desc) >= 0 && isAt(desc, place)) return output;
    output.release();
  }
}

/** @param desc DXGI_OUTPUT_DESC */
export function isAt(desc: Buffer, { xPx, yPx, widthPx, heightPx }: ScreenPlace): boolean {
  const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => desc.readInt32LE(outputDesc.place + at));
  const isThere = left === xPx && top === yPx && right === xPx + widthPx && bottom === yPx + heightPx;
  return isThere && NOT_TURNED.includes(desc.readUInt32LE(outputDesc.rotation));
}

/** Takes over the output. */
function openDuplication(adapter: ComObject, output: ComObject): DuplicatedOutput | undefined {
  const better = output.as(output1);
  output.release();
  if (better === undefined) return undefined;
  const made = createDevice(adapter);
  const duplication =
    made && found((out) => better.call(slots.duplicateOutput, [P, P], made.device.pointer, out));
  better.release();
  if (made !== undefined && duplication !== undefined) return { ...made, duplication };
  made?.context.release();
  made?.device.release();
  return undefined;
}

function createDevice(adapter: ComObject): { device: ComObject; context: ComObject } | undefined {
  const { D3D11CreateDevice } = loadD3d();
  const context = new BigUint64Array(1);
  const device = found((out) =>
    D3D11CreateDevice(adapter.pointer, OF_ADAPTER, null, 0, null, 0, SDK_VERSION, out, null, context),
  );
  return device && context[0] ? { device, context: new ComObject(context[0]) } : undefined;
}

/** Loaded when they are needed: graphics drivers come with them. */
function loadDxgi() {
  const lib = koffi.load('dxgi.dll');
  return {
    CreateDXGIFactory1: lib.func('CreateDXGIFactory1', 'int', [P, P]) as (
      iid: Buffer,
      out: BigUint64Array,
    ) => number,
  };
}

function loadD3d() {
  const lib = koffi.load('d3d11.dll');
  return {
    D3D11CreateDevice: lib.func('D3D11CreateDevice', 'int', [
      P,
      'int',
      P,
      'uint',
      P,
      'uint',
      'uint',
      P,
      P,
      P,
    ]) as (
      adapter: Pointer,
      driver: number,
      software: null,
      flags: number,
      levels: null,
      levelCount: number,
      version: number,
      device: BigUint64Array,
      level: null,
      context: BigUint64Array,
    ) => number,
  };
}

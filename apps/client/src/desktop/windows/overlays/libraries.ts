import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';

type Struct = NodeJS.ArrayBufferView;

const P = 'void *';

/** WNDCLASSEXW. */
const windowClass = koffi.struct({
  cbSize: 'uint',
  style: 'uint',
  lpfnWndProc: P,
  cbClsExtra: 'int',
  cbWndExtra: 'int',
  hInstance: P,
  hIcon: P,
  hCursor: P,
  hbrBackground: P,
  lpszMenuName: P,
  lpszClassName: 'str16',
  hIconSm: P,
});

interface WindowClass {
  readonly cbSize: number;
  readonly lpfnWndProc: Pointer | null;
  readonly hInstance: Pointer | null;
  readonly hbrBackground: Pointer | null;
  readonly lpszClassName: string;
}

export type OverlayLibraries = ReturnType<typeof loadOverlayLibraries>;

/** What windows with a shape need; see `../libraries.ts`. */
export function loadOverlayLibraries() {
  const user = koffi.load('user32.dll');
  const gdi = koffi.load('gdi32.dll');
  const kernel = koffi.load('kernel32.dll');
  return {
    GetModuleHandleW: kernel.func('GetModuleHandleW', P, ['str16']) as (
      name: string | null,
    ) => Pointer | null,
    GetProcAddress: kernel.func('GetProcAddress', P, [P, 'str']) as (
      module: Pointer,
      name: string,
    ) => Pointer | null,
    RegisterClassExW: user.func('RegisterClassExW', 'uint16', [koffi.pointer(windowClass)]) as (
      info: WindowClass,
    ) => number,
    SetLayeredWindowAttributes: user.func('SetLayeredWindowAttributes', 'int', [
      P,
      'uint',
      'uint8',
      'uint',
    ]) as (window: Pointer, key: number, alpha: number, flags: number) => number,
    /** The system has the region from then on. */
    SetWindowRgn: user.func('SetWindowRgn', 'int', [P, P, 'int']) as (
      window: Pointer,
      region: Pointer,
      paint: number,
    ) => number,
    RedrawWindow: user.func('RedrawWindow', 'int', [P, P, P, 'uint']) as (
      window: Pointer,
      rect: null,
      region: null,
      flags: number,
    ) => number,
    CreateSolidBrush: gdi.func('CreateSolidBrush', P, ['uint']) as (colour: number) => Pointer | null,
    CreateRectRgn: gdi.func('CreateRectRgn', P, ['int', 'int', 'int', 'int']) as (
      left: number,
      top: number,
      right: number,
      bottom: number,
    ) => Pointer | null,
    ExtCreateRegion: gdi.func('ExtCreateRegion', P, [P, 'uint', P]) as (
      transformation: null,
      sizeBytes: number,
      regionData: Struct,
    ) => Pointer | null,
    CombineRgn: gdi.func('CombineRgn', 'int', [P, P, P, 'int']) as (
      into: Pointer,
      first: Pointer,
      second: Pointer | null,
      operation: number,
    ) => number,
    OffsetRgn: gdi.func('OffsetRgn', 'int', [P, 'int', 'int']) as (
      region: Pointer,
      x: number,
      y: number,
    ) => number,
    GetRgnBox: gdi.func('GetRgnBox', 'int', [P, P]) as (region: Pointer, box: Struct) => number,
    DeleteObject: gdi.func('DeleteObject', 'int', [P]) as (object: Pointer) => number,
  };
}

import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';

const P = 'void *';

export type ClipboardLibraries = ReturnType<typeof loadClipboardLibraries>;

/** What a clipboard and the memory on it need; see `../libraries.ts`. */
export function loadClipboardLibraries() {
  const user = koffi.load('user32.dll');
  const kernel = koffi.load('kernel32.dll');
  return {
    OpenClipboard: user.func('OpenClipboard', 'int', [P]) as (owner: Pointer) => number,
    CloseClipboard: user.func('CloseClipboard', 'int', []) as () => number,
    EmptyClipboard: user.func('EmptyClipboard', 'int', []) as () => number,
    /** The system has the memory from then on, unless it answers null. */
    SetClipboardData: user.func('SetClipboardData', P, ['uint', P]) as (
      format: number,
      memory: Pointer,
    ) => Pointer | null,
    GetClipboardData: user.func('GetClipboardData', P, ['uint']) as (format: number) => Pointer | null,
    IsClipboardFormatAvailable: user.func('IsClipboardFormatAvailable', 'int', ['uint']) as (
      format: number,
    ) => number,
    RegisterClipboardFormatW: user.func('RegisterClipboardFormatW', 'uint', ['str16']) as (
      name: string,
    ) => number,
    GetClipboardOwner: user.func('GetClipboardOwner', P, []) as () => Pointer | null,
    AddClipboardFormatListener: user.func('AddClipboardFormatListener', 'int', [P]) as (
      window: Pointer,
    ) => number,
    RemoveClipboardFormatListener: user.func('RemoveClipboardFormatListener', 'int', [P]) as (
      window: Pointer,
    ) => number,
    GlobalAlloc: kernel.func('GlobalAlloc', P, ['uint', 'uintptr_t']) as (
      flags: number,
      sizeBytes: number,
    ) => Pointer | null,
    GlobalLock: kernel.func('GlobalLock', P, [P]) as (memory: Pointer) => Pointer | null,
    GlobalUnlock: kernel.func('GlobalUnlock', 'int', [P]) as (memory: Pointer) => number,
    GlobalSize: kernel.func('GlobalSize', 'uintptr_t', [P]) as (memory: Pointer) => number | bigint,
    GlobalFree: kernel.func('GlobalFree', P, [P]) as (memory: Pointer) => Pointer | null,
  };
}

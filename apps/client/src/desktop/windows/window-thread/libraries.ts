import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';

type Struct = NodeJS.ArrayBufferView;

const P = 'void *';
const WORD = 'uintptr_t';

export type WindowLibraries = ReturnType<typeof loadWindowLibraries>;

/** What a window and its messages need; see `../libraries.ts`. */
export function loadWindowLibraries() {
  const user = koffi.load('user32.dll');
  const kernel = koffi.load('kernel32.dll');
  const sessions = koffi.load('wtsapi32.dll');
  return {
    windowProcedure: koffi.pointer(koffi.proto('intptr_t', [P, 'uint', WORD, 'intptr_t'])),
    hookProcedure: koffi.pointer(koffi.proto('intptr_t', ['int', WORD, P])),
    CreateWindowExW: user.func('CreateWindowExW', P, [
      'uint',
      'str16',
      'str16',
      'uint',
      'int',
      'int',
      'int',
      'int',
      P,
      P,
      P,
      P,
    ]) as (
      extendedStyle: number,
      className: string,
      title: string,
      style: number,
      x: number,
      y: number,
      width: number,
      height: number,
      parent: Pointer | null,
      ...none: [null, null, null]
    ) => Pointer | null,
    DestroyWindow: user.func('DestroyWindow', 'int', [P]) as (window: Pointer) => number,
    SetWindowLongPtrW: user.func('SetWindowLongPtrW', P, [P, 'int', P]) as (
      window: Pointer,
      index: number,
      value: Pointer,
    ) => Pointer | null,
    DefWindowProcW: user.func('DefWindowProcW', 'intptr_t', [P, 'uint', WORD, 'intptr_t']) as (
      window: Pointer | null,
      message: number,
      word: number | bigint,
      long: number | bigint,
    ) => number | bigint,
    GetMessageW: user.func('GetMessageW', 'int', [P, P, 'uint', 'uint']) as (
      message: Struct,
      window: null,
      first: number,
      last: number,
    ) => number,
    DispatchMessageW: user.func('DispatchMessageW', 'intptr_t', [P]) as (message: Struct) => number | bigint,
    PostMessageW: user.func('PostMessageW', 'int', [P, 'uint', WORD, 'intptr_t']) as (
      window: Pointer,
      message: number,
      word: number,
      long: number,
    ) => number,
    SetWindowPos: user.func('SetWindowPos', 'int', [P, 'intptr_t', 'int', 'int', 'int', 'int', 'uint']) as (
      window: Pointer,
      after: number,
      x: number,
      y: number,
      width: number,
      height: number,
      flags: number,
    ) => number,
    ShowWindowAsync: user.func('ShowWindowAsync', 'int', [P, 'int']) as (
      window: Pointer,
      how: number,
    ) => number,
    UpdateLayeredWindow: user.func('UpdateLayeredWindow', 'int', [P, P, P, P, P, P, 'uint', P, 'uint']) as (
      window: Pointer,
      screen: null,
      place: Struct | null,
      size: Struct,
      from: Pointer,
      fromPlace: Struct,
      key: number,
      blend: Struct,
      flags: number,
    ) => number,
    SetWindowDisplayAffinity: user.func('SetWindowDisplayAffinity', 'int', [P, 'uint']) as (
      window: Pointer,
      affinity: number,
    ) => number,
    SetWindowsHookExW: user.func('SetWindowsHookExW', P, ['int', P, P, 'uint']) as (
      kind: number,
      procedure: Pointer,
      module: Pointer | null,
      thread: number,
    ) => Pointer | null,
    UnhookWindowsHookEx: user.func('UnhookWindowsHookEx', 'int', [P]) as (hook: Pointer) => number,
    CallNextHookEx: user.func('CallNextHookEx', 'intptr_t', [P, 'int', WORD, P]) as (
      hook: null,
      code: number,
      word: number | bigint,
      info: Pointer | null,
    ) => number | bigint,
    GetModuleHandleW: kernel.func('GetModuleHandleW', P, [P]) as (name: null) => Pointer | null,
    WTSRegisterSessionNotification: sessions.func('WTSRegisterSessionNotification', 'int', [P, 'uint']) as (
      window: Pointer,
      flags: number,
    ) => number,
    WTSUnRegisterSessionNotification: sessions.func('WTSUnRegisterSessionNotification', 'int', [P]) as (
      window: Pointer,
    ) => number,
  };
}

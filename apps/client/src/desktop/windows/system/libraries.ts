import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';

type Struct = NodeJS.ArrayBufferView;

const P = 'void *';

export type SystemLibraries = ReturnType<typeof loadSystemLibraries>;

/** What the client needs of Windows besides the desktop; see `../libraries.ts`. */
export function loadSystemLibraries() {
  const user = koffi.load('user32.dll');
  const kernel = koffi.load('kernel32.dll');
  return {
    MessageBoxW: user.func('MessageBoxW', 'int', [P, 'str16', 'str16', 'uint']) as (
      owner: null,
      text: string,
      title: string,
      kind: number,
    ) => number,
    GetUserPreferredUILanguages: kernel.func('GetUserPreferredUILanguages', 'int', ['uint', P, P, P]) as (
      flags: number,
      count: Struct,
      into: Struct,
      chars: Struct,
    ) => number,
  };
}

/** Opens an address with the program that the user has chosen for it. Loaded when it is needed. */
export function loadShell() {
  const shell = koffi.load('shell32.dll');
  return {
    ShellExecuteW: shell.func('ShellExecuteW', 'intptr_t', [
      P,
      'str16',
      'str16',
      'str16',
      'str16',
      'int',
    ]) as (owner: null, verb: string, what: string, args: null, folder: null, how: number) => number | bigint,
  };
}

/** Microsoft's HTTP client, which runs automatic-configuration scripts. Loaded when there is one. */
export function loadHttp() {
  const http = koffi.load('winhttp.dll');
  const kernel = koffi.load('kernel32.dll');
  return {
    WinHttpOpen: http.func('WinHttpOpen', P, ['str16', 'uint', P, P, 'uint']) as (
      agent: string,
      access: number,
      proxy: null,
      bypass: null,
      flags: number,
    ) => Pointer | null,
    WinHttpCloseHandle: http.func('WinHttpCloseHandle', 'int', [P]) as (handle: Pointer) => number,
    WinHttpSetTimeouts: http.func('WinHttpSetTimeouts', 'int', [P, 'int', 'int', 'int', 'int']) as (
      handle: Pointer,
      resolveMs: number,
      connectMs: number,
      sendMs: number,
      receiveMs: number,
    ) => number,
    WinHttpGetProxyForUrl: http.func('WinHttpGetProxyForUrl', 'int', [P, 'str16', P, P]),
    GlobalFree: kernel.func('GlobalFree', P, [P]) as (memory: Pointer) => Pointer | null,
  };
}

/** Loaded when it is read. */
export function loadRegistry() {
  const security = koffi.load('advapi32.dll');
  return {
    RegGetValueW: security.func('RegGetValueW', 'int', ['intptr_t', 'str16', 'str16', 'uint', P, P, P]) as (
      root: number,
      key: string,
      name: string,
      kinds: number,
      kind: null,
      into: Struct,
      sizeBytes: Struct,
    ) => number,
  };
}

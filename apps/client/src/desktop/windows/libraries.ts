import koffi, { type LibraryHandle } from 'koffi';
import { DesktopUnavailable } from '../errors.ts';

/**
 * The Win32 functions that the Windows desktop is made of. Names and arguments are Microsoft's own (learn.microsoft.com,
 * Windows API); struct layouts elsewhere in this folder are those of 64-bit Windows.
 */

/** An address or a handle (HWND, HDC, HBITMAP …); 0 never occurs, a NULL is `null`. */
export type Pointer = bigint;
/** Where C reads or writes a struct: during the call only. */
type Struct = NodeJS.ArrayBufferView;

const P = 'void *';

export type Libraries = ReturnType<typeof loadLibraries>;

/** @throws DesktopUnavailable "missing-library" with the library's file name */
export function loadLibraries() {
  const user = load('user32.dll');
  const kernel = load('kernel32.dll');
  return {
    ...screens(user),
    ...cursors(user),
    ...keyboard(user),
    ...windows(user),
    ...drawing(load('gdi32.dll')),
    ...processes(kernel, load('advapi32.dll')),
    ...sessions(user, load('wtsapi32.dll')),
    ...optional(user, load('shcore.dll')),
  };
}

function load(name: string): LibraryHandle {
  try {
    return koffi.load(name);
  } catch (cause) {
    throw new DesktopUnavailable('missing-library', name, { cause });
  }
}

/** What older Windows lack: each is undefined there. */
function optional(user: LibraryHandle, shcore: LibraryHandle) {
  return {
    /** From Windows 10 1703 on. */
    SetProcessDpiAwarenessContext: there(
      () => user.func('SetProcessDpiAwarenessContext', 'int', ['intptr_t']) as (context: number) => number,
    ),
    SetProcessDpiAwareness: there(
      () => shcore.func('SetProcessDpiAwareness', 'int', ['int']) as (awareness: number) => number,
    ),
  };
}

function there<Result>(declare: () => Result): Result | undefined {
  try {
    return declare();
  } catch {
    return undefined;
  }
}

function screens(lib: LibraryHandle) {
  return {
    GetSystemMetrics: lib.func('GetSystemMetrics', 'int', ['int']) as (index: number) => number,
    EnumDisplayMonitors: lib.func('EnumDisplayMonitors', 'int', [
      P,
      P,
      koffi.pointer(koffi.proto('int', [P, P, P, 'intptr_t'])),
      'intptr_t',
    ]) as (dc: null, clip: null, each: (monitor: Pointer) => number, data: number) => number,
    GetMonitorInfoW: lib.func('GetMonitorInfoW', 'int', [P, P]) as (monitor: Pointer, info: Struct) => number,
    GetDC: lib.func('GetDC', P, [P]) as (window: Pointer | null) => Pointer | null,
    ReleaseDC: lib.func('ReleaseDC', 'int', [P, P]) as (window: Pointer | null, dc: Pointer) => number,
  };
}

function cursors(lib: LibraryHandle) {
  return {
    GetCursorInfo: lib.func('GetCursorInfo', 'int', [P]) as (info: Struct) => number,
    CopyIcon: lib.func('CopyIcon', P, [P]) as (icon: Pointer) => Pointer | null,
    DestroyIcon: lib.func('DestroyIcon', 'int', [P]) as (icon: Pointer) => number,
    GetIconInfo: lib.func('GetIconInfo', 'int', [P, P]) as (icon: Pointer, info: Struct) => number,
  };
}

function keyboard(lib: LibraryHandle) {
  return {
    SendInput: lib.func('SendInput', 'uint', ['uint', P, 'int']) as (
      count: number,
      inputs: Struct,
      sizeBytes: number,
    ) => number,
    GetLastInputInfo: lib.func('GetLastInputInfo', 'int', [P]) as (info: Struct) => number,
    GetKeyboardLayout: lib.func('GetKeyboardLayout', P, ['uint']) as (thread: number) => Pointer | null,
    VkKeyScanExW: lib.func('VkKeyScanExW', 'short', ['uint16', P]) as (
      unit: number,
      layout: Pointer | null,
    ) => number,
    MapVirtualKeyExW: lib.func('MapVirtualKeyExW', 'uint', ['uint', 'uint', P]) as (
      code: number,
      kind: number,
      layout: Pointer | null,
    ) => number,
    GetKeyState: lib.func('GetKeyState', 'short', ['int']) as (virtualKey: number) => number,
  };
}

function windows(lib: LibraryHandle) {
  return {
    GetForegroundWindow: lib.func('GetForegroundWindow', P, []) as () => Pointer | null,
    GetWindowThreadProcessId: lib.func('GetWindowThreadProcessId', 'uint', [P, P]) as (
      window: Pointer,
      process: Struct | null,
    ) => number,
    GetWindowDisplayAffinity: lib.func('GetWindowDisplayAffinity', 'int', [P, P]) as (
      window: Pointer,
      affinity: Struct,
    ) => number,
    EnumWindows: lib.func('EnumWindows', 'int', [
      koffi.pointer(koffi.proto('int', [P, 'intptr_t'])),
      'intptr_t',
    ]) as (each: (window: Pointer) => number, data: number) => number,
    IsWindowVisible: lib.func('IsWindowVisible', 'int', [P]) as (window: Pointer) => number,
    IsIconic: lib.func('IsIconic', 'int', [P]) as (window: Pointer) => number,
  };
}

function drawing(lib: LibraryHandle) {
  return {
    CreateCompatibleDC: lib.func('CreateCompatibleDC', P, [P]) as (dc: Pointer | null) => Pointer | null,
    DeleteDC: lib.func('DeleteDC', 'int', [P]) as (dc: Pointer) => number,
    CreateDIBSection: lib.func('CreateDIBSection', P, [P, P, 'uint', P, P, 'uint']) as (
      dc: Pointer | null,
      info: Struct,
      usage: number,
      bits: Struct,
      section: null,
      offset: number,
    ) => Pointer | null,
    SelectObject: lib.func('SelectObject', P, [P, P]) as (dc: Pointer, object: Pointer) => Pointer | null,
    DeleteObject: lib.func('DeleteObject', 'int', [P]) as (object: Pointer) => number,
    GetObjectW: lib.func('GetObjectW', 'int', [P, 'int', P]) as (
      object: Pointer,
      sizeBytes: number,
      into: Struct,
    ) => number,
    GetDIBits: lib.func('GetDIBits', 'int', [P, P, 'uint', 'uint', P, P, 'uint']) as (
      dc: Pointer,
      bitmap: Pointer,
      firstRow: number,
      rows: number,
      bits: Struct,
      info: Struct,
      usage: number,
    ) => number,
    BitBlt: lib.func('BitBlt', 'int', [P, 'int', 'int', 'int', 'int', P, 'int', 'int', 'uint']) as (
      to: Pointer,
      toX: number,
      toY: number,
      width: number,
      height: number,
      from: Pointer,
      fromX: number,
      fromY: number,
      operation: number,
    ) => number,
    GdiFlush: lib.func('GdiFlush', 'int', []) as () => number,
  };
}

function processes(kernel: LibraryHandle, security: LibraryHandle) {
  return {
    CloseHandle: kernel.func('CloseHandle', 'int', [P]) as (handle: Pointer) => number,
    GetCurrentProcessId: kernel.func('GetCurrentProcessId', 'uint', []) as () => number,
    OpenProcess: kernel.func('OpenProcess', P, ['uint', 'int', 'uint']) as (
      access: number,
      inherit: number,
      process: number,
    ) => Pointer | null,
    OpenProcessToken: security.func('OpenProcessToken', 'int', [P, 'uint', P]) as (
      process: Pointer,
      access: number,
      token: Struct,
    ) => number,
    GetTokenInformation: security.func('GetTokenInformation', 'int', [P, 'int', P, 'uint', P]) as (
      token: Pointer,
      kind: number,
      into: Struct,
      sizeBytes: number,
      needed: Struct,
    ) => number,
  };
}

function sessions(user: LibraryHandle, lib: LibraryHandle) {
  return {
    OpenInputDesktop: user.func('OpenInputDesktop', P, ['uint', 'int', 'uint']) as (
      flags: number,
      inherit: number,
      access: number,
    ) => Pointer | null,
    CloseDesktop: user.func('CloseDesktop', 'int', [P]) as (desktop: Pointer) => number,
    GetUserObjectInformationW: user.func('GetUserObjectInformationW', 'int', [P, 'int', P, 'uint', P]) as (
      object: Pointer,
      kind: number,
      into: Struct,
      sizeBytes: number,
      needed: Struct,
    ) => number,
    WTSQuerySessionInformationW: lib.func('WTSQuerySessionInformationW', 'int', [P, 'uint', 'int', P, P]) as (
      server: null,
      session: number,
      kind: number,
      into: Struct,
      sizeBytes: Struct,
    ) => number,
    WTSFreeMemory: lib.func('WTSFreeMemory', 'void', [P]) as (memory: Pointer) => void,
  };
}

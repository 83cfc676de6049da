import koffi, { type LibraryHandle } from 'koffi';
import { DesktopUnavailable } from '../errors.ts';

/**
 * The C functions that the X11 desktop is made of. Names and arguments are Xlib's own (man pages of libX11, libXext,
 * libXdamage, libXfixes, libXtst, libXrandr, libXi); struct layouts elsewhere in this folder are those of 64-bit little-endian Linux.
 */

/** An address; 0 never occurs, a NULL is `null`. */
export type Pointer = bigint;
/** A window, pixmap, damage or region: Xlib's XID. */
export type Xid = number;
/** Where C writes results: the typed array is read or written during the call only. */
type Out = NodeJS.TypedArray;

const P = 'void *';
const XID = 'unsigned long';

/** Function type of `XSetIOErrorExitHandler`. */
const exitHandler = koffi.pointer(koffi.proto('void', [P, P]));

export type Libraries = ReturnType<typeof loadLibraries>;

/** @throws DesktopUnavailable "missing-library" with the library's file name */
export function loadLibraries() {
  const x11 = load('libX11.so.6');
  const xext = load('libXext.so.6');
  const xfixes = load('libXfixes.so.3');
  const xtst = load('libXtst.so.6');
  const libraries = {
    ...connection(x11),
    ...screen(x11),
    ...keyboard(x11),
    ...windows(x11),
    ...selections(x11),
    ...sharedMemory(xext),
    ...windowShapes(xext),
    ...fixes(xfixes),
    ...test(xtst),
    ...damage(load('libXdamage.so.1')),
    ...systemV(load('libc.so.6')),
    ...optional(() => randr(load('libXrandr.so.2'))),
    ...optional(() => inputDevices(load('libXi.so.6'))),
    ...optional(() => fonts(load('libXft.so.2'))),
    /** Takes a display and does nothing: stands in for the process-wide handlers, whose defaults end the process. */
    harmless: x11.symbol('XDefaultScreen') as Pointer,
  };
  libraries.XInitThreads();
  libraries.XSetErrorHandler(libraries.harmless);
  libraries.XSetIOErrorHandler(libraries.harmless);
  return libraries;
}

function load(name: string): LibraryHandle {
  try {
    return koffi.load(name);
  } catch (cause) {
    throw new DesktopUnavailable('missing-library', name, { cause });
  }
}

function connection(lib: LibraryHandle) {
  return {
    XInitThreads: lib.func('XInitThreads', 'int', []) as () => number,
    XSetErrorHandler: lib.func('XSetErrorHandler', P, [P]) as (handler: Pointer) => Pointer,
    XSetIOErrorHandler: lib.func('XSetIOErrorHandler', P, [P]) as (handler: Pointer) => Pointer,
    XOpenDisplay: lib.func('XOpenDisplay', P, ['str']) as (name: string | null) => Pointer | null,
    XCloseDisplay: lib.func('XCloseDisplay', 'int', [P]) as (display: Pointer) => number,
    XConnectionNumber: lib.func('XConnectionNumber', 'int', [P]) as (display: Pointer) => number,
    XEventsQueued: lib.func('XEventsQueued', 'int', [P, 'int']) as (display: Pointer, mode: number) => number,
    XPending: lib.func('XPending', 'int', [P]) as (display: Pointer) => number,
    XNextEvent: lib.func('XNextEvent', 'int', [P, P]) as (display: Pointer, event: Out) => number,
    XSync: lib.func('XSync', 'int', [P, 'int']) as (display: Pointer, discard: number) => number,
    XFlush: lib.func('XFlush', 'int', [P]) as (display: Pointer) => number,
    XGetAtomName: lib.func('XGetAtomName', P, [P, XID]) as (display: Pointer, atom: number) => Pointer | null,
    XFree: lib.func('XFree', 'int', [P]) as (memory: Pointer) => number,
    XGetEventData: lib.func('XGetEventData', 'int', [P, P]) as (display: Pointer, event: Out) => number,
    XFreeEventData: lib.func('XFreeEventData', 'void', [P, P]) as (display: Pointer, event: Out) => void,
    XQueryExtension: lib.func('XQueryExtension', 'int', [P, 'str', P, P, P]) as (
      display: Pointer,
      name: string,
      opcode: Out,
      eventBase: Out,
      errorBase: Out,
    ) => number,
    exitHandler,
    XSetIOErrorExitHandler: optional(
      () =>
        lib.func('XSetIOErrorExitHandler', 'void', [P, exitHandler, P]) as (
          display: Pointer,
          handler: Pointer,
          data: null,
        ) => void,
    ),
  };
}

/**
 * What a machine may lack: libX11 before 1.7 has no `XSetIOErrorExitHandler`, and there the loss of the X server still ends
 * the process; libXrandr before 1.5 knows no monitors; without libXi nothing tells of the pointer's moves
 * or of the user's hand; without libXft nothing is written on the screen.
 */
function optional<Result>(declare: () => Result): Result | undefined {
  try {
    return declare();
  } catch {
    return undefined;
  }
}

function screen(lib: LibraryHandle) {
  return {
    XDefaultRootWindow: lib.func('XDefaultRootWindow', XID, [P]) as (display: Pointer) => Xid,
    XDefaultScreen: lib.func('XDefaultScreen', 'int', [P]) as (display: Pointer) => number,
    XDefaultVisual: lib.func('XDefaultVisual', P, [P, 'int']) as (
      display: Pointer,
      screen: number,
    ) => Pointer,
    XDefaultDepth: lib.func('XDefaultDepth', 'int', [P, 'int']) as (
      display: Pointer,
      screen: number,
    ) => number,
    XDefaultColormap: lib.func('XDefaultColormap', XID, [P, 'int']) as (
      display: Pointer,
      screen: number,
    ) => Xid,
    XSelectInput: lib.func('XSelectInput', 'int', [P, XID, 'long']) as (
      display: Pointer,
      window: Xid,
      mask: number,
    ) => number,
    XGetGeometry: lib.func('XGetGeometry', 'int', [P, XID, P, P, P, P, P, P, P]) as (
      display: Pointer,
      drawable: Xid,
      root: Out,
      x: Out,
      y: Out,
      width: Out,
      height: Out,
      border: Out,
      depth: Out,
    ) => number,
    XQueryPointer: lib.func('XQueryPointer', 'int', [P, XID, P, P, P, P, P, P, P]) as (
      display: Pointer,
      window: Xid,
      root: Out,
      child: Out,
      rootX: Out,
      rootY: Out,
      x: Out,
      y: Out,
      state: Out,
    ) => number,
    XGetImage: lib.func('XGetImage', P, [P, XID, 'int', 'int', 'uint', 'uint', XID, 'int']) as (
      display: Pointer,
      drawable: Xid,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      format: number,
    ) => Pointer | null,
  };
}

function keyboard(lib: LibraryHandle) {
  return {
    XKeysymToKeycode: lib.func('XKeysymToKeycode', 'uint8_t', [P, XID]) as (
      display: Pointer,
      keysym: number,
    ) => number,
    XChangeKeyboardMapping: lib.func('XChangeKeyboardMapping', 'int', [P, 'int', 'int', P, 'int']) as (
      display: Pointer,
      firstKeycode: number,
      keysymsPerKeycode: number,
      keysyms: Out,
      count: number,
    ) => number,
    XGetModifierMapping: lib.func('XGetModifierMapping', P, [P]) as (display: Pointer) => Pointer | null,
    XFreeModifiermap: lib.func('XFreeModifiermap', 'int', [P]) as (map: Pointer) => number,
    XQueryKeymap: lib.func('XQueryKeymap', 'int', [P, P]) as (display: Pointer, keys: Out) => number,
    XGetKeyboardControl: lib.func('XGetKeyboardControl', 'int', [P, P]) as (
      display: Pointer,
      state: Out,
    ) => number,
    XChangeKeyboardControl: lib.func('XChangeKeyboardControl', 'int', [P, XID, P]) as (
      display: Pointer,
      mask: number,
      values: Out,
    ) => number,
    XGetPointerMapping: lib.func('XGetPointerMapping', 'int', [P, P, 'int']) as (
      display: Pointer,
      map: Out,
      size: number,
    ) => number,
    XkbQueryExtension: lib.func('XkbQueryExtension', 'int', [P, P, P, P, P, P]) as (
      display: Pointer,
      opcode: Out,
      eventBase: Out,
      errorBase: Out,
      major: Out,
      minor: Out,
    ) => number,
    XkbSelectEvents: lib.func('XkbSelectEvents', 'int', [P, 'uint', 'uint', 'uint']) as (
      display: Pointer,
      device: number,
      affect: number,
      values: number,
    ) => number,
    XkbSelectEventDetails: lib.func('XkbSelectEventDetails', 'int', [
      P,
      'uint',
      'uint',
      'unsigned long',
      'unsigned long',
    ]) as (display: Pointer, device: number, type: number, affect: number, details: number) => number,
    XkbGetState: lib.func('XkbGetState', 'int', [P, 'uint', P]) as (
      display: Pointer,
      device: number,
      state: Out,
    ) => number,
    XkbGetMap: lib.func('XkbGetMap', P, [P, 'uint', 'uint']) as (
      display: Pointer,
      which: number,
      device: number,
    ) => Pointer | null,
    XkbFreeKeyboard: lib.func('XkbFreeKeyboard', 'void', [P, 'uint', 'int']) as (
      map: Pointer,
      which: number,
      all: number,
    ) => void,
    XkbTranslateKeyCode: lib.func('XkbTranslateKeyCode', 'int', [P, 'uint8_t', 'uint', P, P]) as (
      map: Pointer,
      keycode: number,
      state: number,
      unconsumed: Out,
      keysym: Out,
    ) => number,
    XkbLockModifiers: lib.func('XkbLockModifiers', 'int', [P, 'uint', 'uint', 'uint']) as (
      display: Pointer,
      device: number,
      affect: number,
      values: number,
    ) => number,
  };
}

function windows(lib: LibraryHandle) {
  return {
    XCreateSimpleWindow: lib.func('XCreateSimpleWindow', XID, [
      P,
      XID,
      'int',
      'int',
      'uint',
      'uint',
      'uint',
      XID,
      XID,
    ]) as (
      display: Pointer,
      parent: Xid,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      borderPixel: number,
      backgroundPixel: number,
    ) => Xid,
    XChangeWindowAttributes: lib.func('XChangeWindowAttributes', 'int', [P, XID, XID, P]) as (
      display: Pointer,
      window: Xid,
      mask: number,
      attributes: Out,
    ) => number,
    XStoreName: lib.func('XStoreName', 'int', [P, XID, 'str']) as (
      display: Pointer,
      window: Xid,
      name: string,
    ) => number,
    XMoveWindow: lib.func('XMoveWindow', 'int', [P, XID, 'int', 'int']) as (
      display: Pointer,
      window: Xid,
      x: number,
      y: number,
    ) => number,
    XResizeWindow: lib.func('XResizeWindow', 'int', [P, XID, 'uint', 'uint']) as (
      display: Pointer,
      window: Xid,
      width: number,
      height: number,
    ) => number,
    XRaiseWindow: lib.func('XRaiseWindow', 'int', [P, XID]) as (display: Pointer, window: Xid) => number,
    XSetWindowBackground: lib.func('XSetWindowBackground', 'int', [P, XID, XID]) as (
      display: Pointer,
      window: Xid,
      pixel: number,
    ) => number,
    XClearWindow: lib.func('XClearWindow', 'int', [P, XID]) as (display: Pointer, window: Xid) => number,
    XMapRaised: lib.func('XMapRaised', 'int', [P, XID]) as (display: Pointer, window: Xid) => number,
    XUnmapWindow: lib.func('XUnmapWindow', 'int', [P, XID]) as (display: Pointer, window: Xid) => number,
    XDestroyWindow: lib.func('XDestroyWindow', 'int', [P, XID]) as (display: Pointer, window: Xid) => number,
    XCreatePixmap: lib.func('XCreatePixmap', XID, [P, XID, 'uint', 'uint', 'uint']) as (
      display: Pointer,
      drawable: Xid,
      width: number,
      height: number,
      depth: number,
    ) => Xid,
    XFreePixmap: lib.func('XFreePixmap', 'int', [P, XID]) as (display: Pointer, pixmap: Xid) => number,
    XSetWindowBackgroundPixmap: lib.func('XSetWindowBackgroundPixmap', 'int', [P, XID, XID]) as (
      display: Pointer,
      window: Xid,
      pixmap: Xid,
    ) => number,
    XCreateGC: lib.func('XCreateGC', P, [P, XID, XID, P]) as (
      display: Pointer,
      drawable: Xid,
      mask: number,
      values: null,
    ) => Pointer,
    XSetForeground: lib.func('XSetForeground', 'int', [P, P, XID]) as (
      display: Pointer,
      gc: Pointer,
      pixel: number,
    ) => number,
    XFillRectangles: lib.func('XFillRectangles', 'int', [P, XID, P, P, 'int']) as (
      display: Pointer,
      drawable: Xid,
      gc: Pointer,
      rectangles: Out,
      count: number,
    ) => number,
    XFreeGC: lib.func('XFreeGC', 'int', [P, P]) as (display: Pointer, gc: Pointer) => number,
  };
}

function selections(lib: LibraryHandle) {
  return {
    XInternAtom: lib.func('XInternAtom', XID, [P, 'str', 'int']) as (
      display: Pointer,
      name: string,
      onlyIfExists: number,
    ) => number,
    XGetSelectionOwner: lib.func('XGetSelectionOwner', XID, [P, XID]) as (
      display: Pointer,
      selection: number,
    ) => Xid,
    XSetSelectionOwner: lib.func('XSetSelectionOwner', 'int', [P, XID, XID, XID]) as (
      display: Pointer,
      selection: number,
      owner: Xid,
      time: number,
    ) => number,
    XConvertSelection: lib.func('XConvertSelection', 'int', [P, XID, XID, XID, XID, XID]) as (
      display: Pointer,
      selection: number,
      target: number,
      property: number,
      requestor: Xid,
      time: number,
    ) => number,
    XGetWindowProperty: lib.func('XGetWindowProperty', 'int', [
      P,
      XID,
      XID,
      'long',
      'long',
      'int',
      XID,
      P,
      P,
      P,
      P,
      P,
    ]) as (
      display: Pointer,
      window: Xid,
      property: number,
      offset: number,
      length: number,
      isDeleted: number,
      wanted: number,
      type: Out,
      format: Out,
      items: Out,
      bytesAfter: Out,
      address: Out,
    ) => number,
    XChangeProperty: lib.func('XChangeProperty', 'int', [P, XID, XID, XID, 'int', 'int', P, 'int']) as (
      display: Pointer,
      window: Xid,
      property: number,
      type: number,
      format: number,
      mode: number,
      value: Out,
      items: number,
    ) => number,
    XSendEvent: lib.func('XSendEvent', 'int', [P, XID, 'int', 'long', P]) as (
      display: Pointer,
      window: Xid,
      isPropagated: number,
      mask: number,
      event: Out,
    ) => number,
  };
}

function sharedMemory(lib: LibraryHandle) {
  return {
    XShmQueryExtension: lib.func('XShmQueryExtension', 'int', [P]) as (display: Pointer) => number,
    XShmCreateImage: lib.func('XShmCreateImage', P, [P, P, 'uint', 'int', P, P, 'uint', 'uint']) as (
      display: Pointer,
      visual: Pointer,
      depth: number,
      format: number,
      pixels: Pointer | null,
      segment: Pointer,
      width: number,
      height: number,
    ) => Pointer | null,
    XShmAttach: lib.func('XShmAttach', 'int', [P, P]) as (display: Pointer, segment: Pointer) => number,
    XShmDetach: lib.func('XShmDetach', 'int', [P, P]) as (display: Pointer, segment: Pointer) => number,
    XShmGetImage: lib.func('XShmGetImage', 'int', [P, XID, P, 'int', 'int', XID]) as (
      display: Pointer,
      drawable: Xid,
      image: Pointer,
      x: number,
      y: number,
      planes: number,
    ) => number,
  };
}

function windowShapes(lib: LibraryHandle) {
  return {
    XShapeCombineRectangles: lib.func('XShapeCombineRectangles', 'void', [
      P,
      XID,
      'int',
      'int',
      'int',
      P,
      'int',
      'int',
      'int',
    ]) as (
      display: Pointer,
      window: Xid,
      kind: number,
      x: number,
      y: number,
      rectangles: Out | null,
      count: number,
      operation: number,
      ordering: number,
    ) => void,
  };
}

function fonts(lib: LibraryHandle) {
  return {
    XftFontOpenName: lib.func('XftFontOpenName', P, [P, 'int', 'str']) as (
      display: Pointer,
      screen: number,
      name: string,
    ) => Pointer | null,
    XftFontClose: lib.func('XftFontClose', 'void', [P, P]) as (display: Pointer, font: Pointer) => void,
    XftTextExtentsUtf8: lib.func('XftTextExtentsUtf8', 'void', [P, P, P, 'int', P]) as (
      display: Pointer,
      font: Pointer,
      text: Out,
      sizeBytes: number,
      extents: Out,
    ) => void,
    XftDrawCreate: lib.func('XftDrawCreate', P, [P, XID, P, XID]) as (
      display: Pointer,
      drawable: Xid,
      visual: Pointer,
      colormap: Xid,
    ) => Pointer | null,
    XftDrawStringUtf8: lib.func('XftDrawStringUtf8', 'void', [P, P, P, 'int', 'int', P, 'int']) as (
      draw: Pointer,
      colour: Out,
      font: Pointer,
      x: number,
      y: number,
      text: Out,
      sizeBytes: number,
    ) => void,
    XftDrawDestroy: lib.func('XftDrawDestroy', 'void', [P]) as (draw: Pointer) => void,
  };
}

function fixes(lib: LibraryHandle) {
  return {
    XFixesQueryExtension: lib.func('XFixesQueryExtension', 'int', [P, P, P]) as (
      display: Pointer,
      eventBase: Out,
      errorBase: Out,
    ) => number,
    XFixesSelectCursorInput: lib.func('XFixesSelectCursorInput', 'void', [P, XID, XID]) as (
      display: Pointer,
      window: Xid,
      mask: number,
    ) => void,
    XFixesSelectSelectionInput: lib.func('XFixesSelectSelectionInput', 'void', [P, XID, XID, XID]) as (
      display: Pointer,
      window: Xid,
      selection: number,
      mask: number,
    ) => void,
    XFixesGetCursorImage: lib.func('XFixesGetCursorImage', P, [P]) as (display: Pointer) => Pointer | null,
    XFixesCreateRegion: lib.func('XFixesCreateRegion', XID, [P, P, 'int']) as (
      display: Pointer,
      rectangles: Out | null,
      count: number,
    ) => Xid,
    XFixesDestroyRegion: lib.func('XFixesDestroyRegion', 'void', [P, XID]) as (
      display: Pointer,
      region: Xid,
    ) => void,
    XFixesFetchRegion: lib.func('XFixesFetchRegion', P, [P, XID, P]) as (
      display: Pointer,
      region: Xid,
      count: Out,
    ) => Pointer | null,
    XFixesSetWindowShapeRegion: lib.func('XFixesSetWindowShapeRegion', 'void', [
      P,
      XID,
      'int',
      'int',
      'int',
      XID,
    ]) as (display: Pointer, window: Xid, kind: number, x: number, y: number, region: Xid) => void,
  };
}

function damage(lib: LibraryHandle) {
  return {
    XDamageQueryExtension: lib.func('XDamageQueryExtension', 'int', [P, P, P]) as (
      display: Pointer,
      eventBase: Out,
      errorBase: Out,
    ) => number,
    XDamageCreate: lib.func('XDamageCreate', XID, [P, XID, 'int']) as (
      display: Pointer,
      drawable: Xid,
      level: number,
    ) => Xid,
    XDamageDestroy: lib.func('XDamageDestroy', 'void', [P, XID]) as (display: Pointer, damage: Xid) => void,
    XDamageSubtract: lib.func('XDamageSubtract', 'void', [P, XID, XID, XID]) as (
      display: Pointer,
      damage: Xid,
      repair: Xid,
      parts: Xid,
    ) => void,
  };
}

function test(lib: LibraryHandle) {
  return {
    XTestQueryExtension: lib.func('XTestQueryExtension', 'int', [P, P, P, P, P]) as (
      display: Pointer,
      eventBase: Out,
      errorBase: Out,
      major: Out,
      minor: Out,
    ) => number,
    XTestGrabControl: lib.func('XTestGrabControl', 'int', [P, 'int']) as (
      display: Pointer,
      impervious: number,
    ) => number,
    XTestFakeKeyEvent: lib.func('XTestFakeKeyEvent', 'int', [P, 'uint', 'int', XID]) as (
      display: Pointer,
      keycode: number,
      down: number,
      delayMs: number,
    ) => number,
    XTestFakeButtonEvent: lib.func('XTestFakeButtonEvent', 'int', [P, 'uint', 'int', XID]) as (
      display: Pointer,
      button: number,
      down: number,
      delayMs: number,
    ) => number,
    XTestFakeMotionEvent: lib.func('XTestFakeMotionEvent', 'int', [P, 'int', 'int', 'int', XID]) as (
      display: Pointer,
      screen: number,
      x: number,
      y: number,
      delayMs: number,
    ) => number,
  };
}

function randr(lib: LibraryHandle) {
  return {
    XRRQueryExtension: lib.func('XRRQueryExtension', 'int', [P, P, P]) as (
      display: Pointer,
      eventBase: Out,
      errorBase: Out,
    ) => number,
    XRRQueryVersion: lib.func('XRRQueryVersion', 'int', [P, P, P]) as (
      display: Pointer,
      major: Out,
      minor: Out,
    ) => number,
    XRRSelectInput: lib.func('XRRSelectInput', 'void', [P, XID, 'int']) as (
      display: Pointer,
      window: Xid,
      mask: number,
    ) => void,
    XRRGetMonitors: lib.func('XRRGetMonitors', P, [P, XID, 'int', P]) as (
      display: Pointer,
      window: Xid,
      activeOnly: number,
      count: Out,
    ) => Pointer | null,
    XRRFreeMonitors: lib.func('XRRFreeMonitors', 'void', [P]) as (monitors: Pointer) => void,
  };
}

function inputDevices(lib: LibraryHandle) {
  return {
    XIQueryVersion: lib.func('XIQueryVersion', 'int', [P, P, P]) as (
      display: Pointer,
      major: Out,
      minor: Out,
    ) => number,
    XISelectEvents: lib.func('XISelectEvents', 'int', [P, XID, P, 'int']) as (
      display: Pointer,
      window: Xid,
      masks: Out,
      count: number,
    ) => number,
    XIQueryDevice: lib.func('XIQueryDevice', P, [P, 'int', P]) as (
      display: Pointer,
      device: number,
      count: Out,
    ) => Pointer | null,
    XIFreeDeviceInfo: lib.func('XIFreeDeviceInfo', 'void', [P]) as (devices: Pointer) => void,
  };
}

function systemV(lib: LibraryHandle) {
  return {
    shmget: lib.func('shmget', 'int', ['int', 'size_t', 'int']) as (
      key: number,
      sizeBytes: number,
      flags: number,
    ) => number,
    /** @returns all ones (−1) when it failed */
    shmat: lib.func('shmat', P, ['int', P, 'int']) as (id: number, at: null, flags: number) => Pointer,
    shmdt: lib.func('shmdt', 'int', [P]) as (at: Pointer) => number,
    shmctl: lib.func('shmctl', 'int', ['int', 'int', P]) as (
      id: number,
      command: number,
      buffer: null,
    ) => number,
  };
}

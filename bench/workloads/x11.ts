import koffi from 'koffi';

const x11 = koffi.load('libX11.so.6');
const xft = koffi.load('libXft.so.2');
const libc = koffi.load('libc.so.6');

/** The few Xlib and Xft calls that paint a workload (Xlib Programming Manual, X11R6; Xft(3)). */
export const X = {
  openDisplay: x11.func('void *XOpenDisplay(const char *name)'),
  closeDisplay: x11.func('int XCloseDisplay(void *display)'),
  connectionNumber: x11.func('int XConnectionNumber(void *display)'),
  rootWindow: x11.func('unsigned long XDefaultRootWindow(void *display)'),
  visual: x11.func('void *XDefaultVisual(void *display, int screen)'),
  colormap: x11.func('unsigned long XDefaultColormap(void *display, int screen)'),
  createSimpleWindow: x11.func(
    'unsigned long XCreateSimpleWindow(void *d, unsigned long parent, int x, int y, unsigned int w, unsigned int h, unsigned int border, unsigned long borderPixel, unsigned long background)',
  ),
  storeName: x11.func('int XStoreName(void *display, unsigned long window, const char *name)'),
  mapRaised: x11.func('int XMapRaised(void *display, unsigned long window)'),
  changeAttributes: x11.func(
    'int XChangeWindowAttributes(void *d, unsigned long w, unsigned long mask, uint8_t *attributes)',
  ),
  selectInput: x11.func('int XSelectInput(void *d, unsigned long window, long mask)'),
  setInputFocus: x11.func('int XSetInputFocus(void *d, unsigned long w, int revertTo, unsigned long time)'),
  pending: x11.func('int XPending(void *display)'),
  nextEvent: x11.func('int XNextEvent(void *display, uint8_t *event)'),
  keysym: x11.func('unsigned long XKeycodeToKeysym(void *display, uint8_t keycode, int index)'),
  createPixmap: x11.func(
    'unsigned long XCreatePixmap(void *d, unsigned long w, unsigned int width, unsigned int height, unsigned int depth)',
  ),
  createGC: x11.func('void *XCreateGC(void *d, unsigned long drawable, unsigned long mask, void *values)'),
  setForeground: x11.func('int XSetForeground(void *d, void *gc, unsigned long pixel)'),
  fillRectangle: x11.func(
    'int XFillRectangle(void *d, unsigned long drawable, void *gc, int x, int y, unsigned int w, unsigned int h)',
  ),
  copyArea: x11.func(
    'int XCopyArea(void *d, unsigned long from, unsigned long to, void *gc, int sx, int sy, unsigned int w, unsigned int h, int dx, int dy)',
  ),
  createImage: x11.func(
    'void *XCreateImage(void *d, void *visual, unsigned int depth, int format, int offset, void *pixels, unsigned int w, unsigned int h, int pad, int stride)',
  ),
  putImage: x11.func(
    'int XPutImage(void *d, unsigned long drawable, void *gc, void *image, int sx, int sy, int dx, int dy, unsigned int w, unsigned int h)',
  ),
  getImage: x11.func(
    'void *XGetImage(void *d, unsigned long drawable, int x, int y, unsigned int w, unsigned int h, unsigned long planes, int format)',
  ),
  destroyImage: x11.func('int XDestroyImage(void *image)'),
  sync: x11.func('int XSync(void *display, int discard)'),
};

export const Xft = {
  openFont: xft.func('void *XftFontOpenName(void *display, int screen, const char *name)'),
  createDraw: xft.func(
    'void *XftDrawCreate(void *display, unsigned long drawable, void *visual, unsigned long colormap)',
  ),
  allocColor: xft.func(
    'int XftColorAllocValue(void *display, void *visual, unsigned long colormap, uint16_t *rgba, uint8_t *result)',
  ),
  drawString: xft.func(
    'void XftDrawStringUtf8(void *draw, uint8_t *color, void *font, int x, int y, const char *text, int length)',
  ),
};

const poll = libc.func('int poll(uint8_t *descriptors, unsigned long count, int timeoutMs)');
const POLL_IN = 1;
const POLL_ENDED = 8 | 16;

/** Waits until one of the descriptors can be read, or for so long. @returns those that can */
export function waitReadable(descriptors: readonly number[], timeoutMs: number): number[] {
  const entries = new Uint8Array(8 * descriptors.length);
  const view = new DataView(entries.buffer);
  descriptors.forEach((descriptor, i) => {
    view.setInt32(i * 8, descriptor, true);
    view.setInt16(i * 8 + 4, POLL_IN, true);
  });
  poll(entries, descriptors.length, timeoutMs);
  return descriptors.filter((_, i) => (view.getInt16(i * 8 + 6, true) & (POLL_IN | POLL_ENDED)) !== 0);
}

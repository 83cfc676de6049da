import koffi from 'koffi';

const lib = koffi.load('libX11.so.6');

/** The few Xlib calls that paint a workload (Xlib Programming Manual, X11R6). */
export const X = {
  openDisplay: lib.func('void *XOpenDisplay(const char *name)'),
  closeDisplay: lib.func('int XCloseDisplay(void *display)'),
  rootWindow: lib.func('unsigned long XDefaultRootWindow(void *display)'),
  createSimpleWindow: lib.func(
    'unsigned long XCreateSimpleWindow(void *d, unsigned long parent, int x, int y, unsigned int w, unsigned int h, unsigned int border, unsigned long borderPixel, unsigned long background)',
  ),
  storeName: lib.func('int XStoreName(void *display, unsigned long window, const char *name)'),
  mapRaised: lib.func('int XMapRaised(void *display, unsigned long window)'),
  changeOverride: lib.func(
    'int XChangeWindowAttributes(void *d, unsigned long w, unsigned long mask, uint8_t *attributes)',
  ),
  createGC: lib.func('void *XCreateGC(void *d, unsigned long drawable, unsigned long mask, void *values)'),
  setForeground: lib.func('int XSetForeground(void *d, void *gc, unsigned long pixel)'),
  fillRectangle: lib.func(
    'int XFillRectangle(void *d, unsigned long drawable, void *gc, int x, int y, unsigned int w, unsigned int h)',
  ),
  copyArea: lib.func(
    'int XCopyArea(void *d, unsigned long from, unsigned long to, void *gc, int sx, int sy, unsigned int w, unsigned int h, int dx, int dy)',
  ),
  loadFont: lib.func('unsigned long XLoadFont(void *d, const char *name)'),
  setFont: lib.func('int XSetFont(void *d, void *gc, unsigned long font)'),
  drawString: lib.func(
    'int XDrawString(void *d, unsigned long drawable, void *gc, int x, int y, const char *text, int length)',
  ),
  sync: lib.func('int XSync(void *display, int discard)'),
};

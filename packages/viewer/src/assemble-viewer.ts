import type { Clock, ScreenSize } from '@fjernhjelp/protocol';
import type { Channel } from '@fjernhjelp/session';
import { createCursorView } from './display/cursor-view.ts';
import { createDisplay } from './display/display.ts';
import { createLayout } from './display/layout.ts';
import { createSurface } from './display/surface.ts';
import { createInput } from './input/input.ts';
import { platformOf } from './input/key-event.ts';
import { createSession, type Session } from './state/session.ts';
import type { Viewer, ViewerOptions } from './viewer-types.ts';

/**
 * Wires the parts of one session: elements, display, input and state. Begins at once.
 * @param openChannel rejects with PairingFailure | TransportFailure | ProtocolViolation
 */
export function assembleViewer(
  options: ViewerOptions,
  clock: Clock,
  openChannel: (signal: AbortSignal) => Promise<Channel>,
): Viewer {
  let screen: ScreenSize | undefined;
  const surface = createSurface(options.container, options.label ?? '', options.description ?? '');
  const layout = createLayout(surface.scroller, surface.canvas);
  const cursor = createCursorView(surface.canvas);
  const display = createDisplay(surface.canvas, {
    painted: (answer) => session.acknowledge(answer),
    resized(size) {
      screen = size;
      layout.setScreen(size);
      session.resized(size);
    },
    failed: (reason) => session.end(reason),
  });
  const input = createInput({
    canvas: surface.canvas,
    field: surface.field,
    clock,
    platform: platformOf(navigator),
    screen: () => screen,
    send: (message) => session.sendInput(message),
    queuedBytes: () => session.queuedInputBytes(),
    onRelease: options.onRelease ?? (() => surface.field.blur()),
  });
  const session: Session = createSession({
    helper: options,
    openChannel,
    showPicture: (message) => display.show(message),
    showCursor: (shape) => cursor.show(shape),
    setInput(mode) {
      input.setMode(mode);
      cursor.setOn(mode === 'control');
    },
    over,
    report: reportError,
  });
  const leave = () => session.end('ended-by-helper');
  window.addEventListener('pagehide', leave);

  /** The picture of somebody's screen does not stay on the page. */
  function over(): void {
    window.removeEventListener('pagehide', leave);
    input.close();
    display.close();
    layout.close();
    surface.remove();
  }

  return {
    get status() {
      return session.status;
    },
    subscribe: (listener) => session.subscribe(listener),
    requestGrant: (grant, reason) => session.requestGrant(grant, reason),
    dropGrant: (grant) => session.dropGrant(grant),
    setScale: (scale) => layout.setScale(scale),
    focus: () => surface.field.focus({ preventScroll: true }),
    end: leave,
    close: leave,
  };
}

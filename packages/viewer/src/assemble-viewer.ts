import type { Clock } from '@fjernhjelp/protocol';
import type { ViewerChannel } from '@fjernhjelp/session';
import { createCounting } from './counters/counters.ts';
import { createCursorView } from './display/cursor-view.ts';
import { createDisplay } from './display/display.ts';
import { createLayout } from './display/layout.ts';
import { createSurface } from './display/surface.ts';
import { createInput } from './input/input.ts';
import { platformOf } from './input/key-event.ts';
import { openBrowserPeer } from './path/open-browser-peer.ts';
import { createPath, type Path } from './path/path.ts';
import { createSession, type Session } from './state/session.ts';
import type { Viewer, ViewerOptions } from './viewer-types.ts';
import { createScreenChoice } from './watch/screen-choice.ts';
import { createWatch } from './watch/watch.ts';

/**
 * Wires the parts of one session: elements, display, input and state. Begins at once.
 * @param openChannel rejects with PairingFailure | TransportFailure | ProtocolViolation
 */
export function assembleViewer(
  options: ViewerOptions,
  clock: Clock,
  openChannel: (signal: AbortSignal) => Promise<ViewerChannel>,
): Viewer {
  const surface = createSurface(options.container, options.label ?? '', options.description ?? '');
  const watch = createWatch({ clock, send: (answer) => session.answerPicture(answer) });
  const cursor = createCursorView(surface.canvas);
  const layout = createLayout(surface.scroller, surface.canvas, (shown) => {
    watch.setShown(shown);
    cursor.placed();
  });
  const counting = createCounting();
  const display = createDisplay(surface.canvas, {
    painted(painted) {
      counting.painted(painted);
      const { sequence } = painted;
      if (sequence !== undefined) session.answerPicture({ type: 'painted', sequence });
    },
    resized(picture) {
      choice.pictured(picture);
      layout.setPicture(picture);
    },
    screens: (all) => choice.tell(all),
    statistics(statistics) {
      counting.statistics(statistics);
      watch.statistics(statistics);
    },
    failed: (reason) => session.end(reason),
  });
  const choice = createScreenChoice({
    switched({ screen }) {
      // What is held down was pressed on the other one.
      input.letGo();
      layout.setPicture(undefined);
      display.showScreen(screen);
    },
    changed(shown, screens) {
      cursor.setScreen(shown);
      layout.setScreen(shown);
      if (screens !== undefined) watch.setScreen(shown.screen, shown);
      session.showing(shown, screens);
    },
  });
  const input = createInput({
    canvas: surface.canvas,
    field: surface.field,
    clock,
    platform: platformOf(navigator),
    screen: () => choice.shown,
    send(message) {
      if (message.type === 'pointer') cursor.moved(message);
      session.sendInput(message);
    },
    queuedBytes: () => session.queuedInputBytes(),
    onView: (move) => layout.moveView(move),
    onTyping: (typing) => session.typing(typing),
    onRelease: options.onRelease ?? (() => surface.field.blur()),
  });
  let channel: ViewerChannel | undefined;
  let path: Path | undefined;
  const createPathPart = createPath({
    openPeer: openBrowserPeer,
    isDirect: () => channel?.isDirect === true,
    moveTo: async (transport) => (await channel?.moveTo(transport)) === true,
  });
  const session: Session = createSession({
    clock,
    time: () => Date.now(),
    parts: [
      (ports) => {
        path = createPathPart(ports);
        return path;
      },
    ],
    helper: options,
    async openChannel(signal) {
      channel = await openChannel(signal);
      return channel;
    },
    showPicture: (message) => display.show(message),
    showCursor: (message) => cursor.hear(message),
    setInput(mode) {
      input.setMode(mode);
      cursor.setOn(mode === 'control');
    },
    over,
    report: reportError,
  });
  session.subscribe(({ userActive, requestedGrant }) => {
    // The host lets nothing through then (PROTOCOL.md IN10, IN11): what is left of a text must not go on with a gap.
    if (userActive || requestedGrant !== undefined) input.interruptTyping();
  });
  const leave = () => session.end('ended-by-helper');
  window.addEventListener('pagehide', leave);

  /** The picture of somebody's screen does not stay on the page. */
  function over(): void {
    window.removeEventListener('pagehide', leave);
    input.close();
    watch.close();
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
    handOver: (person) => session.handOver(person),
    setScale: (scale) => layout.setScale(scale),
    showScreen: (screen) => choice.choose(screen),
    setKeyWay: (way) => input.setWay(way),
    pressKeys: (keys) => input.press(keys),
    typeText: (text) => !session.status.userActive && input.typeText(text),
    stopTyping: () => input.stopTyping(),
    setSharpness: (sharpness) => watch.setSharpness(sharpness),
    setDirect: (isAllowed) => path?.setAllowed(isAllowed),
    setCounted(isCounted) {
      if (!isCounted) counting.statistics(undefined);
      watch.setCounted(isCounted);
    },
    counters: () => counting.read(display.waitingBytes),
    focus: () => surface.field.focus({ preventScroll: true }),
    end: leave,
    close: leave,
  };
}

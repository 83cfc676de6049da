import type { Clock } from '@fjernhjelp/protocol';
import type { ViewerChannel } from '@fjernhjelp/session';
import { createCounting } from './counters/counters.ts';
import { createDisplay } from './display/display.ts';
import { createDrawing, type Drawing } from './drawing/drawing.ts';
import { openBrowserPeer } from './path/open-browser-peer.ts';
import { createPath, type Path } from './path/path.ts';
import { createSession, type Session } from './state/session.ts';
import type { Viewer, ViewerOptions } from './viewer-types.ts';
import { createScreenViews } from './views/screen-views.ts';
import { areaOf } from './watch/area.ts';
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
  const watch = createWatch({ clock, send: (answer) => session.answerPicture(answer) });
  const counting = createCounting();
  const display = createDisplay({
    painted(painted) {
      counting.painted(painted);
      const { sequence } = painted;
      if (sequence !== undefined) session.answerPicture({ type: 'painted', sequence });
    },
    resized: () => views.pictured(),
    screens: (all) => choice.tell(all),
    statistics(statistics) {
      counting.statistics(statistics);
      watch.statistics(statistics);
    },
    failed: (reason) => session.end(reason),
  });
  const choice = createScreenChoice({
    changed({ all, shown }, isAll) {
      const shownPlaces = isAll ? all : all.filter(({ screen }) => screen === shown);
      watch.setArea(areaOf(shownPlaces));
      views.show(shownPlaces, all);
      tellScreens();
    },
  });
  let drawing!: Drawing;
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
        drawing = createDrawing(ports);
        return drawing;
      },
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
    showCursor(message) {
      if (message.type === 'place') choice.pointerIsOn(message.place.screen);
      views.hear(message);
    },
    setInput: (mode) => views.setMode(mode),
    over,
    report: reportError,
  });
  const views = createScreenViews({
    container: options.container,
    label: options.label ?? '',
    drawingLabel: options.drawingLabel ?? '',
    description: options.description ?? '',
    clock,
    display,
    pad: drawing.pad,
    send: (message) => session.sendInput(message),
    queuedBytes: () => session.queuedInputBytes(),
    onRelease: options.onRelease,
    placed: (shown) => watch.setShown(shown),
    others: (screens) => watch.setOthers(screens),
    changed: tellScreens,
    onTyping: (typing) => session.typing(typing),
  });
  session.subscribe(({ userActive, requestedGrant }) => {
    // The host lets nothing through then (PROTOCOL.md IN10, IN11): what is left of a text must not go on with a gap.
    if (userActive || requestedGrant !== undefined) views.hands.interruptTyping();
  });
  const leave = () => session.end('ended-by-helper');
  window.addEventListener('pagehide', leave);

  /** The picture of somebody's screen does not stay on the page. */
  function over(): void {
    window.removeEventListener('pagehide', leave);
    watch.close();
    views.close();
    display.close();
  }

  function tellScreens(): void {
    const { screens } = choice;
    if (screens === undefined) return;
    const { isAll, isFollowing } = choice;
    session.showing(screens, { isAll, isFollowing, windows: views.windows });
  }

  return {
    get status() {
      return session.status;
    },
    subscribe: (listener) => session.subscribe(listener),
    requestGrant: (grant, reason) => session.requestGrant(grant, reason),
    dropGrant: (grant) => session.dropGrant(grant),
    handOver: (person) => session.handOver(person),
    setScale: (scale) => views.setScale(scale),
    showScreen: (screen) => choice.choose(screen),
    setKeyWay: (way) => views.setWay(way),
    pressKeys: (keys) => views.hands.press(keys),
    typeText: (text) => !session.status.userActive && views.hands.typeText(text),
    stopTyping: () => views.hands.stopTyping(),
    showAllScreens: () => choice.chooseAll(),
    setFollowing: (isFollowing) => choice.setFollowing(isFollowing),
    openWindow: (screen, title) => views.openWindow(screen, title),
    closeWindow: (screen) => views.closeWindow(screen),
    setThumbnails: (isOn) => views.setThumbnails(isOn),
    drawThumbnail(screen, canvas) {
      const picture = display.canvasOf(screen);
      if (picture === undefined) return false;
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return true;
    },
    setSharpness: (sharpness) => watch.setSharpness(sharpness),
    setDirect: (isAllowed) => path?.setAllowed(isAllowed),
    setCounted(isCounted) {
      if (!isCounted) counting.statistics(undefined);
      watch.setCounted(isCounted);
    },
    counters: () => counting.read(display.waitingBytes),
    drawing,
    focus: () => views.focus(),
    end: leave,
    close: leave,
  };
}

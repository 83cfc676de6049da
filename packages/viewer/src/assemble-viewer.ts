import type { Clock } from '@fjernhjelp/protocol';
import type { Channel } from '@fjernhjelp/session';
import { createChatPart } from './chat/chat.ts';
import { contentOf, createBrowserClipboard } from './clipboard/browser-clipboard.ts';
import { createClipboardPart } from './clipboard/clipboard-part.ts';
import { createCounting } from './counters/counters.ts';
import { createDisplay } from './display/display.ts';
import { createDrawing } from './drawing/drawing.ts';
import { createFiles } from './files/files.ts';
import { keepPart } from './part.ts';
import { createSession, type Session } from './state/session.ts';
import { createSystemPart } from './system/system-part.ts';
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
  openChannel: (signal: AbortSignal) => Promise<Channel>,
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
  const chat = keepPart(createChatPart);
  const clipboard = keepPart(createClipboardPart(createBrowserClipboard()));
  const drawing = keepPart(createDrawing);
  const files = keepPart(createFiles);
  const system = keepPart(createSystemPart);
  const session: Session = createSession({
    clock,
    time: () => Date.now(),
    parts: [chat.create, clipboard.create, drawing.create, files.create, system.create],
    helper: options,
    openChannel,
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
    pad: drawing.part.pad,
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
    files: files.part,
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
    setCounted(isCounted) {
      if (!isCounted) counting.statistics(undefined);
      watch.setCounted(isCounted);
    },
    chat: chat.part,
    askSystemInformation: () => system.part.ask(),
    clipboard: {
      send: () => clipboard.part.send(),
      sendThis: (transfer) => void contentOf(transfer).then((content) => clipboard.part.sendThis(content)),
    },
    counters: () => counting.read(display.waitingBytes),
    drawing: drawing.part,
    focus: () => views.focus(),
    end: leave,
    close: leave,
  };
}

import type { Clock } from '@fjernhjelp/protocol';
import type { ViewerChannel } from '@fjernhjelp/session';
import { createChatPart } from './chat/chat.ts';
import { contentOf, createBrowserClipboard, inFront } from './clipboard/browser-clipboard.ts';
import { createClipboardPart } from './clipboard/clipboard-part.ts';
import { createCounting } from './counters/counters.ts';
import { createDisplay, type DisplayTap } from './display/display.ts';
import { createDrawing } from './drawing/drawing.ts';
import { createFiles } from './files/files.ts';
import { keepPart } from './part.ts';
import { openBrowserPeer } from './path/open-browser-peer.ts';
import { createPath } from './path/path.ts';
import { openRecorder } from './recording/open-recorder.ts';
import { createRecordingPart } from './recording/recording-part.ts';
import { createSession, type Session } from './state/session.ts';
import { createSystemPart } from './system/system-part.ts';
import type { Viewer, ViewerOptions } from './viewer-types.ts';
import { createScreenViews } from './views/screen-views.ts';
import { listMicrophones, openBrowserVoicePeer } from './voice/browser-voice-peer.ts';
import { createVoice } from './voice/voice.ts';
import { type Area, areaOf } from './watch/area.ts';
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
  const watch = createWatch({ clock, send: (answer) => session.watch(answer) });
  const counting = createCounting();
  const display = createDisplay(
    {
      painted(painted) {
        counting.painted(painted);
        watch.came(painted.messageBytes);
        const { sequence, heldMs, isUnhurried = false } = painted;
        if (sequence !== undefined) session.painted(sequence, heldMs, isUnhurried);
      },
      resized: () => views.pictured(),
      screens: (all) => choice.tell(all),
      statistics(statistics) {
        counting.statistics(statistics);
        watch.statistics(statistics);
      },
      failed: (reason) => session.end(reason),
    },
    clock,
  );
  let area: Area | undefined;
  let isBehind = false;
  const choice = createScreenChoice({
    changed({ all, shown }, isAll) {
      const shownPlaces = isAll ? all : all.filter(({ screen }) => screen === shown);
      area = areaOf(shownPlaces);
      watchArea();
      views.show(shownPlaces, all);
      aimRecording();
      tellScreens();
    },
  });
  const chat = keepPart(createChatPart);
  const clipboard = keepPart(createClipboardPart(inFront(createBrowserClipboard(), () => !isBehind)));
  const drawing = keepPart(createDrawing);
  const files = keepPart(createFiles);
  let recordingTap: DisplayTap | undefined;
  const recording = keepPart(
    createRecordingPart({
      openRecorder,
      time: () => Date.now(),
      tapDisplay(tap) {
        recordingTap = tap;
        aimRecording();
        if (isBehind) watchArea();
      },
      refreshDisplay: () => display.refresh(),
    }),
  );
  let channel: ViewerChannel | undefined;
  const path = keepPart(
    createPath({
      openPeer: openBrowserPeer,
      isDirect: () => channel?.isDirect === true,
      moveTo: async (transport) => (await channel?.moveTo(transport)) === true,
    }),
  );
  const system = keepPart(createSystemPart);
  const voice = keepPart(createVoice({ openPeer: openBrowserVoicePeer, microphones: listMicrophones }));
  const session: Session = createSession({
    clock,
    time: () => Date.now(),
    parts: [
      chat.create,
      clipboard.create,
      drawing.create,
      files.create,
      path.create,
      recording.create,
      system.create,
      voice.create,
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
      if (message.type !== 'place' || isRecorded(message.place.screen)) recording.part.cursor(message);
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
    send(message) {
      if (message.type === 'pointer' && isRecorded(message.screen)) recording.part.pointed(message);
      session.sendInput(message);
    },
    queuedBytes: () => session.queuedInputBytes(),
    onRelease: options.onRelease,
    placed(shown) {
      // What is hidden has no size.
      if (!isBehind) watch.setShown(shown);
    },
    others: (screens) => watch.setOthers(screens),
    changed: tellScreens,
    onTyping: (typing) => session.typing(typing),
  });
  session.subscribe(({ userActive, requestedGrant }) => {
    // The host lets nothing through then (PROTOCOL.md IN10, IN11): what is left of a text must not go on with a gap.
    if (userActive || requestedGrant !== undefined) views.hands.interruptTyping();
  });
  session.subscribe((status) => recording.part.session(status));
  session.subscribe((status) => voice.part.session(status));
  const leave = () => session.end('ended-by-helper');
  window.addEventListener('pagehide', leave);

  /** The picture of somebody's screen does not stay on the page. */
  function over(): void {
    window.removeEventListener('pagehide', leave);
    watch.close();
    views.close();
    display.close();
  }

  function watchArea(): void {
    if (area === undefined) return;
    // The first one is what the host shows without being told.
    watch.setArea(area);
    if (isBehind && recordingTap === undefined) watch.setArea({ ...area, screens: [] });
  }

  function setBehind(next: boolean): void {
    if (next === isBehind) return;
    isBehind = next;
    if (isBehind) {
      views.hands.letGo();
      // What is said in front is not for the user behind.
      if (session.status.voice !== undefined) voice.part.setMuted(true);
    }
    watchArea();
  }

  function tellScreens(): void {
    const { screens } = choice;
    if (screens === undefined) return;
    const { isAll, isFollowing } = choice;
    session.showing(screens, { isAll, isFollowing, windows: views.windows });
  }

  /** One picture is recorded: that of the chosen screen. */
  function isRecorded(screen: number): boolean {
    return screen === (choice.screens?.shown ?? 0);
  }

  function aimRecording(): void {
    display.tap(recordingTap, choice.screens?.shown ?? 0);
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
    startRecording: () => recording.part.start(),
    stopRecording: () => recording.part.stop(),
    answerUserRecording: (agrees) => recording.part.answerUser(agrees),
    setSharpness: (sharpness) => watch.setSharpness(sharpness),
    setDirect(isAllowed) {
      path.part.setAllowed(isAllowed);
      voice.part.setAllowed(isAllowed);
    },
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
    voice: voice.part,
    counters: () => counting.read(display.waitingBytes),
    drawing: drawing.part,
    focus: () => views.focus(),
    letGo: () => views.hands.letGo(),
    setBehind,
    end: leave,
    close: leave,
  };
}

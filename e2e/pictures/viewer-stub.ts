import type { Viewer, ViewerCounters, ViewerOptions } from '@fjernhjelp/viewer';
import { firstStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';

/**
 * Stands in for the viewer in the build that `pictures.mts` makes: shows what it is told by a "viewer-status" event, so that
 * each state can be looked at without the session that leads to it.
 */
export const releaseChord = ['Control', 'Alt', 'Shift'] as const;

export function createViewer({ container, label = '' }: ViewerOptions): Viewer {
  let status = firstStatus;
  const listeners = new Set<(status: ViewerStatus) => void>();
  const canvas = drawDesktop();
  let readings = 0;

  function show(event: Event): void {
    status = (event as CustomEvent<ViewerStatus>).detail;
    if (status.phase === 'connected' || status.phase === 'reconnecting') container.append(canvas);
    else canvas.remove();
    for (const listener of listeners) listener(status);
  }

  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  addEventListener('viewer-status', show);
  return {
    get status() {
      return status;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files: {
      canPickFolder: true,
      async send() {},
      forgetWaiting() {},
      async acceptInFolder() {},
      async acceptAsDownloads() {},
      decline() {},
      hold() {},
      cancel() {},
      forget() {},
    },
    requestGrant() {},
    dropGrant() {},
    handOver() {},
    setScale() {},
    showScreen() {},
    setKeyWay() {},
    pressKeys() {},
    typeText: () => true,
    stopTyping() {},
    startRecording: () => true,
    stopRecording() {},
    answerUserRecording() {},
    showAllScreens() {},
    setFollowing() {},
    openWindow: async () => true,
    closeWindow() {},
    setThumbnails() {},
    drawThumbnail(_screen, into) {
      into.getContext('2d')?.drawImage(canvas, 0, 0, into.width, into.height);
      return true;
    },
    drawing: { setTool() {}, setStays() {}, setText() {}, chooseColour() {}, undo() {}, clear() {} },
    setSharpness() {},
    setDirect() {},
    setCounted() {},
    counters() {
      readings += 1;
      return countersAfter(readings);
    },
    clipboard: { send() {}, sendThis() {} },
    askSystemInformation() {},
    chat: { say: () => true, read() {} },
    voice: {
      start() {},
      setMuted() {},
      setVolume() {},
      chooseMicrophone() {},
      microphones: async () => [
        { id: 'default', name: 'Hodetelefoner (Jabra Evolve2 65)' },
        { id: '2', name: '' },
      ],
      levels: () => ({ own: 0.3, theirs: 0.8 }),
    },
    focus() {},
    letGo() {},
    setBehind() {},
    end() {},
    close() {
      removeEventListener('viewer-status', show);
      canvas.remove();
    },
  };
}

/** A busy second for each reading. */
function countersAfter(readings: number): ViewerCounters {
  return {
    updates: 21 * readings,
    pictureBytes: 1_252_000 * readings,
    bytesByKind: {
      planes: 310_000 * readings,
      text: 204_000 * readings,
      photo: 12_400 * readings,
      lossy: 720_000 * readings,
      moves: 640 * readings,
      keep: 2900 * readings,
      recall: 1800 * readings,
    },
    decodeMs: 130 * readings,
    putMs: 34 * readings,
    waitingBytes: 18_000,
    statistics: {
      latencyP50TenthMs: 184,
      latencyP95TenthMs: 412,
      encodeTenthMs: 61,
      bytesPerSecond: 2_400_000,
      underWayBytes: 96_000,
      lineLosses: 1,
    },
  };
}

/** Something like somebody's screen. */
function drawDesktop(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  Object.assign(canvas.style, { width: '100%', height: '100%', objectFit: 'contain' });
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const fill = (color: string, x: number, y: number, width: number, height: number) => {
    context.fillStyle = color;
    context.fillRect(x, y, width, height);
  };
  fill('#31506b', 0, 0, 1280, 720);
  fill('#f7f7f5', 150, 60, 760, 520);
  fill('#d9dde0', 150, 60, 760, 34);
  for (let line = 0; line < 14; line++) fill('#8c949a', 190, 130 + line * 28, 420 + ((line * 97) % 260), 9);
  fill('#1d2a33', 0, 680, 1280, 40);
  return canvas;
}

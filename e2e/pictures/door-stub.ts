import type { DoorStatus } from '../../apps/web/src/door/door-status.ts';
import { createPageBoard } from '../../apps/web/src/door/drawing/page-board.ts';
import { paintBoard } from '../../apps/web/src/door/drawing/paint-board.ts';
import type { OpenDoor } from '../../apps/web/src/door/open-door.ts';

/**
 * Stands in for the browser door's session in the build that `pictures.mts` makes: shows what it is told by a "door-status" event.
 */
export function openDoor(): OpenDoor {
  const listeners = new Set<(status: DoorStatus) => void>();
  const board = createPageBoard();
  const sheet = board.open({ colour: 0xd4006a, name: 'Kari Hansen' });
  sheet.draw(1, { type: 'box', points: [point(160, 300), point(620, 420)] });
  sheet.draw(2, { type: 'arrow', points: [point(1100, 700), point(650, 400)] });
  sheet.draw(3, { type: 'text', text: 'Trykk her', at: point(1110, 690) });
  sheet.show(1300, 260);
  let status: DoorStatus = {
    host: {
      phase: 'connecting',
      online: true,
      wrongTries: 0,
      maxTries: 5,
      passwordReplaced: false,
      paused: false,
      inviting: false,
      helpers: [],
    },
    share: { state: 'none' },
  };
  addEventListener('door-status', (event) => {
    status = (event as CustomEvent<DoorStatus>).detail;
    for (const listener of listeners) listener(status);
  });
  return {
    board,
    files: {
      places: [],
      open: () => Promise.reject(new Error('a stub')),
      add: () => 1,
      takeChosen: () => undefined,
      pickFolder: async () => undefined,
      close() {},
    },
    copy: {
      setStream() {},
      setResting() {},
      drawOn(canvas) {
        Object.assign(canvas, { width: 640, height: 360 });
        const context = canvas.getContext('2d');
        if (context === null) return () => {};
        drawDesktop(context);
        paintBoard(context, board.sheets, 640 / 1920);
        return () => {};
      },
      close() {},
    },
    door: {
      get status() {
        return status;
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      command() {},
      shareAnother() {},
      close() {},
    },
    close() {},
  };
}

const point = (xPx: number, yPx: number) => ({ xPx, yPx });

/** Something that looks like a user's screen. */
function drawDesktop(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#33566e';
  context.fillRect(0, 0, 640, 360);
  context.fillStyle = '#fff';
  context.fillRect(40, 40, 460, 260);
  context.fillStyle = '#dde3e8';
  context.fillRect(40, 40, 460, 22);
  for (let line = 0; line < 9; line++) context.fillRect(60, 84 + line * 22, 200 + ((line * 67) % 200), 8);
  context.fillStyle = '#1d2b36';
  context.fillRect(0, 340, 640, 20);
}

import type { InputMessage } from '@fjernhjelp/protocol';
import type { Position } from './pointer-map.ts';

const ALL_BUTTONS = 31;

export interface PointerTrackPorts {
  send(message: InputMessage & { type: 'pointer' }): void;
  /** Runs the task before the next frame is painted. */
  requestFrame(task: () => void): void;
  /** The line is behind: moves can wait, the last one counts. */
  isCongested(): boolean;
}

/**
 * Turns pointer events into messages: moves once a frame, presses and releases at once and after every move before
 * them. A button counts from its press on the screen until it is let go or `release` is called.
 */
export interface PointerTrack {
  /**
   * @param buttons those down now, as in DOM `buttons`
   * @param pressed the event is a press on the screen itself, not a pointer that comes in with a button down
   */
  at(position: Position, buttons: number, pressed: boolean): void;
  /** Sends the move that waits, if any. */
  flush(): void;
  /** Buttons that are down now count no more until they are pressed anew. Sends nothing. */
  release(): void;
}

export function createPointerTrack(ports: PointerTrackPorts): PointerTrack {
  let isDragging = false;
  let buttonsDown = 0;
  let disregarded = 0;
  let sentButtons = 0;
  let sentPosition: Position | undefined;
  let waiting: Position | undefined;
  let isFrameRequested = false;

  function emit(position: Position, buttons: number): void {
    waiting = undefined;
    const { screen, xPx, yPx } = position;
    const isSame = screen === sentPosition?.screen && xPx === sentPosition.xPx && yPx === sentPosition.yPx;
    if (isSame && buttons === sentButtons) return;
    sentPosition = position;
    sentButtons = buttons;
    ports.send({ type: 'pointer', screen, xPx, yPx, buttons });
  }

  function flush(): void {
    if (waiting !== undefined) emit(waiting, sentButtons);
  }

  function requestFrame(): void {
    if (isFrameRequested) return;
    isFrameRequested = true;
    ports.requestFrame(() => {
      isFrameRequested = false;
      if (waiting === undefined) return;
      if (ports.isCongested()) requestFrame();
      else flush();
    });
  }

  return {
    flush,
    at(position, buttons, pressed) {
      buttonsDown = buttons & ALL_BUTTONS;
      if (pressed) isDragging = true;
      if (buttonsDown === 0) isDragging = false;
      disregarded &= buttonsDown;
      const counted = isDragging ? buttonsDown & ~disregarded : 0;
      if (counted !== sentButtons) {
        flush();
        emit(position, counted);
      } else {
        waiting = position;
        requestFrame();
      }
    },
    release() {
      waiting = undefined;
      disregarded = buttonsDown;
      sentButtons = 0;
      sentPosition = undefined;
    },
  };
}

import type { CursorMessage, PointerPlace } from '@fjernhjelp/protocol';

/**
 * Where the remote pointer is, and whether it is drawn over the picture: while the helper controls the screen, the page's own
 * pointer stands for it until something else has moved it (PROTOCOL.md CU3, CU4).
 */
export interface RemotePointer {
  /** undefined: not drawn. */
  readonly drawn: PointerPlace | undefined;
  hear(message: Exclude<CursorMessage, { type: 'shape' }>): void;
  /** The helper's own movement goes to this place. Without control it moves nothing there. */
  moved(place: PointerPlace): void;
  setControl(hasControl: boolean): void;
}

export function createRemotePointer(): RemotePointer {
  let hasControl = false;
  let isOwn = false;
  let place: PointerPlace | undefined;

  return {
    get drawn() {
      return hasControl && isOwn ? undefined : place;
    },
    hear(message) {
      isOwn = message.type === 'own';
      if (message.type === 'place') place = message.place;
    },
    moved(next) {
      if (!hasControl) return;
      isOwn = true;
      place = next;
    },
    setControl(next) {
      hasControl = next;
    },
  };
}

import type { Clock } from '@fjernhjelp/protocol';
import type { PointerMark } from '../ports.ts';
import type { InputSink } from './input-sink.ts';

/** How long the mark stays where the helper last pointed. */
export const MARK_SHOWN_MS = 2000;

export interface Pointing extends InputSink {
  hide(): void;
}

/** Shows where a helper points who may not control; everything but positions is dropped (PROTOCOL.md IN7). */
export function createPointing(mark: PointerMark, clock: Clock): Pointing {
  let cancelHiding: (() => void) | undefined;

  function hide(): void {
    if (cancelHiding === undefined) return;
    cancelHiding();
    cancelHiding = undefined;
    mark.hide();
  }

  return {
    hide,
    input(message) {
      if (message.type === 'release-all') hide();
      if (message.type !== 'pointer') return;
      cancelHiding?.();
      cancelHiding = clock.schedule(MARK_SHOWN_MS, hide);
      mark.show(message.xPx, message.yPx);
    },
  };
}

import type { ScreenFrame } from '../ports.ts';

export interface FakeScreenFrame extends ScreenFrame {
  readonly isShown: boolean;
}

/** A frame that only knows whether it is there. */
export function createFakeScreenFrame(): FakeScreenFrame {
  let isShown = false;
  const hide = () => {
    isShown = false;
  };
  return {
    get isShown() {
      return isShown;
    },
    show() {
      isShown = true;
    },
    hide,
    close: hide,
  };
}

import type { Ref } from 'react';

/** What each of the doors takes. */
export interface DoorProps {
  isFront: boolean;
  heading?: Ref<HTMLHeadingElement> | undefined;
  /** The user says that it did not open. */
  onGiveUp(): void;
}

import type { Captured, Frame } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';

/** Fetches pixels of screens. */
export interface Grabber {
  /**
   * Brings a screen's frame up to date; damage in the screen's pixels.
   * @param frame of the screen's size
   * @param isFresh nothing of the screen is in the frame yet
   * @param mostPx as in `Capturer.capture`
   * @returns undefined when the system would not give the pixels just now
   */
  grab(place: ScreenPlace, frame: Frame, isFresh: boolean, mostPx?: number): Captured | undefined;
  close(): void;
}

/**
 * What became of the try to open the client by its link. The browser does not tell: a page that loses the focus is
 * taken for a window that opened.
 */
export type Opening = 'idle' | 'opening' | 'opened' | 'not-opened';

export type OpeningEvent =
  /** The button was pressed. */
  | 'pressed'
  /** Another window has the focus, or the page is hidden. */
  | 'left'
  /** Nothing happened for `OPENING_MS`. */
  | 'waited';

/** Long enough to hear the browser's question from a screen reader, and to answer it. */
export const OPENING_MS = 10_000;

/** What is not in the table changes nothing. */
export const openingTransitions: Readonly<Record<Opening, Partial<Record<OpeningEvent, Opening>>>> = {
  idle: { pressed: 'opening' },
  opening: { left: 'opened', waited: 'not-opened' },
  opened: { pressed: 'opening' },
  'not-opened': { pressed: 'opening', left: 'opened' },
};

/**
 * Where the parts of a small viewer run. `workers`: the socket in one, the decoder in another, records opened in the page, which is what the
 * product does · `sealing`: the same, records are opened and sealed in the socket's · `worker`: all of that in one · `page`: all of that in the page
 */
export type Arrangement = 'workers' | 'sealing' | 'worker' | 'page';

/** What has the keyboard: the product's text field, or the canvas with an EditContext and without a selection. */
export type Keyboard = 'field' | 'canvas';

export interface Floor {
  readonly arrangement: Arrangement;
  readonly keyboard: Keyboard;
  /** False: records are carried as they are, to see what sealing them costs. */
  readonly isSealed: boolean;
}

export const floors: Readonly<Record<string, Floor>> = {
  'workers+field': { arrangement: 'workers', keyboard: 'field', isSealed: true },
  'workers+canvas': { arrangement: 'workers', keyboard: 'canvas', isSealed: true },
  'sealing+canvas': { arrangement: 'sealing', keyboard: 'canvas', isSealed: true },
  'worker+field': { arrangement: 'worker', keyboard: 'field', isSealed: true },
  'worker+canvas': { arrangement: 'worker', keyboard: 'canvas', isSealed: true },
  'page+canvas': { arrangement: 'page', keyboard: 'canvas', isSealed: true },
  'worker+canvas+bare': { arrangement: 'worker', keyboard: 'canvas', isSealed: false },
  'page+canvas+bare': { arrangement: 'page', keyboard: 'canvas', isSealed: false },
};

// AssemblyScript, not TypeScript: compiled by ../build.mjs into the same module as kernels.ts. Exact pixels of text and all else that has few colours
// (docs/decisions/0026-text-by-its-neighbours.md): each pixel is guessed by what followed before when the pixels around it were these, and range
// coded. Both ends learn alike from every pixel, for as long as the screen is shown.

import { resetContexts } from './text/contexts';
import { forgetListed } from './text/encoder';

export { textStateBytes } from './text/contexts';
export { decodeText } from './text/decoder';
export { encodeText, isText } from './text/encoder';

/** Forgets all that is known. */
export function resetText(state: usize): void {
  resetContexts(state);
  forgetListed();
}

// AssemblyScript, not TypeScript: compiled by ../build.mjs into the same module as kernels.ts. Exact pixels of photographs and all else that has many
// colours (docs/decisions/0027-exact-photographs.md): each is guessed by the pixels around it, and how far the guess is off is range coded. Both ends
// learn alike how far guesses are off, for as long as the screen is shown.
import { MODELS } from './photo/guesses';
import { resetModels } from './range-coder';

export { decodePhoto } from './photo/decoder';
export { encodePhoto } from './photo/encoder';
export { photoStateBytes } from './photo/guesses';
export { gatherRect, scatterRect } from './photo/planes';

/** Forgets what is known. */
export function resetPhoto(state: usize): void {
  resetModels(state, MODELS);
}

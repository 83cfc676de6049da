// AssemblyScript, not TypeScript: the one entry that ../build.mjs compiles. All pointers are bytes into the one linear
// memory; who calls has laid it out (src/picture-encoder.ts, src/picture-decoder.ts). Nothing here allocates.
export { countAlike, hashTiles, keepTile, recallTile, uncoverTiles } from './cache';
export { markBesidePhotos, markKnown, markPhotos } from './content';
export { heatTiles, oldestTile } from './heat';
export { decodeLossy, encodeLossy } from './lossy';
export { copyRect, findMoves, growMove, matchMove, moveRect, movesScratchBytes } from './moves';
export {
  decodedAll as readAll,
  finishEncoding as finishWriting,
  startDecoding as startReading,
  startEncoding as startWriting,
} from './range-coder';
export { scaleRect } from './scale';
export { selectTiles } from './selection';
export { compareTiles, countTiles, replaceTiles, trimRect } from './tiles';

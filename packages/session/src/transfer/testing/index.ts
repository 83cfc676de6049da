export { createGeneratedSource, createMemorySource } from './memory-source.ts';
export { createMemoryTarget } from './memory-target.ts';
export { runPacedFiles } from './paced-files.ts';

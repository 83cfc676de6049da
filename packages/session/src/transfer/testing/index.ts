export { createGeneratedSource, createMemorySource, type MemorySource } from './memory-source.ts';
export { createMemoryTarget, type MemoryTarget } from './memory-target.ts';
export { runPacedFiles } from './paced-files.ts';

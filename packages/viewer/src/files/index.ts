export { createDirectoryTarget } from './directory-target.ts';
export { createDownloads } from './download-target.ts';
export { listPicked, type PickedFile } from './picked-files.ts';
export { createPickedSource } from './picked-source.ts';

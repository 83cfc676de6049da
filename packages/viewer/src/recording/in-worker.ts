/** What a worker that writes a recording into the browser's storage is made of. */

export { createStoredFile, isFull, type StoredFile } from './stored-file.ts';

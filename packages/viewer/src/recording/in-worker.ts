/** What a worker that writes a recording into the browser's storage is made of. */

export { createStoredFile, storedFileTrouble } from './stored-file.ts';

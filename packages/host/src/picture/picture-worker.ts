/** What the worker that captures and encodes is made of. */

export { servePictures } from './serve-pictures.ts';
export { shareCapturer } from './share-capturer.ts';

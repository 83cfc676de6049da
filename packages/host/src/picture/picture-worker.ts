/** What the workers that capture and encode are made of. */

export { servePictures } from './serve-pictures.ts';
export { shareCapturer } from './share-capturer.ts';

/** What the workers that capture and encode, and that write a recording, are made of. */

export { type RecordSourcePorts, recordSource, type SourceRecording } from '../recording/record-source.ts';
export { connectPictureSource } from './connect-picture-source.ts';
export { servePictures } from './serve-pictures.ts';
export { shareCapturer } from './share-capturer.ts';

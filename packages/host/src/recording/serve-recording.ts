import { type RecordingFile, runRecording } from '@fjernhjelp/codec/recording';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import type { RecordingCode } from '@fjernhjelp/protocol';
import { connectPictureSource } from '../picture/connect-picture-source.ts';
import type { MessagePortLike } from '../picture/message-port.ts';
import { recordSource } from './record-source.ts';
import type { RecordingTrouble } from './session-recorder.ts';
import type { FromRecordWorker, ToRecordWorker } from './worker-messages.ts';

export interface RecordingWorkerPorts {
  readonly code: RecordingCode;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** To the worker that reads the screen (`servePictures`); closed at the end. */
  readonly pictures: MessagePortLike;
  /** @param written is told after each write how large the file is, and where */
  openFile(written: (path: string, sizeBytes: number) => void): Promise<RecordingFile>;
  /** @param isOpen whether there was a file when this was thrown */
  troubleOf(error: unknown, isOpen: boolean): RecordingTrouble;
  tell(message: FromRecordWorker): void;
  /** Nothing is told from here on: the worker may end. */
  leave(): void;
}

/**
 * The worker's half of `connectRecorder`: writes one recording of the user's in a worker of its own, so that neither input nor
 * pictures wait for it. The file has its name from the begin: one that breaks off plays up to there.
 * @returns what the other half's messages must be told to
 */
export function serveRecording(ports: RecordingWorkerPorts): (message: ToRecordWorker) => void {
  const source = connectPictureSource(ports.pictures);

  function end(message: FromRecordWorker): void {
    ports.tell(message);
    source.close();
    ports.leave();
  }

  const recording = runRecording({
    code: ports.code,
    startedAtMs: ports.startedAtMs,
    openFile: () => ports.openFile((path, sizeBytes) => ports.tell({ type: 'written', path, sizeBytes })),
    feed: (recorder) => recordSource({ source, recorder, decompressor: createZstdDecompressor() }),
    done: () => end({ type: 'done' }),
    failed: (error, isOpen) =>
      end({ type: 'failed', why: ports.troubleOf(error, isOpen), message: String(error) }),
  });

  return (message) => {
    switch (message.type) {
      case 'show':
        recording.tell((running) => running.show(message.screen));
        break;
      case 'event':
        recording.tell((running) => running.event(message.event));
        break;
      case 'stop':
        recording.stop();
        break;
    }
  };
}

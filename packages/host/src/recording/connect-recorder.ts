import { listenToPort, type MessagePortLike } from '../picture/message-port.ts';
import type {
  RecordingTrouble,
  RunningSessionRecorder,
  SessionRecorderListener,
} from './session-recorder.ts';
import type { FromRecordWorker, ToRecordWorker } from './worker-messages.ts';

/**
 * The main thread's half of `serveRecording`.
 * @param worker that writes this one recording; one that fails or ends too early is an internal failure
 * @param problem is told why a recording broke off, for a log
 */
export function connectRecorder(
  worker: MessagePortLike,
  listener: SessionRecorderListener,
  problem: (message: string) => void,
): RunningSessionRecorder {
  let isOver = false;

  function tell(message: ToRecordWorker): void {
    if (!isOver) worker.postMessage(message, []);
  }

  function fail(why: RecordingTrouble, message: string): void {
    if (isOver) return;
    isOver = true;
    problem(message);
    listener.failed(why);
  }

  function hear(message: FromRecordWorker): void {
    if (isOver) return;
    switch (message.type) {
      case 'written':
        listener.written(message.path, message.sizeBytes);
        break;
      case 'done':
        isOver = true;
        listener.done();
        break;
      case 'failed':
        fail(message.why, message.message);
        break;
    }
  }

  listenToPort(worker, {
    message: (value) => hear(value as FromRecordWorker),
    closed: ({ message }) => fail('internal', message),
  });
  return {
    show: (screen) => tell({ type: 'show', screen }),
    event: (event) => tell({ type: 'event', event }),
    stop: () => tell({ type: 'stop' }),
  };
}

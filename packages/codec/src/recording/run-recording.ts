import { type Bytes, type RecordingCode, systemClock } from '@fjernhjelp/protocol';
import { beginRecording } from './begin-recording.ts';
import type { Recorder } from './recorder.ts';

/** Ten pictures a second tell what was done; more would make the file large. */
const TICK_MS = 100;

/** Where a recording is written, open and empty. */
export interface RecordingFile {
  /** Puts bytes at the end. */
  write(bytes: Bytes): void | Promise<void>;
  close(): void | Promise<void>;
}

/** What is told what happens: the recorder, or what feeds it. */
type Recording = Pick<Recorder, 'tick' | 'stop'>;

export interface RecordingPorts<T extends Recording> {
  readonly code: RecordingCode;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  openFile(): Promise<RecordingFile>;
  feed(recorder: Recorder): T;
  /** Everything is written, and the file is closed. */
  done(): void;
  /**
   * What was written until then plays.
   * @param error what a port, the recorder or what feeds it threw
   * @param isOpen whether there is a file
   */
  failed(error: unknown, isOpen: boolean): void;
}

/** A recording in the worker that writes it. It ends once, with `done` or `failed`. */
export interface RunningRecording<T extends Recording> {
  /** Things are done in the order in which they were told, from when the file is open. */
  tell(task: (recording: T) => void): void;
  stop(): void;
}

/** Writes one recording, from opening the file to closing it. */
export function runRecording<T extends Recording>(ports: RecordingPorts<T>): RunningRecording<T> {
  let file: RecordingFile | undefined;
  let isOver = false;
  let cancelTick = () => {};

  async function start(): Promise<T> {
    file = await ports.openFile();
    const recording = ports.feed(await beginRecording(ports, (bytes) => file?.write(bytes)));
    tickLater(recording);
    return recording;
  }

  function tickLater(recording: T): void {
    cancelTick = systemClock.schedule(TICK_MS, () => {
      tickLater(recording);
      recording.tick().catch(fail);
    });
  }

  function over(): boolean {
    if (isOver) return false;
    isOver = true;
    cancelTick();
    return true;
  }

  function fail(error: unknown): void {
    if (!over()) return;
    // What broke it off is what is told: closing may fail for the same reason.
    Promise.resolve(file?.close()).catch(() => {});
    ports.failed(error, file !== undefined);
  }

  const recording = start();
  let last: Promise<void> = recording.then(() => {});
  last.catch(fail);

  function then(task: (recording: T) => void | Promise<void>): void {
    last = last.then(async () => task(await recording));
    last.catch(fail);
  }

  return {
    tell: then,
    stop: () =>
      then(async (running) => {
        cancelTick();
        await running.stop();
        await file?.close();
        if (over()) ports.done();
      }),
  };
}

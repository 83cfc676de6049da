import {
  type Bytes,
  createRecordingCode,
  decodeRecordingHeader,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { runRecording } from './run-recording.ts';

const startedAtMs = Date.UTC(2026, 10, 26, 2, 40, 5);

function run(file: { write?: () => void; open?: Promise<void> } = {}) {
  const written: Bytes[] = [];
  const closed: string[] = [];
  let end = (_: unknown) => {};
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const recording = runRecording({
    code: createRecordingCode(systemRandomBytes),
    startedAtMs,
    async openFile() {
      await file.open;
      return {
        write(bytes) {
          written.push(bytes);
          file.write?.();
        },
        close: () => void closed.push('closed'),
      };
    },
    feed: (recorder) => recorder,
    done: () => end('done'),
    failed: (error, isOpen) => end([String(error), isOpen]),
  });
  return { recording, written, closed, ended };
}

test('what is told before the file is open is done in its order, and the file is closed before the end', async () => {
  const { recording, written, closed, ended } = run();
  const order: number[] = [];
  recording.tell(() => void order.push(1));
  recording.tell(() => void order.push(2));
  recording.stop();
  expect(await ended).toBe('done');
  expect(order).toEqual([1, 2]);
  expect(closed).toHaveLength(1);
  expect(decodeRecordingHeader(written[0] ?? new Uint8Array()).startedAtMs).toBe(startedAtMs);
});

test('a file that does not open ends it, and nothing is done after that', async () => {
  const { recording, ended } = run({ open: Promise.reject(new Error('no')) });
  let isDone = false;
  recording.tell(() => {
    isDone = true;
  });
  recording.stop();
  expect(await ended).toEqual(['Error: no', false]);
  expect(isDone).toBe(false);
});

test('a file that takes no more ends it without being stopped, and is closed', async () => {
  let left = 1;
  const write = () => {
    if (left-- === 0) throw new Error('full');
  };
  const { recording, closed, ended } = run({ write });
  recording.tell((recorder) => recorder.event({ type: 'line', isConnected: true }));
  expect(await ended).toEqual(['Error: full', true]);
  expect(closed).toHaveLength(1);
});

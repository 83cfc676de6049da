import type { FromRecordWorker, RecordingTrouble, ToRecordWorker } from '@fjernhjelp/host';
import { expect, test } from 'vitest';
import { createDoorRecorder } from './door-recorder.ts';
import type { StartMessage } from './start-message.ts';

const startedAtMs = Date.UTC(2026, 10, 26, 2, 40, 5);
const name = '2026-11-26-024005.fjernrec';

function open() {
  const told: (StartMessage | ToRecordWorker)[] = [];
  const heard: (readonly [string, number] | 'done' | RecordingTrouble)[] = [];
  const problems: string[] = [];
  const worker = Object.assign(new EventTarget(), {
    postMessage: (message: StartMessage | ToRecordWorker) => void told.push(message),
  });
  const recorder = createDoorRecorder({
    openWorker: () => worker as unknown as Worker,
    openPictures: () => new MessageChannel().port1,
    problem: ({ message }) => problems.push(message),
  });
  const running = recorder.open(
    { code: 'C', startedAtMs, folder: recorder.places[0]?.folder ?? '' },
    {
      written: (path, sizeBytes) => heard.push([path, sizeBytes]),
      done: () => heard.push('done'),
      failed: (why) => heard.push(why),
    },
  );
  const says = (data: FromRecordWorker) => void worker.dispatchEvent(new MessageEvent('message', { data }));
  const fails = () => void worker.dispatchEvent(Object.assign(new Event('error'), { message: 'broken' }));
  return { running, told, heard, problems, says, fails };
}

test('RF10 a recording in the browser bears the time of its begin, and is told what is seen', () => {
  const { running, told, heard, says } = open();
  running.show(0);
  running.event({ type: 'line', isConnected: true });
  says({ type: 'written', path: name, sizeBytes: 90 });
  running.stop();
  says({ type: 'done' });
  expect(told.map(({ type }) => type)).toEqual(['start', 'show', 'event', 'stop']);
  expect(told[0]).toMatchObject({ code: 'C', name, startedAtMs });
  expect(heard).toEqual([[name, 90], 'done']);
});

test('what fails is told once, and nothing after it', () => {
  const { running, told, heard, problems, says, fails } = open();
  says({ type: 'failed', why: 'full', message: 'QuotaExceededError' });
  fails();
  says({ type: 'written', path: name, sizeBytes: 90 });
  running.show(0);
  expect(heard).toEqual(['full']);
  expect(problems).toEqual(['QuotaExceededError']);
  expect(told.map(({ type }) => type)).toEqual(['start']);
});

test('a worker that does not start is our own fault', () => {
  const { heard, fails } = open();
  fails();
  expect(heard).toEqual(['internal']);
});

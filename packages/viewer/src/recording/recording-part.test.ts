import { decodeRecording, type RecordingEvent, streams } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { firstStatus, type ViewerStatus } from '../status.ts';
import { createFakePartPorts } from '../testing/part-ports.ts';
import type { RecorderListener } from './open-recorder.ts';
import { createRecordingPart } from './recording-part.ts';

const connected: ViewerStatus = {
  ...firstStatus,
  phase: 'connected',
  grants: ['view', 'recording'],
  you: 1,
  people: [{ person: 1, name: 'Kari', organisation: 'Leverandør AS', control: false }],
};

function open() {
  const events: RecordingEvent[] = [];
  const calls: string[] = [];
  const ports = Object.assign(createFakePartPorts(decodeRecording, { granted: ['view', 'recording'] }), {
    used: () => void calls.push('used'),
  });
  let listener: RecorderListener | undefined;
  let isTapped = false;
  const part = createRecordingPart({
    openRecorder(_start, heard) {
      listener = heard;
      return {
        resize() {},
        put() {},
        cursor: ({ type }) => calls.push(type),
        event: (event) => events.push(event),
        stop: () => calls.push('stop'),
      };
    },
    time: () => Date.UTC(2026, 10, 25, 22, 7, 9),
    tapDisplay(tap) {
      isTapped = tap !== undefined;
    },
    refreshDisplay: () => calls.push('refresh'),
  })(ports);
  part.session(connected);
  return {
    part,
    held: ports.granted,
    events,
    calls,
    told: () => ports.sent.map(({ isRecording }) => isRecording),
    status: () => ports.status.recording,
    isTapped: () => isTapped,
    recorder: () => listener!,
  };
}

test('RF2 nothing is recorded without the grant', () => {
  const { part, held, told, status, isTapped } = open();
  held.delete('recording');
  expect(part.start()).toBe(false);
  expect(told()).toEqual([]);
  expect(status()).toBeUndefined();
  expect(isTapped()).toBe(false);
});

test('RF2 the host hears of the begin and of the end', () => {
  const { part, told, status, isTapped, recorder, calls } = open();
  expect(part.stream).toBe(streams.recording);
  part.cursor({ type: 'place', place: { screen: 0, xPx: 1, yPx: 2 } });
  expect(part.start()).toBe(true);
  expect(part.start()).toBe(false);
  expect(told()).toEqual([true]);
  expect(isTapped()).toBe(true);
  expect(status()).toMatchObject({ state: 'running', name: '2026-11-25-220709.fjernrec' });
  expect(status()?.code).toMatch(/^\w{25}$/);
  recorder().written(4000);
  part.stop();
  part.stop();
  expect(told()).toEqual([true, false]);
  expect(isTapped()).toBe(false);
  expect(status()).toMatchObject({ state: 'closing', sizeBytes: 4000 });
  recorder().done();
  expect(status()?.state).toBe('done');
  expect(calls).toEqual(['used', 'place', 'stop']);
});

test.each(['taken back', 'over'])('RF2 when the grant is %s in the middle, the file is closed', (how) => {
  const { part, held, told, calls, status } = open();
  part.start();
  if (how === 'over') part.close();
  else {
    held.delete('recording');
    part.grantsChanged?.();
  }
  expect(calls).toContain('stop');
  expect(told()).toEqual([true, false]);
  expect(status()?.state).toBe('closing');
  part.pointed({ screen: 0, xPx: 3, yPx: 4 });
  expect(calls.at(-1)).toBe('stop');
});

test('a full disk ends it, and the user hears so', () => {
  const { part, told, status, recorder } = open();
  part.start();
  recorder().failed('full');
  expect(status()).toMatchObject({ state: 'failed', why: 'full' });
  expect(told()).toEqual([true, false]);
  expect(part.start()).toBe(true);
});

test('RF7 tells how things are at the begin, and every change once', () => {
  const { part, events } = open();
  expect(events).toEqual([]);
  part.start();
  const people = [{ name: 'Kari', organisation: 'Leverandør AS', control: false }];
  expect(events).toEqual([
    { type: 'people', people },
    { type: 'grants', grants: ['view', 'recording'] },
    { type: 'line', isConnected: true },
  ]);
  part.session({ ...connected, userActive: true });
  part.session({ ...connected, grants: ['view', 'control', 'recording'] });
  part.session({ ...connected, phase: 'reconnecting', grants: ['view', 'control', 'recording'] });
  expect(events.slice(3)).toEqual([
    { type: 'grants', grants: ['view', 'control', 'recording'] },
    { type: 'line', isConnected: false },
  ]);
});

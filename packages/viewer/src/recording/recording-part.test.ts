import { decodeRecordingToHost, encodeRecording, type RecordingEvent, streams } from '@fjernhjelp/protocol';
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
  const ports = Object.assign(
    createFakePartPorts(decodeRecordingToHost, { granted: ['view', 'recording'] }),
    {
      used: () => void calls.push('used'),
    },
  );
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
    told: () => ports.sent.flatMap((message) => (message.type === 'state' ? [message.isRecording] : [])),
    consents: () => ports.sent.flatMap((message) => (message.type === 'consent' ? [message.agrees] : [])),
    user: () => ports.status.userRecording,
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

const wish = (isWished: boolean) => encodeRecording({ type: 'wish', isWished });
const mark = (isRecording: boolean) => encodeRecording({ type: 'state', isRecording });

test('RF8 RF9 the helper is asked, agrees, sees the mark, and takes it back', () => {
  const { part, held, consents, user } = open();
  // It needs no grant.
  held.clear();
  part.answerUser(true);
  expect(consents()).toEqual([]);
  part.receive(wish(true));
  expect(user()).toBe('asked');
  part.answerUser(true);
  expect(user()).toBe('agreed');
  part.receive(mark(true));
  expect(user()).toBe('running');
  part.answerUser(false);
  expect(consents()).toEqual([true, false]);
  // The mark stays until the host says that it is over.
  expect(user()).toBe('running');
  part.receive(mark(false));
  part.receive(wish(false));
  expect(user()).toBeUndefined();
});

test('RF9 a helper who declines is asked no more', () => {
  const { part, consents, user } = open();
  part.receive(wish(true));
  part.answerUser(false);
  expect(user()).toBeUndefined();
  part.answerUser(true);
  expect(consents()).toEqual([false]);
});

test('RF8 a wish that is taken back takes the question away, and the end everything', () => {
  const { part, user } = open();
  part.receive(wish(true));
  part.receive(wish(false));
  expect(user()).toBeUndefined();
  part.receive(wish(true));
  part.receive(mark(true));
  part.close();
  expect(user()).toBeUndefined();
});

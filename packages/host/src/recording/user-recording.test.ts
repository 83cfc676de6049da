import {
  decodeRecordingToViewer,
  encodeRecording,
  type Grant,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import type { HelperStatus, HostStatus } from '../status.ts';
import { createFakeSessionRecorder } from '../testing/fake-session-recorder.ts';
import { createFakePartPorts } from '../testing/part-ports.ts';
import { createUserRecording } from './user-recording.ts';

const folder = '/home/user/Videos';

function open() {
  const recorder = createFakeSessionRecorder();
  const room = createUserRecording({
    recorder,
    playerUrl: 'https://hjelp.example/hjelper#opptak',
    random: systemRandomBytes,
    time: () => 1_800_000_000_000,
  })({ changed: () => hear() });
  const clock = createManualClock();
  const helpers = new Map<number, HelperStatus>();
  let paused = false;
  let phase: HostStatus['phase'] = 'sharing';
  let chat: HostStatus['chat'];

  function hear(): void {
    room.session?.({
      phase,
      online: true,
      wrongTries: 0,
      maxTries: 5,
      passwordReplaced: false,
      paused,
      inviting: false,
      helpers: [...helpers.values()],
      ...(chat && { chat }),
    });
  }

  function enter(person: number, name: string) {
    const ports = createFakePartPorts(clock, { person, name });
    const part = room.part(ports);
    const set = (changes: Partial<HelperStatus>) => {
      helpers.set(person, { ...helpers.get(person)!, ...changes });
      hear();
    };
    const grants = (...held: Grant[]) =>
      set({ grants: held.map((grant) => ({ grant, duration: 'session' })) });
    helpers.set(person, { person, name, organisation: '', reason: '', state: 'sharing', grants: [] });
    grants('view');
    part.grantsChanged?.();
    return {
      part,
      grants,
      set,
      answer: (agrees: boolean) => part.receive(encodeRecording({ type: 'consent', agrees })),
      told: () => ports.sent.map((message) => JSON.stringify(decodeRecordingToViewer(message))),
      leave() {
        helpers.delete(person);
        part.close();
        hear();
      },
    };
  }

  return {
    room,
    recorder,
    enter,
    state: () => room.status?.recording,
    record: () => room.command?.({ type: 'record', folder }),
    stop: () => room.command?.({ type: 'stop-recording' }),
    setPaused(next: boolean) {
      paused = next;
      hear();
    },
    say(number: number, text: string) {
      chat = {
        messages: [...(chat?.messages ?? []), { number, person: 1, name: 'Kari', text, atMs: 0 }],
        reads: [],
        isOpen: true,
      };
      hear();
    },
    end() {
      phase = 'ended';
      helpers.clear();
      hear();
    },
  };
}

const wish = (isWished: boolean) => JSON.stringify({ type: 'wish', isWished });
const mark = (isRecording: boolean) => JSON.stringify({ type: 'state', isRecording });

test('RF10 nothing is recorded before the helper agrees, and the mark comes first', () => {
  const { recorder, enter, record, state } = open();
  const kari = enter(1, 'Kari');
  record();
  record();
  expect(kari.told()).toEqual([wish(true)]);
  expect(state()).toMatchObject({ state: 'asking' });
  expect(recorder.recordings).toEqual([]);
  kari.answer(true);
  expect(kari.told()).toEqual([wish(true), mark(true)]);
  expect(recorder.recordings).toHaveLength(1);
  expect(recorder.recordings[0]).toMatchObject({ start: { folder }, shown: [0] });
  expect(state()).toMatchObject({ state: 'running', isWaiting: false });
  expect(state()?.code).toMatch(/^\w{25}$/);
});

test('RF9 a helper who does not agree is not recorded, and can be asked again', () => {
  const { recorder, enter, record, state } = open();
  const kari = enter(1, 'Kari');
  record();
  kari.answer(false);
  expect(state()?.state).toBe('declined');
  expect(recorder.recordings).toEqual([]);
  kari.answer(true);
  expect(recorder.recordings).toEqual([]);
  record();
  expect(kari.told()).toEqual([wish(true), wish(false), wish(true)]);
  kari.answer(true);
  expect(state()?.state).toBe('running');
});

test('RF8 an asking that is taken back cannot be agreed to', () => {
  const { recorder, enter, record, stop, state } = open();
  const kari = enter(1, 'Kari');
  record();
  stop();
  expect(kari.told()).toEqual([wish(true), wish(false)]);
  kari.answer(true);
  expect(recorder.recordings).toEqual([]);
  expect(state()?.state).toBe('idle');
});

test('RF10 the helper takes the consent back in the middle: the file is closed', () => {
  const { recorder, enter, record, state } = open();
  const kari = enter(1, 'Kari');
  record();
  kari.answer(true);
  kari.answer(false);
  expect(recorder.recordings[0]?.isStopped).toBe(true);
  expect(kari.told().slice(2)).toEqual([mark(false), wish(false)]);
  expect(state()?.state).toBe('closing');
  recorder.recordings[0]?.listener.written('/home/user/Videos/a.fjernrec', 900);
  recorder.recordings[0]?.listener.done();
  expect(state()).toMatchObject({ state: 'done', sizeBytes: 900 });
  expect(state()?.code).toMatch(/^\w{25}$/);
});

test('RF10 every helper must agree, and one who comes in meanwhile too: until then nothing is added', () => {
  const { recorder, enter, record, say, state } = open();
  const kari = enter(1, 'Kari');
  const ola = enter(2, 'Ola');
  record();
  kari.answer(true);
  expect(recorder.recordings).toEqual([]);
  ola.answer(true);
  const recording = recorder.recordings[0]!;
  const per = enter(3, 'Per');
  expect(per.told()).toEqual([wish(true)]);
  expect(kari.told().at(-1)).toBe(mark(false));
  expect(state()).toMatchObject({ state: 'running', isWaiting: true });
  expect(recording.shown).toEqual([0, undefined]);
  const before = recording.events.length;
  say(1, 'uten lov');
  expect(recording.events).toHaveLength(before);
  per.answer(true);
  say(2, 'med lov');
  expect(recording.shown).toEqual([0, undefined, 0]);
  expect(per.told().at(-1)).toBe(mark(true));
  const texts = recording.events.flatMap((event) => (event.type === 'chat' ? [event.text] : []));
  expect(texts).toEqual(['med lov']);
  expect(recording.events).toContainEqual(
    expect.objectContaining({
      type: 'people',
      people: expect.arrayContaining([expect.objectContaining({ name: 'Per' })]),
    }),
  );
});

test('RF10 one who has not answered and leaves is waited for no more', () => {
  const { recorder, enter, record } = open();
  const kari = enter(1, 'Kari');
  const ola = enter(2, 'Ola');
  record();
  kari.answer(true);
  ola.leave();
  expect(recorder.recordings).toHaveLength(1);
});

test.each([
  ['paused', (room: ReturnType<typeof open>) => room.setPaused(true)],
  [
    'without a line',
    (_: unknown, kari: ReturnType<ReturnType<typeof open>['enter']>) => kari.set({ state: 'sharing-broken' }),
  ],
  [
    'not seen by anybody',
    (_: unknown, kari: ReturnType<ReturnType<typeof open>['enter']>) => kari.grants('chat'),
  ],
])('RF10 while the session is %s the picture stands still', (_, happen) => {
  const opened = open();
  const kari = opened.enter(1, 'Kari');
  opened.record();
  kari.answer(true);
  happen(opened, kari);
  expect(opened.recorder.recordings[0]?.shown).toEqual([0, undefined]);
  expect(opened.state()?.state).toBe('running');
});

test('RF10 the screen that was watched last is recorded', () => {
  const { recorder, enter, record } = open();
  const kari = enter(1, 'Kari');
  record();
  kari.answer(true);
  kari.part.watching?.([
    { screen: 2, maxWidthPx: 0, maxHeightPx: 0 },
    { screen: 0, maxWidthPx: 200, maxHeightPx: 100 },
  ]);
  expect(recorder.recordings[0]?.shown).toEqual([0, 2]);
});

test('the end of the session closes the file, and the code is still there', () => {
  const { room, recorder, enter, record, end, state } = open();
  const kari = enter(1, 'Kari');
  record();
  kari.answer(true);
  kari.part.close();
  end();
  expect(recorder.recordings[0]?.isStopped).toBe(true);
  recorder.recordings[0]?.listener.done();
  expect(state()?.state).toBe('done');
  room.clear();
  expect(state()?.state).toBe('idle');
  expect(state()?.code).toBeUndefined();
});

test('a full disk ends it, and the helper’s mark goes out', () => {
  const { recorder, enter, record, state } = open();
  const kari = enter(1, 'Kari');
  record();
  kari.answer(true);
  recorder.recordings[0]?.listener.failed('full');
  expect(state()).toMatchObject({ state: 'failed', why: 'full' });
  expect(kari.told().slice(2)).toEqual([mark(false), wish(false)]);
  record();
  kari.answer(true);
  expect(recorder.recordings).toHaveLength(2);
});

test('a recording of the last session that closes late changes nothing of the next', () => {
  const { room, recorder, enter, record, stop, state } = open();
  const kari = enter(1, 'Kari');
  record();
  kari.answer(true);
  stop();
  room.clear();
  recorder.recordings[0]?.listener.done();
  expect(state()?.state).toBe('idle');
});

test('with nobody in there is nothing to record', () => {
  const { recorder, record, state } = open();
  record();
  expect(state()?.state).toBe('idle');
  expect(recorder.recordings).toEqual([]);
});

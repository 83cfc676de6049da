import {
  type Bytes,
  decodeInput,
  decodePictureAnswer,
  decodeViewerToHost,
  type EndReason,
  encodeControl,
  encodeCursor,
  type Grant,
  type HostToViewer,
  limits,
  PairingFailure,
  ProtocolViolation,
  type StreamId,
  streams,
  TransportFailure,
} from '@fjernhjelp/protocol';
import type { Channel, ChannelListener } from '@fjernhjelp/session';
import { expect, test } from 'vitest';
import type { CreateViewerPart, ViewerPartPorts } from '../part.ts';
import type { ViewerStatus } from '../status.ts';
import { createSession } from './session.ts';

const helper = { name: 'Kari', organisation: 'Leverandør AS', reason: 'skriveren' };

/** A channel whose other end is the test. */
function createFakeChannel() {
  const sent: { stream: StreamId; message: Bytes }[] = [];
  const ends: EndReason[] = [];
  let listener: ChannelListener | undefined;
  const channel: Channel = {
    send: (stream, message) => sent.push({ stream, message }),
    queuedBytes: () => 0,
    isDirect: false,
    listen(next) {
      listener = next;
    },
    end: (reason) => ends.push(reason),
  };
  const onStream = (stream: StreamId) =>
    sent.filter((one) => one.stream === stream).map((one) => one.message);
  return {
    channel,
    ends,
    get host() {
      if (listener === undefined) throw new Error('nobody listens');
      return listener;
    },
    controls: () => onStream(streams.control).map(decodeViewerToHost),
    inputs: () => onStream(streams.input).map(decodeInput),
    answers: () => onStream(streams.picture).map(decodePictureAnswer),
    say: (message: HostToViewer) => listener?.message(streams.control, encodeControl(message)),
  };
}

const clock = { now: () => 0, schedule: () => () => {} };

/** What the host says on a change of grants. */
const granted = (...grants: Grant[]): HostToViewer => ({
  type: 'grants',
  grants,
  possible: ['view', 'point', 'control', 'chat'],
  paused: false,
});

function begin(parts: CreateViewerPart[] = []) {
  const fake = createFakeChannel();
  const opening = Promise.withResolvers<Channel>();
  const seen: string[] = [];
  const reported: unknown[] = [];
  const session = createSession({
    clock,
    time: () => 5000,
    helper,
    parts,
    openChannel: (signal) => {
      signal.addEventListener('abort', () => seen.push('called off'));
      return opening.promise;
    },
    showPicture: (message) => seen.push(`picture ${message.length}`),
    showCursor: (message) => seen.push(`cursor ${message.type}`),
    setInput: (mode) => seen.push(`input ${mode}`),
    over: () => seen.push('over'),
    report: (error) => reported.push(error),
  });
  const statuses: ViewerStatus[] = [];
  session.subscribe((status) => statuses.push(status));
  return { fake, opening, session, seen, statuses, reported };
}

/** @returns what `begin` does, with an open channel and these grants, if any */
async function beginWith(...grants: Grant[]) {
  const begun = begin();
  begun.opening.resolve(begun.fake.channel);
  await settled();
  if (grants.length > 0) begun.fake.say(granted(...grants));
  return begun;
}

async function settled(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}

test('CT1 with the channel open the helper says who they are, and waits for the user', async () => {
  const { fake, session, statuses } = await beginWith();
  expect(fake.controls()).toEqual([{ type: 'join', ...helper }]);
  expect(session.status).toMatchObject({ phase: 'waiting', grants: [] });
  expect(statuses).toEqual([session.status]);
});

test('CT1 texts beyond the protocol’s bounds are cut, not within a character', async () => {
  const fake = createFakeChannel();
  createSession({
    clock,
    time: () => 5000,
    parts: [],
    helper: { name: `${'x'.repeat(limits.nameChars - 1)}😀`, organisation: '', reason: 'y'.repeat(1000) },
    openChannel: () => Promise.resolve(fake.channel),
    showPicture() {},
    showCursor() {},
    setInput() {},
    over() {},
    report() {},
  });
  await settled();
  expect(fake.controls()).toEqual([
    {
      type: 'join',
      name: 'x'.repeat(limits.nameChars - 1),
      organisation: '',
      reason: 'y'.repeat(limits.reasonChars),
    },
  ]);
});

test('CT4 the first grants with "view" let the helper in', async () => {
  const { session, seen } = await beginWith('view', 'point');
  expect(session.status).toMatchObject({ phase: 'connected', grants: ['view', 'point'] });
  expect(seen.at(-1)).toBe('input point');
});

test('CT4 every later message of grants replaces what held, and the input follows', async () => {
  const { fake, session, seen } = await beginWith('view', 'point');
  fake.say(granted('view', 'point', 'control'));
  expect(seen.at(-1)).toBe('input control');
  fake.say(granted('view'));
  expect(seen.at(-1)).toBe('input none');
  expect(session.status).toMatchObject({ phase: 'connected', grants: ['view'] });
});

test('CT20 an obstacle stands until another or none is told', async () => {
  const { fake, session } = await beginWith('view');
  fake.say({ type: 'obstacle', obstacle: 'locked' });
  expect(session.status).toMatchObject({ phase: 'connected', obstacle: 'locked' });
  fake.say({ type: 'obstacle', obstacle: null });
  expect(session.status).not.toHaveProperty('obstacle');
});

test('CT2 a grant is asked for once at a time, and the answer ends the asking', async () => {
  const { fake, session } = await beginWith('view');
  session.requestGrant('control', 'for å skrive');
  session.requestGrant('control', 'igjen');
  session.requestGrant('view', 'har vi');
  expect(fake.controls().slice(1)).toEqual([
    { type: 'request-grant', grant: 'control', reason: 'for å skrive' },
  ]);
  expect(session.status.requestedGrant).toBe('control');
  fake.say({ type: 'grant-declined', grant: 'control' });
  expect(session.status).toMatchObject({ phase: 'connected', grants: ['view'], declinedGrant: 'control' });
  session.requestGrant('control', 'igjen');
  expect(session.status).toMatchObject({ phase: 'connected', grants: ['view'], requestedGrant: 'control' });
  fake.say(granted('view', 'control'));
  expect(session.status).toMatchObject({ phase: 'connected', grants: ['view', 'control'] });
  expect(session.status).not.toHaveProperty('requestedGrant');
  expect(session.status).not.toHaveProperty('declinedGrant');
});

test('CT3 a grant that is given back is not used for another moment', async () => {
  const { fake, session, seen } = await beginWith('view', 'point', 'control');
  session.dropGrant('control');
  session.dropGrant('control');
  expect(seen.at(-1)).toBe('input point');
  expect(session.status.grants).toEqual(['view', 'point']);
  expect(fake.controls().slice(1)).toEqual([{ type: 'drop-grant', grant: 'control' }]);
});

test('a broken line is shown, takes no input, and gives back what held', async () => {
  const { fake, session, seen } = await beginWith('view', 'control');
  fake.host.state('reconnecting');
  expect(session.status.phase).toBe('reconnecting');
  expect(seen.at(-1)).toBe('input none');
  fake.host.state('connected');
  expect(session.status.phase).toBe('connected');
  expect(seen.at(-1)).toBe('input control');
});

test('a line that breaks while the user is asked comes back to being asked', async () => {
  const { fake, session } = await beginWith();
  fake.host.state('reconnecting');
  expect(session.status.phase).toBe('reconnecting');
  fake.host.state('connected');
  expect(session.status.phase).toBe('waiting');
});

test('pictures and pointer shapes reach the display', async () => {
  const { fake, seen } = await beginWith('view');
  fake.host.message(streams.picture, new Uint8Array(7));
  const shape = { widthPx: 1, heightPx: 1, hotspotXPx: 0, hotspotYPx: 0, rgba: new Uint8Array(4) };
  fake.host.message(streams.cursor, encodeCursor({ type: 'shape', shape }));
  expect(seen.slice(-2)).toEqual(['picture 7', 'cursor shape']);
});

test('CT4 a picture before the user has agreed breaks the rules', async () => {
  const { fake, seen } = await beginWith();
  expect(() => fake.host.message(streams.picture, new Uint8Array(7))).toThrow(ProtocolViolation);
  expect(seen).not.toContain('picture 7');
});

test('a message on a stream that is the viewer’s own breaks the rules', async () => {
  const { fake } = await beginWith('view');
  expect(() => fake.host.message(streams.drawing, new Uint8Array(1))).toThrow(
    expect.objectContaining({ code: 'unexpected-message' }),
  );
});

test('IN13 the lock keys of the user are in the status', async () => {
  const { fake, session } = await beginWith('view', 'control');
  fake.host.message(streams.input, Uint8Array.of(1, 1));
  expect(session.status.userLocks).toEqual({ capsLock: true, numLock: false });
});

test('EN1 the end has the reason that either side gave, once', async () => {
  const { fake, session, seen, statuses } = await beginWith('view');
  fake.host.ended('ended-by-user');
  session.end('ended-by-helper');
  expect(session.status).toMatchObject({ phase: 'ended', grants: [], endReason: 'ended-by-user' });
  expect(fake.ends).toEqual([]);
  expect(seen.slice(-3)).toEqual(['input none', 'called off', 'over']);
  expect(statuses.filter(({ phase }) => phase === 'ended')).toHaveLength(1);
});

test('EN1 the helper ends it: the host is told, nothing that follows changes anything', async () => {
  const { fake, session, seen } = await beginWith('view');
  session.end('ended-by-helper');
  session.end('ended-by-helper');
  fake.host.ended('host-lost');
  fake.host.message(streams.picture, new Uint8Array(7));
  fake.host.state('reconnecting');
  expect(fake.ends).toEqual(['ended-by-helper']);
  expect(session.status.endReason).toBe('ended-by-helper');
  expect(seen.filter((one) => one === 'over' || one.startsWith('picture'))).toEqual(['over']);
});

test('a helper who gives up while the password is checked leaves no channel behind', async () => {
  const { fake, opening, session, seen } = begin();
  session.end('ended-by-helper');
  expect(session.status.phase).toBe('ended');
  expect(seen).toContain('called off');
  opening.resolve(fake.channel);
  await settled();
  expect(fake.ends).toEqual(['ended-by-helper']);
  expect(fake.controls()).toEqual([]);
});

test.each([
  [new PairingFailure('wrong-password', { triesLeft: 2 }), { code: 'wrong-password', triesLeft: 2 }],
  [new PairingFailure('busy'), { code: 'busy' }],
  [new TransportFailure('unknown-id'), { code: 'unknown-id' }],
  [new ProtocolViolation('version-unsupported'), { code: 'version-unsupported' }],
])('no channel: what failed is told (%s)', async (error, failure) => {
  const { opening, session, seen } = begin();
  opening.reject(error);
  await settled();
  expect(session.status).toMatchObject({ phase: 'failed', grants: [], failure });
  expect(seen).toEqual(['input none', 'called off', 'over']);
});

test.each([
  [new ProtocolViolation('not-authentic'), 'tampered', 0],
  [new ProtocolViolation('malformed'), 'protocol-error', 0],
  [new RangeError('ours'), 'internal-error', 1],
])(
  'a broken handshake ends with a reason, and our own fault is not swallowed (%s)',
  async (error, endReason, reports) => {
    const { opening, session, reported } = begin();
    opening.reject(error);
    await settled();
    expect(session.status).toMatchObject({ phase: 'ended', grants: [], endReason });
    expect(reported).toHaveLength(reports);
  },
);

test('IN1 input goes out on its stream', async () => {
  const { fake, session } = await beginWith('view', 'control');
  session.sendInput({ type: 'text', text: 'blåbær' });
  expect(fake.inputs()).toEqual([{ type: 'text', text: 'blåbær' }]);
});

test('CT12 what the user paused is not used, and holds when they go on', async () => {
  const { fake, session, seen } = await beginWith('view', 'control');
  const grants = ['view', 'control'] as const;
  fake.say({ ...granted(...grants), paused: true } as HostToViewer);
  expect(session.status).toMatchObject({ phase: 'connected', grants, paused: true });
  expect(seen.at(-1)).toBe('input none');
  fake.say(granted(...grants));
  expect(session.status.paused).toBe(false);
  expect(seen.at(-1)).toBe('input control');
});

test('CT10 control is handed over, and not used for another moment', async () => {
  const { fake, session, seen } = await beginWith('view', 'control');
  const people = [
    { person: 1, name: 'Kari', organisation: '', control: true },
    { person: 2, name: 'Ola', organisation: '', control: false },
  ];
  fake.say({ type: 'people', you: 1, people });
  expect(session.status).toMatchObject({ you: 1, people });
  session.handOver(2);
  session.handOver(2);
  expect(seen.at(-1)).toBe('input none');
  expect(fake.controls().slice(1)).toEqual([{ type: 'hand-over', to: 2 }]);
});

test('CT11 an invitation is shown for as long as it holds', async () => {
  const { fake, session } = await beginWith('view');
  fake.say({ type: 'invitation', password: 'LAMOVIKESADORIJA' });
  expect(session.status.invitation).toBe('LAMOVIKESADORIJA');
  fake.say({ type: 'invitation', password: null });
  expect(session.status).not.toHaveProperty('invitation');
  fake.say({ type: 'invitation', password: 'LAMOVIKESADORIJA' });
  session.end('ended-by-helper');
  expect(session.status).not.toHaveProperty('invitation');
});

test('CT13 the helper sees that the user’s own hand is at work', async () => {
  const { fake, session } = await beginWith('view', 'control');
  fake.say({ type: 'user-active', active: true });
  expect(session.status.userActive).toBe(true);
});

test('a part hears its own stream, once the user has agreed, and what may be done', async () => {
  const heard: unknown[] = [];
  const create: CreateViewerPart = ({ has, send, update }) => ({
    stream: streams.chat,
    receive(message) {
      heard.push([...message]);
      send(message);
      update({ people: [] });
    },
    grantsChanged: () => heard.push(has('chat')),
    line: (isConnected) => heard.push(isConnected ? 'line' : 'no line'),
    close: () => heard.push('closed'),
  });
  const { fake, opening, session } = begin([create]);
  opening.resolve(fake.channel);
  await settled();
  expect(() => fake.host.message(streams.chat, Uint8Array.of(1))).toThrow(ProtocolViolation);
  fake.say(granted('view', 'chat'));
  fake.host.message(streams.chat, Uint8Array.of(1));
  expect(fake.controls()).toHaveLength(1);
  fake.say({ ...granted('view', 'chat'), paused: true } as HostToViewer);
  fake.host.state('reconnecting');
  fake.host.state('connected');
  session.end('ended-by-helper');
  expect(heard).toEqual([true, [1], false, 'no line', 'line', 'closed']);
});

test('EN6 the end of a session that the helper was let into has a receipt, and no other', async () => {
  const { fake, session } = await beginWith('view', 'control');
  session.sendInput({ type: 'text', text: 'hemmelig' });
  fake.host.ended('ended-by-user');
  expect(session.status.receipt).toMatchObject({
    endReason: 'ended-by-user',
    people: [
      {
        name: 'Kari',
        grants: [
          { grant: 'view', used: false },
          { grant: 'control', used: true },
        ],
      },
    ],
  });
  expect(JSON.stringify(session.status.receipt)).not.toContain('hemmelig');
  const refused = await beginWith();
  refused.fake.host.ended('refused');
  expect(refused.session.status).not.toHaveProperty('receipt');
});

test('EN6 the receipt has what became of files, also when that is known after the end', async () => {
  const file = { name: 'rapport.pdf', sizeBytes: 340, doneBytes: 12, why: 'session-over' } as const;
  let ports: ViewerPartPorts | undefined;
  const { fake, opening, session, statuses } = begin([
    (given) => {
      ports = given;
      return {
        stream: streams.files,
        receive() {},
        close: () => given.unfinished('files-from-user', [{ ...file, left: 'removing' }]),
      };
    },
  ]);
  opening.resolve(fake.channel);
  await settled();
  fake.say(granted('view'));
  fake.host.ended('host-lost');
  const unfinished = () => session.status.receipt?.people[0]?.unfinished;
  expect(unfinished()).toMatchObject([{ name: 'rapport.pdf', doneBytes: 12, left: 'removing' }]);
  ports?.unfinished('files-from-user', [{ ...file, left: 'nothing' }]);
  expect(unfinished()).toMatchObject([{ left: 'nothing' }]);
  expect(statuses.at(-1)).toEqual(session.status);
  ports?.file({ grant: 'files-from-user', name: 'rapport.pdf', sizeBytes: 340 });
  expect(unfinished()).toEqual([]);
});

test('EN6 the helper’s receipt has who recorded: they themselves, the user and the other helpers', async () => {
  let show: (changes: Partial<ViewerStatus>) => void = () => {};
  const { fake, opening, session } = begin([
    ({ update }) => {
      show = update;
      return { stream: streams.recording, receive() {}, close() {} };
    },
  ]);
  opening.resolve(fake.channel);
  await settled();
  fake.say(granted('view', 'recording'));
  const person = (number: number, name: string) => ({
    person: number,
    name,
    organisation: '',
    control: false,
  });
  const people = (...all: (ReturnType<typeof person> & { records?: true })[]) =>
    fake.say({ type: 'people', you: 2, people: all });
  people(person(1, 'Ola'), { ...person(2, 'Kari'), records: true });
  show({ userRecording: 'agreed' });
  show({ userRecording: 'running' });
  show({ recording: { state: 'running', code: 'C', name: 'a', startedAtMs: 0, sizeBytes: 0 } });
  people({ ...person(1, 'Ola'), records: true }, { ...person(2, 'Kari'), records: true });
  fake.host.ended('ended-by-user');
  expect(session.status.receipt?.recordings.map(({ by, name }) => [by, name])).toEqual([
    ['user', ''],
    ['helper', 'Kari'],
    ['helper', 'Ola'],
  ]);
});

test('EN5 the helper sees that the session will be over, and that it goes on after all', async () => {
  const { fake, session } = await beginWith('view');
  fake.say({ type: 'ending', why: 'idle', inMs: 120_000 });
  expect(session.status.ending).toEqual({ why: 'idle', atMs: 125_000 });
  fake.say({ type: 'ending', why: 'idle', inMs: null });
  expect(session.status).not.toHaveProperty('ending');
});

test('UP27 an answer that waits goes along with what is said next, in the same go', async () => {
  const { session, fake } = await beginWith('view', 'control');
  session.painted(7, 12, true);
  expect(fake.answers()).toEqual([]);
  session.sendInput({ type: 'text', text: 'a' });
  expect(fake.answers()).toEqual([{ type: 'painted', sequence: 7, heldMs: 12 }]);
  session.painted(8, 12, false);
  expect(fake.answers()).toHaveLength(2);
});

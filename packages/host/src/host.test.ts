import {
  type Bytes,
  decodeHostToViewer,
  type EndReason,
  encodeControl,
  encodeDrawing,
  encodeInput,
  encodePicture,
  encodeRecording,
  type Grant,
  type InputMessage,
  PairingFailure,
  type Password,
  type Person,
  type SessionId,
  streams,
  type ViewerToHost,
} from '@fjernhjelp/protocol';
import { type Channel, connectToHost, openViewerChannel } from '@fjernhjelp/session';
import {
  createFakeVoicePeers,
  createManualClock,
  createSeededRandom,
  type ManualClock,
} from '@fjernhjelp/session/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHost, type Host, type HostOptions } from './host.ts';
import type { HostPartPorts } from './part.ts';
import { createRecordingPart } from './recording/recording-part.ts';
import { createUserRecording } from './recording/user-recording.ts';
import type { HostStatus } from './status.ts';
import { createFakeSessionRecorder } from './testing/fake-session-recorder.ts';
import {
  createFakeBroker,
  createFakeDrawingBoard,
  createFakeInjector,
  createFakePauseKey,
  createFakePictureSource,
  createFakeScreenFrame,
  createFakeUserInput,
  type FakeBroker,
  type FakeDrawingBoard,
  type FakeInjector,
  type FakePauseKey,
  type FakePictureSource,
  type FakeScreenFrame,
  type FakeUserInput,
} from './testing/index.ts';

const random = createSeededRandom(7);
const WRONG = 'DADADADADADADADA' as Password;
const picture = encodePicture({ type: 'resize', screen: 0, widthPx: 100, heightPx: 100, cachePlaces: 0 });

let clock: ManualClock;
let broker: FakeBroker;
let injector: FakeInjector;
let source: FakePictureSource;
let userInput: FakeUserInput;
let drawingBoard: FakeDrawingBoard;
let screenFrame: FakeScreenFrame;
let pauseKey: FakePauseKey;
let statuses: HostStatus[];
const fatal = vi.fn();
const openPictures = vi.fn(() => source);

beforeEach(() => {
  vi.clearAllMocks();
  clock = createManualClock();
  broker = createFakeBroker(random);
  injector = createFakeInjector();
  source = createFakePictureSource();
  userInput = createFakeUserInput();
  drawingBoard = createFakeDrawingBoard();
  screenFrame = createFakeScreenFrame();
  pauseKey = createFakePauseKey();
  statuses = [];
});

function startHost(more: Partial<HostOptions> = {}): Host {
  return createHost({
    serverUrl: 'http://server',
    openWebSocket: broker.openWebSocket,
    clock,
    random,
    openPictures,
    injector,
    drawingBoard,
    screenFrame,
    userInput,
    time: () => 1_000_000 + clock.now(),
    longestMs: 60 * 60_000,
    pauseKey,
    voice: { unable: undefined, watch: () => () => {}, open: createFakeVoicePeers().open },
    listener: { status: (status) => void statuses.push(status), fatal },
    ...more,
  });
}

const until = (condition: () => unknown) =>
  vi.waitFor(() => expect(condition()).toBeTruthy(), { interval: 1 });
const untilPhase = (host: Host, phase: HostStatus['phase']) => until(() => host.status.phase === phase);

/** Lets time pass as both ends would see it: what they say to each other arrives meanwhile. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    clock.advance(500);
    // What the ends seal and open is worked on in the order in which it was asked for: behind it, nothing is under way.
    for (let turn = 0; turn < 8; turn++) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

async function waitingHost(more: Partial<HostOptions> = {}): Promise<Host> {
  const host = startHost(more);
  await untilPhase(host, 'waiting');
  return host;
}

/** A helper's real end of the channel, and what it heard. */
interface Helper {
  channel: Channel;
  grants: readonly Grant[] | undefined;
  isPaused: boolean;
  isUserActive: boolean;
  people: readonly Person[] | undefined;
  invitation: string | null;
  endingInMs: number | null;
  pictures: Bytes[];
  states: string[];
  ended: EndReason | undefined;
  say(message: ViewerToHost): void;
  act(message: InputMessage): void;
}

async function pair(host: Host, password = host.status.password as Password): Promise<Helper> {
  const id = host.status.id as SessionId;
  const channel = await openViewerChannel({
    id,
    password,
    connect: () =>
      connectToHost({ serverUrl: 'ws://server', id, openWebSocket: broker.openWebSocket, clock }),
    clock,
    random,
  });
  const helper: Helper = {
    channel,
    grants: undefined,
    isPaused: false,
    isUserActive: false,
    people: undefined,
    invitation: null,
    endingInMs: null,
    pictures: [],
    states: [],
    ended: undefined,
    say: (message) => channel.send(streams.control, encodeControl(message)),
    act: (message) => channel.send(streams.input, encodeInput(message)),
  };
  channel.listen({
    message(stream, message) {
      if (stream === streams.picture) helper.pictures.push(message);
      if (stream !== streams.control) return;
      const told = decodeHostToViewer(message);
      if (told.type === 'grants') Object.assign(helper, { grants: told.grants, isPaused: told.paused });
      if (told.type === 'people') helper.people = told.people;
      if (told.type === 'invitation') helper.invitation = told.password;
      if (told.type === 'ending') helper.endingInMs = told.inMs;
      if (told.type === 'user-active') helper.isUserActive = told.active;
    },
    state: (state) => void helper.states.push(state),
    ended: (reason) => {
      helper.ended = reason;
    },
  });
  return helper;
}

async function asking(host: Host): Promise<Helper> {
  const helper = await pair(host);
  helper.say({ type: 'join', name: 'Kari', organisation: 'Firma', reason: '' });
  await untilPhase(host, 'asking');
  return helper;
}

async function sharing(host: Host): Promise<Helper> {
  const helper = await asking(host);
  host.command({ type: 'allow', person: personOf(host) });
  await until(() => helper.grants !== undefined);
  return helper;
}

const lastOf = (host: Host) => host.status.helpers.at(-1);
const personOf = (host: Host) => lastOf(host)?.person ?? 0;
const requestOf = (host: Host) => lastOf(host)?.request;
const grantsOf = (host: Host) => lastOf(host)?.grants.map(({ grant }) => grant);

async function controlling(host: Host): Promise<Helper> {
  const helper = await sharing(host);
  helper.say({ type: 'request-grant', grant: 'control', reason: 'klikk' });
  await until(() => requestOf(host));
  host.command({ type: 'allow-grant', person: personOf(host), grant: 'control', duration: 'session' });
  await until(() => helper.grants?.includes('control'));
  return helper;
}

const failureOf = (pairing: Promise<Helper>) =>
  pairing.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('EN2 a host that registers', () => {
  it('shows an ID and a password of its own', async () => {
    const host = await waitingHost();
    expect(host.status).toMatchObject({ phase: 'waiting', online: true, wrongTries: 0, helpers: [] });
    expect(host.status.id).toMatch(/^\d{9}$/);
    expect(host.status.password).toMatch(/^[A-Z]{16}$/);
    expect(statuses.at(-1)).toEqual(host.status);
  });

  it('tries a second time when nobody answers, and then gives up', async () => {
    broker.reachable = false;
    const host = startHost();
    // Before it was tried, nothing is broken.
    expect(host.status.online).toBe(true);
    await until(() => clock.pending === 1);
    expect(fatal).not.toHaveBeenCalled();
    clock.advance(1000);
    await until(() => fatal.mock.calls.length === 1);
    expect(fatal.mock.calls[0]?.[0]).toMatchObject({ code: 'unreachable' });
    expect(statuses).toMatchObject([{ phase: 'connecting', online: false }]);
  });

  it('waits when the second try is answered', async () => {
    broker.reachable = false;
    const host = startHost();
    await until(() => clock.pending === 1);
    broker.reachable = true;
    clock.advance(1000);
    await untilPhase(host, 'waiting');
  });

  it('gives up at once when the server does not want this version', async () => {
    broker.refusal = 'version-unsupported';
    startHost();
    await until(() => fatal.mock.calls.length === 1);
    expect(fatal.mock.calls[0]?.[0]).toMatchObject({ code: 'version-unsupported' });
  });

  it('says when the line to the server is broken, and keeps ID and password', async () => {
    const host = await waitingHost();
    const { id, password } = host.status;
    broker.cutHost();
    await until(() => !host.status.online);
    expect(host.status.phase).toBe('waiting');
    clock.advance(60_000 - 1);
    await until(() => host.status.online);
    expect(host.status).toMatchObject({ phase: 'waiting', id, password });
  });
});

describe('EN3 passwords', () => {
  it('and the question who comes in wait as long as the user takes: no time runs before somebody is in (WCAG 2.2.1)', async () => {
    const host = await waitingHost({ longestMs: 60_000, idleMs: 60_000 });
    const { id, password } = host.status;
    await pass(130_000);
    expect(host.status).toMatchObject({ phase: 'waiting', id, password });
    await asking(host);
    await pass(130_000);
    expect(host.status.phase).toBe('asking');
    host.command({ type: 'allow', person: personOf(host) });
    await untilPhase(host, 'sharing');
  });

  it('counts wrong ones, tells both sides, and replaces the password at the fifth', async () => {
    const host = await waitingHost();
    const first = host.status.password;
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await failureOf(pair(host, WRONG))).toMatchObject({ code: 'wrong-password', triesLeft });
      expect(host.status).toMatchObject({
        wrongTries: 5 - triesLeft,
        password: first,
        passwordReplaced: false,
      });
    }
    expect(await failureOf(pair(host, WRONG))).toMatchObject({ code: 'wrong-password', triesLeft: 0 });
    expect(host.status).toMatchObject({ phase: 'waiting', wrongTries: 0, passwordReplaced: true });
    expect(host.status.password).not.toBe(first);
    expect(await failureOf(pair(host, first as Password))).toBeInstanceOf(PairingFailure);
    await asking(host);
  });

  it('is used up by a pairing: others are told busy, before and after consent', async () => {
    const host = await waitingHost();
    const password = host.status.password as Password;
    const helper = await pair(host);
    expect(await failureOf(pair(host, password))).toMatchObject({ code: 'busy' });
    helper.say({ type: 'join', name: '', organisation: '', reason: '' });
    await untilPhase(host, 'asking');
    expect(host.status.password).toBeUndefined();
    expect(await failureOf(pair(host, password))).toMatchObject({ code: 'busy' });
    host.command({ type: 'allow', person: personOf(host) });
    expect(await failureOf(pair(host, password))).toMatchObject({ code: 'busy' });
    expect(helper.ended).toBeUndefined();
  });

  it.each<[string, (host: Host, helper: Helper) => void, EndReason]>([
    ['the user declines', (host) => host.command({ type: 'decline', person: personOf(host) }), 'refused'],
    ['the helper leaves', (_, helper) => helper.channel.end('ended-by-helper'), 'ended-by-helper'],
    [
      'the helper acts before they may',
      (_, helper) => helper.act({ type: 'text', text: 'rm -rf' }),
      'protocol-error',
    ],
  ])('is a new one on the same ID after %s', async (_what, leave, reason) => {
    const host = await waitingHost();
    const { id, password } = host.status;
    const helper = await asking(host);
    leave(host, helper);
    await untilPhase(host, 'waiting');
    await until(() => helper.ended);
    expect(helper.ended).toBe(reason);
    expect(host.status.id).toBe(id);
    expect(host.status.password).toMatch(/^[A-Z]{16}$/);
    expect(host.status.password).not.toBe(password);
    expect(host.status.helpers).toEqual([]);
    expect(openPictures).not.toHaveBeenCalled();
    expect(injector.seen.filter(({ type }) => type !== 'release-all')).toEqual([]);
    expect(broker.heard.map(({ type }) => type)).toEqual(['register']);
    await sharing(host);
  });

  it('is a new one after a helper who said nothing', async () => {
    const host = await waitingHost();
    const { password } = host.status;
    const helper = await pair(host);
    await pass(9000);
    expect(host.status.phase).toBe('waiting');
    expect(helper.ended).toBeUndefined();
    await pass(1000);
    await until(() => helper.ended);
    expect(helper.ended).toBe('protocol-error');
    await until(() => host.status.password !== password);
  });
});

describe('a session', () => {
  it('CT7 shows nothing before the user allows it, and the picture after', async () => {
    const host = await waitingHost();
    source.paint(picture);
    const helper = await asking(host);
    expect(host.status).toMatchObject({
      helpers: [{ name: 'Kari', organisation: 'Firma', reason: '', grants: [] }],
    });
    expect(openPictures).not.toHaveBeenCalled();
    expect(helper.pictures).toEqual([]);
    host.command({ type: 'allow', person: personOf(host) });
    await until(() => helper.pictures.length === 1);
    expect(helper.pictures).toEqual([picture]);
    expect(helper.grants).toEqual(['view', 'point']);
    expect(host.status.phase).toBe('sharing');
    expect(grantsOf(host)).toEqual(['view', 'point']);
    expect(broker.heard.at(-1)).toEqual({ type: 'joined', helper: 'Kari', organisation: 'Firma' });
  });

  it('CT3 controls when the user says so, and no longer when they do not', async () => {
    const host = await waitingHost();
    const helper = await controlling(host);
    expect(requestOf(host)).toBeUndefined();
    helper.act({ type: 'pointer', screen: 0, xPx: 5, yPx: 5, buttons: 1 });
    await until(() => injector.seen.some(({ type }) => type === 'pointer'));
    host.command({ type: 'revoke-grant', person: personOf(host), grant: 'control' });
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    await until(() => !helper.grants?.includes('control'));
    expect(grantsOf(host)).toEqual(['view', 'point']);
  });

  it('CT5 declines control', async () => {
    const host = await waitingHost();
    const helper = await sharing(host);
    helper.say({ type: 'request-grant', grant: 'control', reason: '' });
    await until(() => requestOf(host));
    host.command({ type: 'decline-grant', person: personOf(host), grant: 'control' });
    expect(requestOf(host)).toBeUndefined();
    expect(grantsOf(host)).toEqual(['view', 'point']);
  });

  it('IN9 survives a broken line with nothing held down', async () => {
    const host = await waitingHost();
    const helper = await controlling(host);
    helper.act({ type: 'key', down: true, code: 'ControlLeft', key: 'Control' });
    await until(() => injector.seen.some(({ type }) => type === 'key'));
    broker.cutLinks();
    await untilPhase(host, 'reconnecting');
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(grantsOf(host)).toContain('control');
    clock.advance(2000);
    await untilPhase(host, 'sharing');
    helper.act({ type: 'text', text: 'å' });
    await until(() => injector.seen.at(-1)?.type === 'text');
    // The host may have the text before the helper's end has heard that the line is proven.
    await until(() => helper.states.length > 1);
    expect(helper.states).toEqual(['reconnecting', 'connected']);
  });

  it('EN2 whose line breaks while the user is asked is asked for again, and ends there when it stays away', async () => {
    const host = await waitingHost();
    await asking(host);
    broker.cutLinks();
    await untilPhase(host, 'reconnecting');
    host.command({ type: 'allow', person: personOf(host) });
    expect(host.status.phase).toBe('reconnecting');
    clock.advance(2000);
    await untilPhase(host, 'asking');
    host.command({ type: 'allow', person: personOf(host) });
    expect(host.status.phase).toBe('sharing');
  });

  it.each<[string, (host: Host, helper: Helper) => void, EndReason]>([
    ['the user ends it', (host) => host.command({ type: 'end' }), 'ended-by-user'],
    ['the window is closed', (host) => host.close(), 'ended-by-user'],
    ['the helper ends it', (_, helper) => helper.channel.end('ended-by-helper'), 'ended-by-helper'],
    ['the server ends it', () => broker.end('ended-by-server'), 'ended-by-server'],
    [
      'the helper breaks a rule',
      (_, helper) => helper.channel.send(streams.input, new Uint8Array([9])),
      'protocol-error',
    ],
    ['the screen is lost', () => source.lose(new Error('gone')), 'internal-error'],
  ])('EN4 is over for both when %s', async (_what, finish, reason) => {
    const host = await waitingHost();
    const helper = await controlling(host);
    helper.act({ type: 'key', down: true, code: 'ShiftLeft', key: 'Shift' });
    await until(() => injector.seen.length > 0);
    finish(host, helper);
    await untilPhase(host, 'ended');
    await until(() => helper.ended);
    expect(helper.ended).toBe(reason);
    expect(host.status).toMatchObject({ phase: 'ended', endReason: reason, helpers: [] });
    expect(host.status).not.toHaveProperty('id');
    expect(host.status).not.toHaveProperty('password');
    expect(source.closed).toBe(true);
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    if (reason !== 'ended-by-server') await until(() => broker.heard.at(-1)?.type === 'end');
    if (reason !== 'ended-by-server') expect(broker.heard.at(-1)).toEqual({ type: 'end', reason });
    await until(() => clock.pending === 0);
  });

  it('EN4 is over when the helper stays away for the grace period', async () => {
    const host = await waitingHost();
    const helper = await sharing(host);
    broker.cutLinks();
    broker.reachable = false;
    await untilPhase(host, 'reconnecting');
    await pass(61_000);
    await untilPhase(host, 'ended');
    expect(host.status.endReason).toBe('viewer-lost');
    await until(() => helper.ended);
  });
});

describe('several helpers', () => {
  async function invited(host: Host): Promise<Helper> {
    await until(() => host.status.password);
    const { length } = host.status.helpers;
    const helper = await pair(host);
    helper.say({ type: 'join', name: 'Ola', organisation: 'Annet AS', reason: '' });
    await until(() => host.status.helpers.length > length);
    return helper;
  }

  it('CT10 the others are told while one of them records, and who comes then is too; the receipt has it all', async () => {
    const host = await waitingHost({ parts: [createRecordingPart] });
    const kari = await sharing(host);
    host.command({ type: 'invite' });
    const ola = await invited(host);
    host.command({ type: 'allow', person: 2 });
    kari.say({ type: 'request-grant', grant: 'recording', reason: '' });
    await until(() => host.status.helpers[0]?.request);
    host.command({ type: 'allow-grant', person: 1, grant: 'recording', duration: 'session' });
    await until(() => kari.grants?.includes('recording'));
    const recorders = (helper: Helper) =>
      helper.people?.flatMap(({ name, records }) => (records === true ? [name] : []));
    await until(() => ola.people?.length === 2);
    expect(recorders(ola)).toEqual([]);
    kari.channel.send(streams.recording, encodeRecording({ type: 'state', isRecording: true }));
    await until(() => recorders(ola)?.[0] === 'Kari');
    const fromMs = 1_000_000 + clock.now();
    clock.advance(3000);

    host.command({ type: 'invite' });
    const late = await invited(host);
    host.command({ type: 'allow', person: 3 });
    await until(() => late.people !== undefined);
    expect(recorders(late)).toEqual(['Kari']);

    // A pause ends it, whatever the helper who records says or does not say.
    host.command({ type: 'pause' });
    await until(() => recorders(ola)?.length === 0 && recorders(late)?.length === 0);
    host.command({ type: 'end' });
    const [recording] = host.status.receipt?.recordings ?? [];
    expect(recording).toEqual({ by: 'helper', name: 'Kari', fromMs, toMs: fromMs + 3000 });
  });

  it('EN6 the receipt has the user’s own recording, without the time in which it waited', async () => {
    const recorder = createFakeSessionRecorder();
    const time = () => 1_000_000 + clock.now();
    const shared = [createUserRecording({ recorder, playerUrl: '', random, time })];
    const host = await waitingHost({ shared });
    const kari = await sharing(host);
    const agree = ({ channel }: Helper) =>
      channel.send(streams.recording, encodeRecording({ type: 'consent', agrees: true }));
    host.command({ type: 'record', folder: '/home/user/Videos' });
    agree(kari);
    await until(() => host.status.recording?.state === 'running');
    const fromMs = time();
    clock.advance(1000);
    host.command({ type: 'invite' });
    const ola = await invited(host);
    host.command({ type: 'allow', person: 2 });
    await until(() => host.status.recording?.isWaiting);
    clock.advance(1000);
    agree(ola);
    await until(() => host.status.recording?.isWaiting === false);
    clock.advance(1000);
    host.command({ type: 'end' });
    expect(host.status.receipt?.recordings).toEqual([
      { by: 'user', name: '', fromMs, toMs: fromMs + 1000 },
      { by: 'user', name: '', fromMs: fromMs + 2000, toMs: fromMs + 3000 },
    ]);
  });

  it('EN3 the user invites one more, with a password of its own, and takes it back', async () => {
    const host = await waitingHost();
    const { password } = host.status;
    await sharing(host);
    expect(host.status).not.toHaveProperty('password');
    host.command({ type: 'invite' });
    expect(host.status).toMatchObject({ phase: 'sharing', inviting: true });
    expect(host.status.password).toMatch(/^[A-Z]{16}$/);
    expect(host.status.password).not.toBe(password);
    const offered = host.status.password as Password;
    host.command({ type: 'stop-inviting' });
    expect(host.status).not.toHaveProperty('password');
    expect(await failureOf(pair(host, offered))).toMatchObject({ code: 'busy' });
  });

  it('CT10 each is asked for and listed on every side, and one may leave while the other stays', async () => {
    const host = await waitingHost();
    const kari = await sharing(host);
    host.command({ type: 'invite' });
    const ola = await invited(host);
    expect(host.status).toMatchObject({
      phase: 'sharing',
      helpers: [{ state: 'sharing' }, { state: 'asking' }],
    });
    expect(ola.grants).toBeUndefined();
    host.command({ type: 'allow', person: personOf(host) });
    const people = [
      { person: 1, name: 'Kari', organisation: 'Firma', control: false },
      { person: 2, name: 'Ola', organisation: 'Annet AS', control: false },
    ];
    await until(() => kari.people?.length === 2 && ola.people?.length === 2);
    expect(kari.people).toEqual(people);
    expect(ola.people).toEqual(people);
    expect(host.status).toMatchObject({ inviting: false });
    expect(openPictures).toHaveBeenCalledTimes(2);
    kari.channel.end('ended-by-helper');
    await until(() => ola.people?.length === 1);
    expect(host.status).toMatchObject({ phase: 'sharing', helpers: [{ name: 'Ola' }] });
    host.command({ type: 'dismiss', person: 2 });
    await untilPhase(host, 'ended');
    await until(() => ola.ended);
    expect(ola.ended).toBe('ended-by-user');
  });

  it('CT10 one has control at a time, and hands it over through the user', async () => {
    const host = await waitingHost();
    const kari = await controlling(host);
    host.command({ type: 'invite' });
    const ola = await invited(host);
    host.command({ type: 'allow', person: 2 });
    await until(() => ola.grants);
    kari.say({ type: 'hand-over', to: 2 });
    await until(() => requestOf(host));
    expect(requestOf(host)).toEqual({ grant: 'control', reason: '', handedOverBy: 'Kari' });
    expect(host.status.helpers[0]?.grants.map(({ grant }) => grant)).not.toContain('control');
    host.command({ type: 'allow-grant', person: 2, grant: 'control', duration: 'session' });
    await until(() => ola.grants?.includes('control'));
    kari.say({ type: 'request-grant', grant: 'control', reason: '' });
    await until(() => host.status.helpers[0]?.request);
    host.command({ type: 'allow-grant', person: 1, grant: 'control', duration: 'session' });
    await until(() => kari.grants?.includes('control') && !ola.grants?.includes('control'));
  });

  it('CT11 a helper invites a colleague with the user’s leave, and may go', async () => {
    const host = await waitingHost();
    const kari = await sharing(host);
    kari.say({ type: 'request-grant', grant: 'invite', reason: 'vaktskifte' });
    await until(() => requestOf(host));
    expect(host.status).not.toHaveProperty('password');
    host.command({ type: 'allow-grant', person: 1, grant: 'invite', duration: 'session' });
    await until(() => kari.invitation);
    expect(kari.invitation).toBe(host.status.password);
    await pair(host, kari.invitation as Password).then((ola) =>
      ola.say({ type: 'join', name: 'Ola', organisation: '', reason: '' }),
    );
    await until(() => lastOf(host)?.name === 'Ola');
    host.command({ type: 'allow', person: 2 });
    await until(() => kari.invitation === null && !kari.grants?.includes('invite'));
    kari.channel.end('ended-by-helper');
    await until(() => host.status.helpers.length === 1);
    expect(host.status.phase).toBe('sharing');
  });

  it('CT11 whose colleague is refused gets another password for the next try', async () => {
    const host = await waitingHost();
    const kari = await sharing(host);
    kari.say({ type: 'request-grant', grant: 'invite', reason: '' });
    await until(() => requestOf(host));
    host.command({ type: 'allow-grant', person: 1, grant: 'invite', duration: 'session' });
    await until(() => kari.invitation);
    const first = kari.invitation;
    await invited(host);
    host.command({ type: 'decline', person: 2 });
    await until(() => kari.invitation !== first);
    expect(kari.invitation).toBe(host.status.password);
  });

  it('EN3 no more than four are in or at the door', async () => {
    const host = await waitingHost();
    await sharing(host);
    for (const person of [2, 3, 4]) {
      host.command({ type: 'invite' });
      await invited(host);
      host.command({ type: 'allow', person });
    }
    host.command({ type: 'invite' });
    expect(host.status).not.toHaveProperty('password');
  });

  describe('IN10 a question to the user', () => {
    const typed = () => injector.seen.filter(({ type }) => type === 'text').length;

    it('is not answered by another helper who has control: somebody at the door', async () => {
      const host = await waitingHost();
      const kari = await controlling(host);
      kari.act({ type: 'key', down: true, code: 'KeyA', key: 'a' });
      await until(() => injector.seen.some((seen) => seen.type === 'key'));
      host.command({ type: 'invite' });
      await invited(host);
      await until(() => kari.isUserActive);
      expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
      kari.act({ type: 'text', text: 'a' });
      await pass(2000);
      expect(typed()).toBe(0);
      host.command({ type: 'decline', person: 2 });
      await until(() => !kari.isUserActive);
      kari.act({ type: 'text', text: 'b' });
      await until(() => typed() === 1);
    });

    it('is not answered by another helper who has control: a colleague who asks for more', async () => {
      const host = await waitingHost();
      const kari = await controlling(host);
      host.command({ type: 'invite' });
      const ola = await invited(host);
      host.command({ type: 'allow', person: 2 });
      await until(() => ola.grants && !kari.isUserActive);
      ola.say({ type: 'request-grant', grant: 'control', reason: '' });
      await until(() => kari.isUserActive);
      kari.act({ type: 'pointer', screen: 0, xPx: 5, yPx: 5, buttons: 1 });
      await pass(1000);
      expect(injector.seen.some((seen) => seen.type === 'pointer')).toBe(false);
      host.command({ type: 'decline-grant', person: 2, grant: 'control' });
      await until(() => !kari.isUserActive);
    });
  });
});

describe('CT12 a pause', () => {
  it('stops everything for everybody, and goes on', async () => {
    const host = await waitingHost();
    const kari = await controlling(host);
    host.command({ type: 'pause' });
    expect(host.status.paused).toBe(true);
    await until(() => kari.isPaused);
    kari.act({ type: 'text', text: 'å' });
    await pass(500);
    host.command({ type: 'go-on' });
    await until(() => !kari.isPaused);
    expect(kari.grants).toContain('control');
    expect(injector.seen.filter(({ type }) => type === 'text')).toEqual([]);
  });

  it('begins and ends with the pause key too', async () => {
    const host = await waitingHost();
    expect(host.status.pauseKey).toBe(true);
    const kari = await controlling(host);
    pauseKey.press();
    expect(host.status.paused).toBe(true);
    await until(() => kari.isPaused);
    pauseKey.press();
    await until(() => !kari.isPaused);
  });

  it('is none while nobody is in', async () => {
    const host = await waitingHost();
    pauseKey.press();
    expect(host.status.paused).toBe(false);
    host.command({ type: 'pause' });
    expect(host.status.paused).toBe(false);
  });
});

describe('the frame around the screens', () => {
  it('is there while somebody sees them, and at no other time', async () => {
    const host = await waitingHost();
    await asking(host);
    expect(screenFrame.isShown).toBe(false);
    host.command({ type: 'decline', person: personOf(host) });
    await untilPhase(host, 'waiting');
    const kari = await sharing(host);
    expect(screenFrame.isShown).toBe(true);
    host.command({ type: 'pause' });
    expect(screenFrame.isShown).toBe(false);
    host.command({ type: 'go-on' });
    expect(screenFrame.isShown).toBe(true);
    host.command({ type: 'revoke-grant', person: personOf(host), grant: 'view' });
    expect(screenFrame.isShown).toBe(false);
    kari.say({ type: 'request-grant', grant: 'view', reason: '' });
    await until(() => requestOf(host));
    expect(screenFrame.isShown).toBe(false);
    host.command({ type: 'allow-grant', person: personOf(host), grant: 'view', duration: 'now' });
    expect(screenFrame.isShown).toBe(true);
    kari.channel.end('ended-by-helper');
    await untilPhase(host, 'ended');
    expect(screenFrame.isShown).toBe(false);
  });

  it('goes with everybody’s end, with what they drew', async () => {
    const host = await waitingHost();
    const kari = await sharing(host);
    const points = [{ xPx: 1, yPx: 1 }];
    kari.channel.send(
      streams.drawing,
      encodeDrawing({ type: 'pen', mark: 1, stays: true, screen: 0, points }),
    );
    await until(() => lastOf(host)?.hasDrawn);
    expect(drawingBoard.sheets[0]?.marks.size).toBe(1);
    host.close();
    expect(screenFrame.isShown).toBe(false);
    expect(drawingBoard.sheets).toEqual([]);
  });
});

describe('IN11 the user’s own hand', () => {
  it('goes first, for as long as it is at work and a second more', async () => {
    const host = await waitingHost();
    const kari = await controlling(host);
    const typed = () => injector.seen.filter(({ type }) => type === 'text').length;
    userInput.act();
    await until(() => kari.isUserActive);
    kari.act({ type: 'text', text: 'a' });
    await pass(500);
    userInput.act();
    await pass(500);
    expect(typed()).toBe(0);
    await pass(500);
    await until(() => !kari.isUserActive);
    kari.act({ type: 'text', text: 'b' });
    await until(() => typed() === 1);
    expect(injector.seen.at(-1)).toEqual({ type: 'text', text: 'b' });
  });
});

describe('voice', () => {
  const voiceOf = (host: Host) => host.status.helpers[0]?.voice;

  it('VO4 that the user offers is a question that the helper in control cannot answer', async () => {
    const host = await waitingHost();
    const kari = await controlling(host);
    host.command({ type: 'voice-offer', person: 1 });
    expect(requestOf(host)).toEqual({ grant: 'voice', reason: '', isOffered: true });
    await until(() => kari.isUserActive);
    kari.act({ type: 'text', text: 'ja' });
    await pass(500);
    expect(injector.seen.filter(({ type }) => type === 'text')).toEqual([]);
    host.command({ type: 'decline-grant', person: 1, grant: 'voice' });
    expect(requestOf(host)).toBeUndefined();
    host.command({ type: 'voice-offer', person: 1 });
    host.command({ type: 'allow-grant', person: 1, grant: 'voice', duration: 'session' });
    await until(() => kari.grants?.includes('voice'));
  });

  it('VO6 the helper in control cannot turn the user’s microphone on again', async () => {
    const host = await waitingHost();
    await controlling(host);
    host.command({ type: 'voice-mute', person: 1, muted: true });
    expect(voiceOf(host)).toMatchObject({ isMuted: true });
    host.command({ type: 'voice-mute', person: 1, muted: false });
    expect(voiceOf(host)).toMatchObject({ isMuted: true });
    userInput.act();
    host.command({ type: 'voice-mute', person: 1, muted: false });
    expect(voiceOf(host)).toMatchObject({ isMuted: false });
  });

  it('VO1 is forbidden by the operator where the server allows no direct path', async () => {
    const host = await waitingHost();
    await sharing(host);
    expect(voiceOf(host)).toMatchObject({ state: 'off', unable: 'by-operator' });
    expect(host.status).not.toHaveProperty('directAllowed');
  });
});

describe('EN5 a session that takes too long', () => {
  it('says so at both ends two minutes before, and is over then', async () => {
    const host = await waitingHost();
    const kari = await sharing(host);
    await pass(58 * 60_000);
    await until(() => kari.endingInMs);
    expect(kari.endingInMs).toBe(120_000);
    expect(host.status.ending).toMatchObject({ why: 'time-over', atMs: 1_000_000 + clock.now() + 120_000 });
    await pass(120_000);
    await untilPhase(host, 'ended');
    expect(host.status).toMatchObject({ endReason: 'time-over' });
    await until(() => kari.ended);
    expect(kari.ended).toBe('time-over');
  });

  it('goes on when the user wants it to', async () => {
    const host = await waitingHost();
    const kari = await sharing(host);
    await pass(58 * 60_000);
    await until(() => kari.endingInMs);
    host.command({ type: 'stay' });
    expect(host.status).not.toHaveProperty('ending');
    await until(() => kari.endingInMs === null);
  });
});

describe('EN5 a session in which nobody does anything', () => {
  const idle = { longestMs: 24 * 60 * 60_000, idleMs: 10 * 60_000 };
  const isEnding = (host: Host) => host.status.ending !== undefined;

  it.each([
    ['at work without a rest', { ...idle, userFirstMs: 60_000 }],
    ['that the helper’s input does not wait for', { ...idle, userFirstMs: 0 }],
  ])(
    'is none with the user’s own hand %s',
    async (_what, options) => {
      const host = await waitingHost(options);
      await sharing(host);
      for (let minutes = 0; minutes < 20; minutes++) {
        userInput.act();
        await pass(30_000);
        expect(isEnding(host)).toBe(false);
      }
      expect(host.status.phase).toBe('sharing');
    },
    60_000,
  );

  it('is none with a helper who asks for something', async () => {
    const host = await waitingHost(idle);
    const kari = await sharing(host);
    await pass(9 * 60_000);
    await until(() => isEnding(host));
    kari.say({ type: 'request-grant', grant: 'control', reason: '' });
    await until(() => !isEnding(host));
  }, 60_000);
});

describe('EN6 the receipt', () => {
  it('says who, when, and what was granted and used, and nothing of what was typed', async () => {
    const host = await waitingHost();
    source.paint(picture);
    const kari = await controlling(host);
    kari.act({ type: 'text', text: 'hemmelig' });
    await until(() => injector.seen.length > 0);
    await until(() => kari.pictures.length > 0);
    host.command({ type: 'end' });
    expect(host.status.receipt).toMatchObject({
      endReason: 'ended-by-user',
      people: [
        {
          name: 'Kari',
          organisation: 'Firma',
          grants: [
            { grant: 'view', used: true },
            { grant: 'point', used: false },
            { grant: 'control', used: true },
          ],
        },
      ],
    });
    expect(JSON.stringify(host.status.receipt)).not.toContain('hemmelig');
    host.command({ type: 'start-again' });
    expect(host.status).not.toHaveProperty('receipt');
  });

  it('has what became of files when the disk has done its part after the end, and the next session’s has not', async () => {
    let ports: HostPartPorts | undefined;
    const file = { name: 'rapport.pdf', sizeBytes: 340, doneBytes: 12, why: 'session-over' } as const;
    const host = await waitingHost({
      parts: [
        (given) => {
          ports = given;
          return {
            stream: streams.files,
            grants: [],
            receive() {},
            close: () => given.unfinished('files-to-user', [{ ...file, left: 'removing' }]),
          };
        },
      ],
    });
    const unfinished = () => host.status.receipt?.people[0]?.unfinished;
    await sharing(host);
    host.command({ type: 'end' });
    expect(unfinished()).toMatchObject([{ name: 'rapport.pdf', left: 'removing' }]);
    const first = ports;
    first?.unfinished('files-to-user', [{ ...file, left: 'nothing' }]);
    expect(unfinished()).toMatchObject([{ left: 'nothing' }]);
    expect(statuses.at(-1)).toEqual(host.status);
    first?.file({ grant: 'files-to-user', name: 'rapport.pdf', sizeBytes: 340 });
    expect(unfinished()).toEqual([]);

    host.command({ type: 'start-again' });
    await untilPhase(host, 'waiting');
    await sharing(host);
    first?.unfinished('files-to-user', [{ ...file, left: 'nothing' }]);
    expect(grantsOf(host)).toContain('view');
    host.command({ type: 'end' });
    expect(unfinished()).toMatchObject([{ left: 'removing' }]);
    expect(host.status.receipt?.people[0]?.files).toEqual([]);
  });

  it('has the files of a helper who leaves while another stays', async () => {
    const host = await waitingHost({
      parts: [
        (given) => ({
          stream: streams.files,
          grants: [],
          receive() {},
          close: () =>
            given.unfinished('files-from-user', [
              {
                name: `til ${given.person}`,
                sizeBytes: 1,
                doneBytes: 0,
                why: 'session-over',
                left: 'nothing',
              },
            ]),
        }),
      ],
    });
    const kari = await sharing(host);
    host.command({ type: 'invite' });
    await until(() => host.status.password);
    const second = await pair(host);
    second.say({ type: 'join', name: 'Ola', organisation: '', reason: '' });
    await until(() => lastOf(host)?.name === 'Ola');
    host.command({ type: 'allow', person: personOf(host) });
    await until(() => second.grants);
    kari.channel.end('ended-by-helper');
    expect(host.status).not.toHaveProperty('leftInFiles');
    await until(() => host.status.helpers.length === 1);
    expect(host.status.leftInFiles).toMatchObject([
      { person: 1, name: 'Kari', unfinished: [{ name: 'til 1' }] },
    ]);
    host.command({ type: 'files-seen', person: 1 });
    expect(host.status).not.toHaveProperty('leftInFiles');
    host.command({ type: 'end' });
    expect(host.status).not.toHaveProperty('leftInFiles');
    expect(host.status.receipt?.people.map(({ unfinished }) => unfinished[0]?.name)).toEqual([
      'til 1',
      'til 2',
    ]);
  });

  it('is none when nobody was let in', async () => {
    const host = await waitingHost();
    await asking(host);
    host.command({ type: 'end' });
    expect(host.status).not.toHaveProperty('receipt');
  });
});

describe('after the end', () => {
  it('EN4 starts again with a new ID and a new password', async () => {
    const host = await waitingHost();
    const { id, password } = host.status;
    host.command({ type: 'end' });
    expect(host.status.phase).toBe('ended');
    host.command({ type: 'start-again' });
    await untilPhase(host, 'waiting');
    expect(host.status.id).not.toBe(id);
    expect(host.status.password).not.toBe(password);
    expect(host.status).not.toHaveProperty('endReason');
    await sharing(host);
  });

  it('EN2 says so when starting again fails, and may be tried once more', async () => {
    const host = await waitingHost();
    host.command({ type: 'end' });
    broker.refusal = 'server-full';
    host.command({ type: 'start-again' });
    await until(() => host.status.phase === 'ended');
    expect(host.status.endReason).toBe('host-lost');
    expect(fatal).not.toHaveBeenCalled();
    broker.refusal = undefined;
    host.command({ type: 'start-again' });
    await untilPhase(host, 'waiting');
  });

  it('leaves no timer and no listener behind', async () => {
    const host = await waitingHost();
    const heard = vi.fn();
    const unsubscribe = host.subscribe(heard);
    unsubscribe();
    host.close();
    host.close();
    expect(heard).not.toHaveBeenCalled();
    await until(() => clock.pending === 0);
  });
});

describe('commands that make no sense just now', () => {
  it('change nothing', async () => {
    const host = startHost();
    const commands = [
      { type: 'allow', person: 1 },
      { type: 'decline', person: 1 },
      { type: 'allow-grant', person: 1, grant: 'control', duration: 'session' },
      { type: 'decline-grant', person: 1, grant: 'control' },
      { type: 'revoke-grant', person: 1, grant: 'view' },
      { type: 'dismiss', person: 1 },
      { type: 'pause' },
      { type: 'go-on' },
      { type: 'invite' },
      { type: 'stop-inviting' },
      { type: 'start-again' },
    ] as const;
    for (const command of commands) host.command(command);
    await untilPhase(host, 'waiting');
    const before = host.status;
    for (const command of commands) host.command(command);
    expect(host.status).toBe(before);
    await asking(host);
    host.command({ type: 'allow-grant', person: personOf(host), grant: 'control', duration: 'session' });
    expect(grantsOf(host)).toEqual([]);
  });
});

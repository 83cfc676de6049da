import {
  type Bytes,
  decodeHostToViewer,
  type EndReason,
  encodeControl,
  encodeInput,
  encodePicture,
  type Grant,
  type InputMessage,
  PairingFailure,
  type Password,
  type SessionId,
  streams,
  type ViewerToHost,
} from '@fjernhjelp/protocol';
import { type Channel, connectToHost, openViewerChannel } from '@fjernhjelp/session';
import { createManualClock, createSeededRandom, type ManualClock } from '@fjernhjelp/session/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHost, type Host } from './host.ts';
import type { HostStatus } from './status.ts';
import {
  createFakeBroker,
  createFakeInjector,
  createFakePictureSource,
  createFakePointerMark,
  type FakeBroker,
  type FakeInjector,
  type FakePictureSource,
} from './testing/index.ts';

const random = createSeededRandom(7);
const WRONG = 'DADADADADADADADA' as Password;
const picture = encodePicture({ type: 'resize', screen: 0, widthPx: 100, heightPx: 100, cachePlaces: 0 });

let clock: ManualClock;
let broker: FakeBroker;
let injector: FakeInjector;
let source: FakePictureSource;
let statuses: HostStatus[];
const fatal = vi.fn();
const openPictures = vi.fn(() => source);

beforeEach(() => {
  vi.clearAllMocks();
  clock = createManualClock();
  broker = createFakeBroker(random);
  injector = createFakeInjector();
  source = createFakePictureSource();
  statuses = [];
});

function startHost(): Host {
  return createHost({
    serverUrl: 'http://server',
    openWebSocket: broker.openWebSocket,
    clock,
    random,
    openPictures,
    injector,
    pointerMark: createFakePointerMark(),
    listener: { status: (status) => void statuses.push(status), fatal },
  });
}

const until = (condition: () => unknown) =>
  vi.waitFor(() => expect(condition()).toBeTruthy(), { interval: 1 });
const untilPhase = (host: Host, phase: HostStatus['phase']) => until(() => host.status.phase === phase);

/** Lets time pass as both ends would see it: what they say to each other arrives meanwhile. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    clock.advance(500);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function waitingHost(): Promise<Host> {
  const host = startHost();
  await untilPhase(host, 'waiting');
  return host;
}

/** A helper's real end of the channel, and what it heard. */
interface Helper {
  channel: Channel;
  grants: readonly Grant[] | undefined;
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
      if (told.type === 'grants') helper.grants = told.grants;
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
  host.command({ type: 'allow' });
  await until(() => helper.grants !== undefined);
  return helper;
}

async function controlling(host: Host): Promise<Helper> {
  const helper = await sharing(host);
  helper.say({ type: 'request-grant', grant: 'control', reason: 'klikk' });
  await until(() => host.status.requestedGrant);
  host.command({ type: 'allow-grant', grant: 'control' });
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
    expect(host.status).toMatchObject({ phase: 'waiting', online: true, wrongTries: 0, grants: [] });
    expect(host.status.id).toMatch(/^\d{9}$/);
    expect(host.status.password).toMatch(/^[A-Z]{16}$/);
    expect(statuses.at(-1)).toEqual(host.status);
  });

  it('tries a second time when nobody answers, and then gives up', async () => {
    broker.reachable = false;
    startHost();
    await until(() => clock.pending === 1);
    expect(fatal).not.toHaveBeenCalled();
    clock.advance(1000);
    await until(() => fatal.mock.calls.length === 1);
    expect(fatal.mock.calls[0]?.[0]).toMatchObject({ code: 'unreachable' });
    expect(statuses).toEqual([]);
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
    host.command({ type: 'allow' });
    expect(await failureOf(pair(host, password))).toMatchObject({ code: 'busy' });
    expect(helper.ended).toBeUndefined();
  });

  it.each<[string, (host: Host, helper: Helper) => void, EndReason]>([
    ['the user declines', (host) => host.command({ type: 'decline' }), 'refused'],
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
    expect(host.status.helper).toBeUndefined();
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
      helper: { name: 'Kari', organisation: 'Firma', reason: '' },
      grants: [],
    });
    expect(openPictures).not.toHaveBeenCalled();
    expect(helper.pictures).toEqual([]);
    host.command({ type: 'allow' });
    await until(() => helper.pictures.length === 1);
    expect(helper.pictures).toEqual([picture]);
    expect(helper.grants).toEqual(['view', 'point']);
    expect(host.status).toMatchObject({ phase: 'sharing', grants: ['view', 'point'] });
    expect(broker.heard.at(-1)).toEqual({ type: 'joined', helper: 'Kari', organisation: 'Firma' });
  });

  it('CT3 controls when the user says so, and no longer when they do not', async () => {
    const host = await waitingHost();
    const helper = await controlling(host);
    expect(host.status.requestedGrant).toBeUndefined();
    helper.act({ type: 'pointer', screen: 0, xPx: 5, yPx: 5, buttons: 1 });
    await until(() => injector.seen.some(({ type }) => type === 'pointer'));
    host.command({ type: 'revoke-grant', grant: 'control' });
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    await until(() => !helper.grants?.includes('control'));
    expect(host.status.grants).toEqual(['view', 'point']);
  });

  it('CT5 declines control', async () => {
    const host = await waitingHost();
    const helper = await sharing(host);
    helper.say({ type: 'request-grant', grant: 'control', reason: '' });
    await until(() => host.status.requestedGrant);
    host.command({ type: 'decline-grant', grant: 'control' });
    expect(host.status.requestedGrant).toBeUndefined();
    expect(host.status.grants).toEqual(['view', 'point']);
  });

  it('IN9 survives a broken line with nothing held down', async () => {
    const host = await waitingHost();
    const helper = await controlling(host);
    helper.act({ type: 'key', down: true, code: 'ControlLeft', key: 'Control' });
    await until(() => injector.seen.some(({ type }) => type === 'key'));
    broker.cutLinks();
    await untilPhase(host, 'reconnecting');
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(host.status.grants).toContain('control');
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
    host.command({ type: 'allow' });
    expect(host.status.phase).toBe('reconnecting');
    clock.advance(2000);
    await untilPhase(host, 'asking');
    host.command({ type: 'allow' });
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
    finish(host, helper);
    await untilPhase(host, 'ended');
    await until(() => helper.ended);
    expect(helper.ended).toBe(reason);
    expect(host.status).toMatchObject({ phase: 'ended', endReason: reason, grants: [] });
    expect(host.status).not.toHaveProperty('id');
    expect(host.status).not.toHaveProperty('password');
    expect(host.status).not.toHaveProperty('helper');
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
      { type: 'allow' },
      { type: 'decline' },
      { type: 'allow-grant', grant: 'control' },
      { type: 'decline-grant', grant: 'control' },
      { type: 'revoke-grant', grant: 'view' },
      { type: 'start-again' },
    ] as const;
    for (const command of commands) host.command(command);
    await untilPhase(host, 'waiting');
    const before = host.status;
    for (const command of commands) host.command(command);
    expect(host.status).toBe(before);
    await asking(host);
    host.command({ type: 'allow-grant', grant: 'control' });
    expect(host.status.grants).toEqual([]);
  });
});

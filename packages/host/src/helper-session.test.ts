import {
  type Bytes,
  type CursorShape,
  decodeCursor,
  decodeHostToViewer,
  type EndReason,
  encodeControl,
  encodeInput,
  encodePicture,
  encodePictureAnswer,
  type Grant,
  type HostToViewer,
  type InputMessage,
  InvariantError,
  limits,
  streams,
  type ViewerToHost,
} from '@fjernhjelp/protocol';
import { describe, expect, it, vi } from 'vitest';
import { createColourBook } from './drawing/colour-book.ts';
import { createHelperSession, type HelperSession } from './helper-session.ts';
import type { CreateHostPart } from './part.ts';
import {
  createFakeChannel,
  createFakeDrawingBoard,
  createFakeInjector,
  createFakePictureSource,
} from './testing/index.ts';

const join: ViewerToHost = { type: 'join', name: 'Kari\u202E', organisation: 'Firma AS', reason: 'Skriver' };
const askControl: ViewerToHost = { type: 'request-grant', grant: 'control', reason: 'Må klikke' };
const shape: CursorShape = { widthPx: 1, heightPx: 1, hotspotXPx: 0, hotspotYPx: 0, rgba: new Uint8Array(4) };
const resize = encodePicture({ type: 'resize', screen: 0, widthPx: 1366, heightPx: 768, cachePlaces: 0 });
const update = (sequence: number) =>
  encodePicture({
    type: 'update',
    screen: 0,
    sequence,
    operations: [
      {
        type: 'planes',
        rects: [{ xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 }],
        pixels: 1,
        payload: new Uint8Array(1),
      },
    ],
  });

const allPossible: Grant[] = ['view', 'point', 'control', 'invite'];
/** What the viewer is told on a change of grants. */
const granted = (...grants: Grant[]): HostToViewer => ({
  type: 'grants',
  grants,
  possible: allPossible,
  paused: false,
});
const grantsOf = (session: HelperSession) => session.status?.grants.map(({ grant }) => grant);

function createSession(options: { withInjector?: boolean; parts?: CreateHostPart[] } = {}) {
  const { withInjector = true, parts = [] } = options;
  const user = { isPaused: false, isActive: false };
  const channel = createFakeChannel();
  const injector = createFakeInjector();
  const board = createFakeDrawingBoard();
  const source = createFakePictureSource();
  const tasks = new Map<() => void, number>();
  const openPictures = vi.fn(() => source);
  const listener = {
    changed: vi.fn(),
    granted: vi.fn<(grant: Grant) => void>(),
    handOver: vi.fn<(to: number) => void>(),
    used: vi.fn<(grant: Grant) => void>(),
    file: vi.fn(),
    unfinished: vi.fn(),
    active: vi.fn(),
    problem: vi.fn(),
    ended: vi.fn<(reason: EndReason) => void>(),
  };
  const session = createHelperSession({
    channel,
    clock: {
      now: () => 0,
      schedule(delayMs, task) {
        tasks.set(task, delayMs);
        return () => void tasks.delete(task);
      },
    },
    openPictures,
    injector: withInjector ? injector : undefined,
    drawingBoard: board,
    colours: createColourBook(),
    person: 7,
    parts,
    isPaused: () => user.isPaused,
    isUserActive: () => user.isActive,
    listener,
  });
  session.start();
  const control = (message: ViewerToHost) => channel.receive(streams.control, encodeControl(message));
  const input = (message: InputMessage) => channel.receive(streams.input, encodeInput(message));
  const told = (): HostToViewer[] =>
    channel.sent
      .filter(({ stream }) => stream === streams.control)
      .map(({ message }) => decodeHostToViewer(message));
  const sentOn = (stream: number): Bytes[] =>
    channel.sent.filter((sent) => sent.stream === stream).map(({ message }) => message);
  return {
    channel,
    injector,
    board,
    source,
    tasks,
    openPictures,
    listener,
    session,
    control,
    input,
    told,
    sentOn,
    user,
  };
}

function admitted(options?: Parameters<typeof createSession>[0]) {
  const all = createSession(options);
  all.control(join);
  all.session.admit();
  return all;
}

function controlling() {
  const all = admitted();
  all.control(askControl);
  all.session.allowGrant('control', 'session');
  return all;
}

/** With a key held down. */
function holding() {
  const all = controlling();
  all.input({ type: 'key', down: true, code: 'ShiftLeft', key: 'Shift' });
  return all;
}

/** Lets promises that are settled already be heard. */
const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));

describe('before the user has let the helper in', () => {
  it('CT1 tells who asks, made safe to show, and asks nothing of the desktop', () => {
    const { channel, control, session, listener, openPictures } = createSession();
    control(join);
    expect(listener.changed).toHaveBeenCalledOnce();
    expect(session.status).toEqual({
      person: 7,
      name: 'Kari',
      organisation: 'Firma AS',
      reason: 'Skriver',
      state: 'asking',
      grants: [],
    });
    expect(openPictures).not.toHaveBeenCalled();
    expect(channel.sent).toEqual([]);
  });

  it('CT1 keeps an empty name empty', () => {
    const { control, session } = createSession();
    control({ type: 'join', name: ' \u200B ', organisation: '', reason: '' });
    expect(session.status).toMatchObject({ name: '', organisation: '', reason: '' });
  });

  it.each<[string, number, Bytes]>([
    ['input', streams.input, encodeInput({ type: 'pointer', screen: 0, xPx: 1, yPx: 1, buttons: 1 })],
    ['a key', streams.input, encodeInput({ type: 'key', down: true, code: 'KeyA', key: 'a' })],
    ['a request', streams.control, encodeControl(askControl)],
    ['a drop', streams.control, encodeControl({ type: 'drop-grant', grant: 'view' })],
    ['a second join', streams.control, encodeControl(join)],
    [
      'a picture acknowledgement',
      streams.picture,
      encodePictureAnswer({ type: 'painted', sequence: 0, heldMs: 0 }),
    ],
    ['a pointer shape', streams.cursor, new Uint8Array(8)],
    ['a message of the host', streams.control, encodeControl(granted('control'))],
  ])('CT7 %s ends the session, and nothing reaches the desktop', (_what, stream, message) => {
    const { channel, control, injector, board, openPictures, listener } = createSession();
    control(join);
    channel.receive(stream as never, message);
    expect(channel.endReason).toBe('protocol-error');
    expect(listener.ended.mock.calls).toEqual([['protocol-error']]);
    expect(injector.seen.filter(({ type }) => type !== 'release-all')).toEqual([]);
    expect(board.sheets[0]?.at).toBeUndefined();
    expect(openPictures).not.toHaveBeenCalled();
  });

  it('CT7 a helper who does not say who they are is not waited for', () => {
    const { channel, tasks } = createSession();
    expect([...tasks.values()]).toEqual([10_000]);
    for (const task of [...tasks.keys()]) task();
    expect(channel.endReason).toBe('protocol-error');
  });

  it('CT7 the time for that ends with the join', () => {
    const { control, tasks } = createSession();
    control(join);
    expect(tasks.size).toBe(0);
  });

  it('CT9 cannot be let in before they said who they are', () => {
    const { session, told } = createSession();
    expect(session.admit()).toBe(false);
    expect(told()).toEqual([]);
    expect(grantsOf(session)).toBeUndefined();
  });
});

describe('a helper who was let in', () => {
  it('CT4 is told the default grants, and sees', async () => {
    const { told, session, source, sentOn } = admitted();
    expect(told()).toEqual([granted('view', 'point')]);
    expect(grantsOf(session)).toEqual(['view', 'point']);
    source.paint(resize);
    await settled();
    source.paint(update(1));
    await settled();
    expect(sentOn(streams.picture)).toEqual([resize, update(1)]);
  });

  it('CU1 sees the shape of the pointer', () => {
    const { source, sentOn } = admitted();
    source.setCursor(shape);
    expect(sentOn(streams.cursor).map(decodeCursor)).toEqual([{ type: 'shape', shape }]);
  });

  it('CT20 is told what keeps them from seeing, once for each change, and the user with them', () => {
    const { source, session, told, listener } = admitted();
    listener.changed.mockClear();
    source.setObstacle('secure-desktop');
    source.setObstacle('secure-desktop');
    expect(session.obstacle).toBe('secure-desktop');
    source.setObstacle(undefined);
    expect(session.obstacle).toBeUndefined();
    expect(told().slice(1)).toEqual([
      { type: 'obstacle', obstacle: 'secure-desktop' },
      { type: 'obstacle', obstacle: null },
    ]);
    expect(listener.changed).toHaveBeenCalledTimes(2);
  });

  it('CT20 hears nothing of obstacles while they may not see, and the newest afterwards', () => {
    const { source, session, told, control } = admitted();
    session.revokeGrant('view');
    source.setObstacle('locked');
    expect(session.obstacle).toBeUndefined();
    expect(told().some(({ type }) => type === 'obstacle')).toBe(false);
    control({ type: 'request-grant', grant: 'view', reason: '' });
    session.allowGrant('view', 'session');
    expect(told()).toContainEqual({ type: 'obstacle', obstacle: 'locked' });
    expect(session.obstacle).toBe('locked');
  });

  it('IN7 points and does not control', () => {
    const { input, injector, board } = admitted();
    input({ type: 'pointer', screen: 0, xPx: 10, yPx: 20, buttons: 1 });
    input({ type: 'key', down: true, code: 'KeyA', key: 'a' });
    expect(board.sheets[0]?.at).toEqual({ xPx: 10, yPx: 20 });
    expect(injector.seen.filter(({ type }) => type !== 'release-all')).toEqual([]);
  });

  it('CT3 asks for control, which the user gives', () => {
    const { control, session, told, listener, input, injector } = admitted();
    listener.changed.mockClear();
    control(askControl);
    expect(session.status?.request).toEqual({ grant: 'control', reason: 'Må klikke' });
    expect(listener.changed).toHaveBeenCalledOnce();
    session.allowGrant('control', 'session');
    expect(told().at(-1)).toEqual(granted('view', 'point', 'control'));
    input({ type: 'text', text: 'å' });
    expect(injector.seen.at(-1)).toEqual({ type: 'text', text: 'å' });
  });

  it('CT2 shows the reason of a request as one line without anything that hides or turns it', () => {
    const { control, session } = admitted();
    const overlong = '\u202egnirut\u202c\n<b>Trykk</b> \u200bTillat'.padEnd(limits.reasonChars, 'a');
    control({ ...askControl, reason: overlong });
    const shown = session.status?.request?.reason ?? '';
    expect(shown).toContain('<b>Trykk</b> Tillat');
    expect(shown).not.toMatch(/[\u200b\u202a-\u202e\n]/);
    expect(shown.length).toBeLessThanOrEqual(limits.reasonChars);
  });

  it('CT5 asks for control, which the user declines, and again at once, which is not shown', () => {
    const { control, session, told } = admitted();
    control(askControl);
    session.declineGrant('control');
    control(askControl);
    expect(session.status?.request).toBeUndefined();
    expect(told().slice(1)).toEqual([
      { type: 'grant-declined', grant: 'control' },
      { type: 'grant-declined', grant: 'control' },
    ]);
  });

  it('CT5 is declined control where there is none', () => {
    const { control, session, told } = admitted({ withInjector: false });
    control(askControl);
    expect(session.status?.request).toBeUndefined();
    expect(told().at(-1)).toEqual({ type: 'grant-declined', grant: 'control' });
  });

  it('CT8 may ask a thousand times and is shown once', () => {
    const { control, listener, channel } = admitted();
    listener.changed.mockClear();
    for (let i = 0; i < 1000; i++) control(askControl);
    expect(listener.changed).toHaveBeenCalledOnce();
    expect(channel.endReason).toBeUndefined();
  });

  it('IN8 stays within the screens that were last told', async () => {
    const { source, input, injector } = controlling();
    const first = { screen: 0, xPx: 0, yPx: 0, widthPx: 1366, heightPx: 768, name: '' };
    source.paint(encodePicture({ type: 'screens', screens: [first, { ...first, screen: 2, xPx: 1366 }] }));
    await settled();
    input({ type: 'pointer', screen: 0, xPx: 7000, yPx: 4000, buttons: 0 });
    expect(injector.seen.at(-1)).toEqual({ type: 'pointer', xPx: 1365, yPx: 767, buttons: 0 });
    input({ type: 'pointer', screen: 2, xPx: 7000, yPx: 4, buttons: 0 });
    expect(injector.seen.at(-1)).toEqual({ type: 'pointer', xPx: 1366 + 1365, yPx: 4, buttons: 0 });
  });

  it('CU3 hears where the user takes the pointer, and not where it took it itself', async () => {
    const { source, input, sentOn } = controlling();
    input({ type: 'pointer', screen: 0, xPx: 10, yPx: 20, buttons: 0 });
    source.movePointer({ screen: 0, xPx: 10, yPx: 20 });
    source.movePointer({ screen: 0, xPx: 30, yPx: 40 });
    expect(sentOn(streams.cursor).map(decodeCursor)).toEqual([
      { type: 'place', place: { screen: 0, xPx: 30, yPx: 40 } },
    ]);
  });

  it('CU3 hears where the pointer is with its first picture, and nothing without the grant to see', () => {
    const { source, session, sentOn } = admitted();
    source.movePointer({ screen: 0, xPx: 30, yPx: 40 });
    session.revokeGrant('view');
    source.movePointer({ screen: 0, xPx: 50, yPx: 60 });
    expect(sentOn(streams.cursor)).toHaveLength(1);
  });

  it.each([
    ['input', streams.input, new Uint8Array([9])],
    ['control', streams.control, new Uint8Array([0x7b])],
    [
      'an acknowledgement of what was not sent',
      streams.picture,
      encodePictureAnswer({ type: 'painted', sequence: 9, heldMs: 0 }),
    ],
    ['a pointer shape', streams.cursor, new Uint8Array(8)],
  ])('IN1 who sends malformed %s is thrown out', (_what, stream, message) => {
    const { channel, injector } = holding();
    channel.receive(stream as never, message);
    expect(channel.endReason).toBe('protocol-error');
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
  });
});

describe('while the user is asked for something', () => {
  it('IN10 the helper cannot answer in the user’s place: nothing reaches the desktop until the user has', () => {
    const { session, control, input, injector } = controlling();
    session.revokeGrant('point');
    input({ type: 'pointer', screen: 0, xPx: 5, yPx: 5, buttons: 1 });
    control({ type: 'request-grant', grant: 'point', reason: '' });
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });

    const seen = injector.seen.length;
    input({ type: 'pointer', screen: 0, xPx: 9, yPx: 9, buttons: 1 });
    input({ type: 'key', down: true, code: 'Enter', key: 'Enter' });
    expect(injector.seen).toHaveLength(seen);

    session.declineGrant('point');
    // What is down since then is no answer to what comes next.
    input({ type: 'key', down: true, code: 'Enter', key: 'Enter' });
    expect(injector.seen).toHaveLength(seen);
    input({ type: 'key', down: false, code: 'Enter', key: 'Enter' });
    input({ type: 'key', down: true, code: 'Enter', key: 'Enter' });
    expect(injector.seen.at(-1)).toEqual({ type: 'key', down: true, code: 'Enter', key: 'Enter' });
  });

  it('IN10 nobody is held up by a question of a helper without a line: it is not shown, and cannot be answered', () => {
    const { channel, session, control } = admitted();
    control(askControl);
    expect(session.isAsking).toBe(true);
    channel.state('reconnecting');
    expect(session.isAsking).toBe(false);
    session.allowGrant('control', 'session');
    session.declineGrant('control');
    expect(grantsOf(session)).toEqual(['view', 'point']);
    channel.state('connected');
    expect(session.isAsking).toBe(true);
    session.allowGrant('control', 'session');
    expect(grantsOf(session)).toEqual(['view', 'point', 'control']);
  });
});

describe('what is taken back', () => {
  it('IN9 control in the middle of a drag lets go of the button, before the viewer knows, and no more comes through', () => {
    const { input, injector, session, told } = controlling();
    input({ type: 'pointer', screen: 0, xPx: 1, yPx: 1, buttons: 1 });
    input({ type: 'key', down: true, code: 'ShiftLeft', key: 'Shift' });
    session.revokeGrant('control');
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(told().at(-1)).toEqual(granted('view', 'point'));
    const seen = injector.seen.length;
    input({ type: 'pointer', screen: 0, xPx: 2, yPx: 2, buttons: 1 });
    input({ type: 'key', down: false, code: 'ShiftLeft', key: 'Shift' });
    expect(injector.seen.length).toBe(seen);
  });

  it('CT3 control that the helper gives back is gone too', () => {
    const { control, session, told, injector } = holding();
    control({ type: 'drop-grant', grant: 'control' });
    expect(grantsOf(session)).toEqual(['view', 'point']);
    expect(told().at(-1)).toEqual(granted('view', 'point'));
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
  });

  it('CT3 what is not held is given back without a word', () => {
    const { control, told } = admitted();
    control({ type: 'drop-grant', grant: 'control' });
    expect(told().length).toBe(1);
  });

  it('CT9 view stops pictures and shapes at once, and begins anew when it is given again', async () => {
    const { control, session, source, sentOn } = admitted();
    session.revokeGrant('view');
    expect(source.paused).toBe(true);
    source.paint(resize);
    source.setCursor(shape);
    await settled();
    expect(sentOn(streams.picture)).toEqual([]);
    expect(sentOn(streams.cursor)).toEqual([]);
    const { restarts } = source;
    control({ type: 'request-grant', grant: 'view', reason: '' });
    session.allowGrant('view', 'session');
    expect(source.restarts).toBe(restarts + 1);
    expect(sentOn(streams.cursor).map(decodeCursor)).toEqual([{ type: 'shape', shape }]);
  });

  it('IN7 point hides the mark', () => {
    const { input, board, session } = admitted();
    input({ type: 'pointer', screen: 0, xPx: 1, yPx: 1, buttons: 0 });
    session.revokeGrant('point');
    expect(board.sheets[0]?.at).toBeUndefined();
    input({ type: 'pointer', screen: 0, xPx: 2, yPx: 2, buttons: 0 });
    expect(board.sheets[0]?.at).toBeUndefined();
  });
});

describe('the line and the end', () => {
  it('IN9 a lost line lets go of everything and keeps the grants', () => {
    const { channel, input, injector, session } = controlling();
    input({ type: 'key', down: true, code: 'ControlLeft', key: 'Control' });
    channel.state('reconnecting');
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(grantsOf(session)).toEqual(['view', 'point', 'control']);
    expect(session.state).toBe('sharing-broken');
    channel.state('connected');
    expect(session.state).toBe('sharing');
  });

  it.each(['ended-by-helper', 'viewer-lost', 'tampered', 'protocol-error'] as const)(
    'EN1 %s from outside stops pictures, input and mark, once',
    (reason) => {
      const { channel, source, injector, listener, session } = holding();
      channel.endFromOutside(reason);
      session.end('ended-by-user');
      expect(listener.ended.mock.calls).toEqual([[reason]]);
      expect(source.closed).toBe(true);
      expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    },
  );

  it('EN1 the user’s end reaches the viewer with its reason', () => {
    const { channel, listener, session } = admitted();
    session.end('ended-by-user');
    session.end('ended-by-user');
    expect(channel.endReason).toBe('ended-by-user');
    expect(listener.ended.mock.calls).toEqual([['ended-by-user']]);
  });

  it('EN1 a lost screen ends the session and is reported', async () => {
    const { channel, source, listener } = admitted();
    source.lose(new Error('display-lost'));
    await settled();
    expect(listener.problem).toHaveBeenCalledWith(expect.objectContaining({ message: 'display-lost' }));
    expect(channel.endReason).toBe('internal-error');
  });

  it('EN1 an injector that breaks ends the session and is reported', () => {
    const { channel, input, injector, listener } = controlling();
    injector.inject = () => {
      throw new Error('display-lost');
    };
    input({ type: 'text', text: 'a' });
    expect(listener.problem).toHaveBeenCalledOnce();
    expect(channel.endReason).toBe('internal-error');
  });
});

describe('more than the channel takes', () => {
  /** A helper of whom nothing gets through any more. */
  function withoutRoom(options?: Parameters<typeof createSession>[0]) {
    const all = admitted(options);
    all.channel.send = () => {
      throw new InvariantError('too many messages wait');
    };
    return all;
  }
  const chat: CreateHostPart = ({ send }) => ({
    stream: streams.chat,
    grants: ['chat'],
    receive() {},
    command: () => send(Uint8Array.of(1)),
    close() {},
  });

  it.each<[string, (all: ReturnType<typeof withoutRoom>) => void]>([
    ['what the user does', ({ session }) => session.pauseChanged()],
    ['the time', ({ session }) => session.tellEnding('idle', 1000)],
    ['another helper', ({ session }) => session.tellPeople([])],
    ['a shape of the pointer', ({ source }) => source.setCursor(shape)],
    ['a place of the pointer', ({ source }) => source.movePointer({ screen: 0, xPx: 1, yPx: 1 })],
    ['a part', ({ session }) => session.command({ type: 'pause' })],
  ])('EN1 %s that has no room ends the session of this helper, and nothing else', async (_what, happens) => {
    const all = withoutRoom({ parts: [chat] });
    happens(all);
    await settled();
    expect(all.channel.endReason).toBe('internal-error');
    expect(all.listener.problem.mock.calls).toEqual([[new InvariantError('too many messages wait')]]);
    expect(all.listener.ended.mock.calls).toEqual([['internal-error']]);
    expect(all.source.closed).toBe(true);
  });
});

describe('what the user may do at any time', () => {
  it('CT12 pauses: nothing is seen, nothing gets through, what was given for now is over', async () => {
    const { session, control, user, source, input, injector, sentOn, told } = admitted();
    control(askControl);
    session.allowGrant('control', 'now');
    control({ type: 'request-grant', grant: 'invite', reason: '' });
    session.allowGrant('invite', 'session');
    input({ type: 'key', down: true, code: 'KeyA', key: 'a' });
    user.isPaused = true;
    session.pauseChanged();
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(told().at(-1)).toEqual({ ...granted('view', 'point', 'invite'), paused: true });
    input({ type: 'text', text: 'å' });
    source.paint(resize);
    await settled();
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(sentOn(streams.picture)).toEqual([]);
    user.isPaused = false;
    session.pauseChanged();
    expect(told().at(-1)).toEqual(granted('view', 'point', 'invite'));
    await settled();
    expect(source.restarts).toBeGreaterThan(1);
  });

  it('CT12 a broken line ends what was given for now', () => {
    const { channel, session, control, told } = admitted();
    control(askControl);
    session.allowGrant('control', 'now');
    channel.state('reconnecting');
    expect(grantsOf(session)).toEqual(['view', 'point']);
    expect(told().at(-1)).toEqual(granted('view', 'point'));
  });

  it('CT13 IN11 takes the mouse: the helper is told, and everything held is let go of', () => {
    const { session, user, input, injector, told } = holding();
    user.isActive = true;
    session.userActivityChanged();
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    expect(told().at(-1)).toEqual({ type: 'user-active', active: true });
    input({ type: 'text', text: 'å' });
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    user.isActive = false;
    session.userActivityChanged();
    expect(told().at(-1)).toEqual({ type: 'user-active', active: false });
    input({ type: 'text', text: 'å' });
    expect(injector.seen.at(-1)).toEqual({ type: 'text', text: 'å' });
  });

  it('IN13 the lock keys are told to who has control and a line, and to nobody else', () => {
    const { channel, session, control, injector, sentOn } = admitted();
    const told = () => sentOn(streams.input).map((message) => [...message]);
    expect(told()).toEqual([]);
    control(askControl);
    session.allowGrant('control', 'session');
    expect(told()).toEqual([[1, 2]]);
    for (const heard of injector.lockListeners) heard({ capsLock: true, numLock: false });
    expect(told().at(-1)).toEqual([1, 1]);
    channel.state('reconnecting');
    expect(injector.lockListeners.size).toBe(0);
    channel.state('connected');
    expect(told()).toHaveLength(3);
    session.revokeGrant('control');
    expect(injector.lockListeners.size).toBe(0);
    session.allowGrant('control', 'session');
    session.end('ended-by-user');
    expect(injector.lockListeners.size).toBe(0);
  });

  it('CT13 of all that the user did while the line was broken, a helper hears how it stands by now', () => {
    const { channel, session, user, told } = controlling();
    channel.state('reconnecting');
    const before = told().length;
    for (let i = 0; i < 1201; i++) {
      user.isActive = !user.isActive;
      session.userActivityChanged();
    }
    expect(told()).toHaveLength(before);
    channel.state('connected');
    expect(told().slice(before)).toEqual([{ type: 'user-active', active: true }]);
  });

  it('CT13 a helper who gets control again hears how it stands by now', () => {
    const { session, user, control, told } = holding();
    user.isActive = true;
    session.userActivityChanged();
    session.revokeGrant('control');
    user.isActive = false;
    session.userActivityChanged();
    expect(told()).not.toContainEqual({ type: 'user-active', active: false });
    control(askControl);
    session.allowGrant('control', 'session');
    expect(told().at(-1)).toEqual({ type: 'user-active', active: false });
  });
});

describe('parts', () => {
  function withPart() {
    const heard: unknown[] = [];
    const create: CreateHostPart = ({ has, send }) => ({
      stream: streams.chat,
      grants: ['chat'],
      status: { reason: 'from the part' },
      receive(message) {
        heard.push([...message]);
        send(message);
      },
      grantsChanged: () => heard.push(has('chat')),
      line: (isConnected) => heard.push(isConnected ? 'line' : 'no line'),
      command: ({ type }) => heard.push(type),
      close: () => heard.push('closed'),
    });
    return { heard, create };
  }

  it('CT7 hear nothing before the user has let the helper in', () => {
    const { heard, create } = withPart();
    const { channel, control } = createSession({ parts: [create] });
    control(join);
    channel.receive(streams.chat, Uint8Array.of(1));
    expect(channel.endReason).toBe('protocol-error');
    expect(heard).toEqual(['closed']);
  });

  it('hear their stream, grants, the line, commands and the end, and bring grants and a status', () => {
    const { heard, create } = withPart();
    const { channel, session, sentOn, told } = admitted({ parts: [create] });
    expect(told().at(-1)).toMatchObject({ grants: ['view', 'point', 'chat'] });
    expect(told().at(-1)).toMatchObject({ possible: expect.arrayContaining(['chat']) });
    expect(session.status?.reason).toBe('from the part');
    channel.receive(streams.chat, Uint8Array.of(1));
    expect(sentOn(streams.chat)).toEqual([Uint8Array.of(1)]);
    session.revokeGrant('chat');
    session.command({ type: 'pause' });
    channel.state('reconnecting');
    channel.state('connected');
    session.end('ended-by-user');
    expect(heard).toEqual([true, [1], false, 'pause', 'no line', 'line', 'closed']);
  });

  it('CT7 a stream that no part has breaks the rules', () => {
    const { channel } = admitted();
    channel.receive(streams.files, Uint8Array.of(1));
    expect(channel.endReason).toBe('protocol-error');
  });
});

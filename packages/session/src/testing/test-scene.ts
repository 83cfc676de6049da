import {
  createPassword,
  createRandomInt,
  createSessionId,
  type EndReason,
  limits,
  type Password,
  type RandomBytes,
  type SessionId,
  type StreamId,
  TransportFailure,
} from '@fjernhjelp/protocol';
import type { ChannelCore } from '../channel/channel-core.ts';
import { createChannelCore } from '../channel/channel-core.ts';
import { type ChannelAcceptor, createChannelAcceptor } from '../channel-acceptor.ts';
import type { Channel } from '../channel-types.ts';
import { createHostHandshake, type ResumableSession } from '../handshake/host-handshake.ts';
import { createRecordLine } from '../line/record-line.ts';
import type { Transport } from '../transport.ts';
import { createViewerCore, openViewerChannel, type ViewerChannel } from '../viewer-channel.ts';
import {
  createManualClock,
  createSeededRandom,
  createTransportPair,
  type ManualClock,
  type TransportPair,
  type TransportPairOptions,
} from './index.ts';

/** Operations of WebCrypto that are under way: the only asynchronous thing here that is neither microtask nor clock. */
let underway = 0;
const { subtle } = crypto;
for (const name of ['importKey', 'encrypt', 'decrypt', 'digest'] as const) {
  const original = subtle[name].bind(subtle) as (...args: unknown[]) => Promise<unknown>;
  Object.assign(subtle, {
    [name](...args: unknown[]) {
      underway++;
      return original(...args).finally(() => void underway--);
    },
  });
}

/** Lets everything happen that needs no clock. */
export async function settle(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (underway > 0);
}

/** Lets everything happen that needs no clock until the condition holds; the tick moves the clock. */
export async function until(condition: () => boolean, tick?: () => void): Promise<void> {
  for (let ticks = 0; ticks < 100_000; ticks++) {
    await settle();
    if (condition()) return;
    if (tick === undefined) break;
    tick();
  }
  throw new Error('the condition never held');
}

/** All that a channel's listener heard. */
export interface Heard {
  readonly messages: { stream: StreamId; bytes: Uint8Array }[];
  readonly states: string[];
  ended: EndReason | undefined;
}

export function hear(channel: Channel, onMessage?: (stream: StreamId, bytes: Uint8Array) => void): Heard {
  const heard: Heard = { messages: [], states: [], ended: undefined };
  channel.listen({
    message(stream, bytes) {
      heard.messages.push({ stream, bytes });
      onMessage?.(stream, bytes);
    },
    state: (state) => void heard.states.push(state),
    ended: (reason) => {
      if (heard.ended !== undefined) throw new Error('ended twice');
      heard.ended = reason;
    },
  });
  return heard;
}

/** A host with a door, and viewers that come to it over lines of the test's choice. */
export interface PairingScene {
  readonly clock: ManualClock;
  readonly random: RandomBytes;
  readonly id: SessionId;
  readonly acceptor: ChannelAcceptor;
  readonly pairs: TransportPair[];
  /** Of the channels that the host got. */
  readonly hostChannels: Channel[];
  readonly wrongTries: () => number;
  password: Password | undefined;
  /** How the lines from here on behave. */
  lines: TransportPairOptions;
  connect(): Promise<Transport>;
  pair(password?: Password): Promise<Channel>;
}

/** @param versions the newest of the protocol that each end speaks; ours when missing */
export function createPairingScene(
  seed = 1,
  versions: { readonly host?: number; readonly viewer?: number } = {},
): PairingScene {
  const { host: hostVersion = limits.protocolVersion, viewer: viewerVersion = limits.protocolVersion } =
    versions;
  const clock = createManualClock();
  const random = createSeededRandom(seed);
  const randomInt = createRandomInt(random);
  const pairs: TransportPair[] = [];
  const hostChannels: Channel[] = [];
  let wrongTries = 0;
  const scene: PairingScene = {
    clock,
    random,
    id: createSessionId(randomInt),
    password: createPassword(randomInt),
    pairs,
    hostChannels,
    lines: {},
    wrongTries: () => wrongTries,
    acceptor: createChannelAcceptor({
      version: hostVersion,
      id: () => scene.id,
      clock,
      random,
      password: () => scene.password,
      wrongPassword: () => {
        wrongTries++;
        if (wrongTries % 5 === 0) scene.password = createPassword(randomInt);
        return (5 - (wrongTries % 5)) % 5;
      },
      paired: (channel) => void hostChannels.push(channel),
    }),
    async connect() {
      const pair = createTransportPair(scene.lines);
      pairs.push(pair);
      scene.acceptor.accept(pair.right);
      return pair.left;
    },
    pair: (password = scene.password!) =>
      openViewerChannel({
        id: scene.id,
        version: viewerVersion,
        password,
        connect: scene.connect,
        clock,
        random,
      }),
  };
  return scene;
}

/** A paired session whose pairing did not have to run: fast enough for hundreds in a test. */
export interface SessionScene {
  readonly clock: ManualClock;
  readonly viewer: ChannelCore;
  readonly host: ChannelCore;
  readonly moveTo: ViewerChannel['moveTo'];
  /** What the host's handshakes know of the session. */
  readonly session: ResumableSession;
  readonly pairs: TransportPair[];
  lines: TransportPairOptions;
  /** A line to the host that is not the relay's. */
  openDirect(): Transport;
  /** False: no line can be had. */
  reachable: boolean;
  /** True: the host has forgotten the session. */
  forgotten: boolean;
}

export function createSessionScene(lines: TransportPairOptions = {}, seed = 1): SessionScene {
  const clock = createManualClock();
  const random = createSeededRandom(seed);
  const reference = random(16);
  const resume = random(64);
  const keys = { viewer: random(32), host: random(32) };
  const pairs: TransportPair[] = [];

  const host = createChannelCore({
    role: 'host',
    clock,
    secrets: { reference, resume: resume.slice() },
    lineLost() {},
    resumed() {},
    graceOver: () => 'viewer-lost',
    over: () => {
      scene.forgotten = true;
    },
  });
  const session = { core: host, offeredEpoch: 0, confirmedEpoch: 0 };
  function openLine(isDirect: boolean): Transport {
    const pair = createTransportPair({ ...scene.lines, isDirect });
    pairs.push(pair);
    createHostHandshake(pair.right, {
      clock,
      random,
      version: limits.protocolVersion,
      id: () => createSessionId(() => 0),
      password: () => undefined,
      wrongPassword: () => 0,
      session: (wanted) => (!scene.forgotten && wanted.join() === reference.join() ? session : undefined),
      paired() {},
      over() {},
    }).begin();
    return pair.left;
  }
  const { core: viewer, moveTo } = createViewerCore(
    {
      clock,
      random,
      async connect() {
        if (!scene.reachable) throw new TransportFailure('unreachable');
        return openLine(false);
      },
    },
    { reference, resume },
  );
  const scene: SessionScene = {
    clock,
    viewer,
    host,
    moveTo,
    session,
    pairs,
    lines,
    openDirect: () => openLine(true),
    reachable: true,
    forgotten: false,
  };

  const pair = createTransportPair(lines);
  pairs.push(pair);
  const ignore = { record() {}, drained() {}, closed() {}, broken() {} };
  const left = createRecordLine(pair.left);
  const right = createRecordLine(pair.right);
  left.start(ignore);
  right.start(ignore);
  const attached = { told: 0, peerReceived: 0, proven: true };
  viewer.attach({ ...attached, line: left, sealKey: keys.viewer.slice(), openKey: keys.host.slice() });
  host.attach({ ...attached, line: right, sealKey: keys.host.slice(), openKey: keys.viewer.slice() });
  return scene;
}

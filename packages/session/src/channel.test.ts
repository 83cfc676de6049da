import {
  type EndReason,
  encodeFrames,
  encodeHandshake,
  encodeRecord,
  limits,
  ProtocolViolation,
  RecordParser,
  streams,
  type TransportCode,
  TransportFailure,
} from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resumeTag } from './crypto/key-schedule.ts';
import { createSealer } from './crypto/sealing.ts';
import { createHostHandshake } from './handshake/host-handshake.ts';
import { hashResumption } from './handshake/resumption-transcript.ts';
import { startViewerResumption } from './handshake/viewer-resumption.ts';
import { createRecordLine } from './line/record-line.ts';
import {
  createSeededRandom,
  createTransportPair,
  cutByte,
  dropPiece,
  flipByte,
  injectBefore,
  reflectFrom,
  replayPiece,
  swapPieces,
  type Tamper,
} from './testing/index.ts';
import {
  createPairingScene,
  createSessionScene,
  type Heard,
  hear,
  type SessionScene,
  settle,
  until,
} from './testing/test-scene.ts';
import { openViewerChannel } from './viewer-channel.ts';

const text = (value: string) => new TextEncoder().encode(value);

function listen(scene: SessionScene): { atViewer: Heard; atHost: Heard } {
  return { atViewer: hear(scene.viewer.channel), atHost: hear(scene.host.channel) };
}

const overTime =
  (scene: SessionScene, ms = 50) =>
  () =>
    scene.clock.advance(ms);

describe('the sealed channel', () => {
  it('ST2 keeps the order of a stream, for messages of every size', async () => {
    const scene = createSessionScene();
    const { atHost } = listen(scene);
    const sizes = [0, 1, 5, 4096, 16_380, 16_384, 30_000, limits.messageBytes, 0, 2];
    sizes.forEach((size, i) => void scene.viewer.channel.send(streams.input, new Uint8Array(size).fill(i)));
    await until(() => atHost.messages.length === sizes.length, overTime(scene, 1));
    expect(atHost.messages.map(({ bytes }) => bytes.length)).toEqual(sizes);
    atHost.messages.forEach(({ bytes }, i) => {
      expect(bytes.every((byte) => byte === i)).toBe(true);
      expect(bytes.buffer.byteLength).toBe(bytes.length);
    });
  });

  it('CH1 delivers what came before anybody listened', async () => {
    const scene = createSessionScene();
    scene.viewer.channel.send(streams.control, text('first'));
    scene.viewer.channel.end('ended-by-helper');
    await settle();
    const atHost = hear(scene.host.channel);
    await until(() => atHost.ended !== undefined);
    expect(atHost.messages.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['first']);
    expect(atHost.ended).toBe('ended-by-helper');
  });

  it('ST5 lets input overtake a 50 MB picture on a slow line', async () => {
    const scene = createSessionScene({ delivery: 'as-sent' });
    scene.lines = {};
    const slow = createSessionScene({
      delivery: 'as-sent',
      slow: { clock: scene.clock, bytesPerMs: 125, delayMs: 20 },
    });
    // 1 Mbit/s: the picture alone would take 400 s.
    const { atHost, atViewer } = listen(slow);
    slow.host.channel.send(streams.picture, new Uint8Array(50_000_000));
    await settle();
    slow.host.channel.send(streams.control, text('urgent'));
    const startMs = scene.clock.now();
    const handedBytes = 50_000_000 - slow.host.channel.queuedBytes(streams.picture);
    expect(handedBytes).toBeLessThanOrEqual(5 * limits.recordPlaintextBytes);
    await until(
      () => atViewer.messages.length > 0,
      () => scene.clock.advance(5),
    );
    expect(atViewer.messages[0]!.stream).toBe(streams.control);
    // Behind what the transport already had: 64 KiB and the record that filled it.
    expect(scene.clock.now() - startMs).toBeLessThanOrEqual(80_000 / 125 + 40);
    expect(atHost.ended).toBeUndefined();
  });

  it('ST5 lets control and cursor overtake pictures that wait, in that order, and in one record', async () => {
    const scene = createSessionScene({ delivery: 'as-sent' });
    const slow = createSessionScene({
      delivery: 'as-sent',
      slow: { clock: scene.clock, bytesPerMs: 125, delayMs: 20 },
    });
    const { atViewer } = listen(slow);
    for (let i = 0; i < 20; i++) slow.host.channel.send(streams.picture, new Uint8Array(8000));
    await settle();
    const handedBytes = 20 * 8000 - slow.host.channel.queuedBytes(streams.picture);
    slow.host.channel.send(streams.cursor, text('cursor'));
    slow.host.channel.send(streams.control, text('control'));
    await until(
      () => atViewer.messages.length === 22,
      () => scene.clock.advance(5),
    );
    const order = atViewer.messages.map(({ stream }) => stream);
    const control = order.indexOf(streams.control);
    expect(order[control + 1]).toBe(streams.cursor);
    // Only what the transport had before them is in front of them.
    expect(control).toBeLessThanOrEqual(Math.ceil(handedBytes / 8000));
    expect(handedBytes).toBeLessThan(20 * 8000);
  });

  it('CH6 stops at the unacknowledged bytes and goes on with the acknowledgement', async () => {
    let holding = true;
    const held: Uint8Array<ArrayBuffer>[] = [];
    const scene = createSessionScene({
      delivery: 'as-sent',
      fromLeft: (piece) => {
        if (!holding) return { on: [...held.splice(0), piece.bytes] };
        held.push(piece.bytes);
        return { on: [] };
      },
    });
    const { atViewer } = listen(scene);
    const size = 3 * limits.unacknowledgedBytes;
    scene.host.channel.send(streams.picture, new Uint8Array(size));
    await until(() => scene.viewer.received * limits.recordPlaintextBytes >= limits.unacknowledgedBytes);
    await settle();
    const sent = size - scene.host.channel.queuedBytes(streams.picture);
    expect(sent).toBeLessThanOrEqual(limits.unacknowledgedBytes + limits.recordPlaintextBytes);
    expect(sent).toBeGreaterThan(limits.unacknowledgedBytes - 2 * limits.recordPlaintextBytes);
    holding = false;
    await until(() => atViewer.messages.length === 1, overTime(scene, 10));
    expect(atViewer.messages[0]!.bytes.length).toBe(size);
  });

  it('CH6 refuses messages beyond the queue and beyond their bound', () => {
    const scene = createSessionScene();
    const { channel } = scene.viewer;
    expect(() => channel.send(streams.input, new Uint8Array(limits.messageBytes + 1))).toThrow(
      'message too long',
    );
    expect(() => channel.send(streams.picture, new Uint8Array(limits.messageBytes + 1))).toThrow(
      'message too long',
    );
    for (let i = 0; i < limits.queuedMessages; i++) channel.send(streams.input, new Uint8Array(1));
    expect(() => channel.send(streams.input, new Uint8Array(1))).toThrow('too many messages wait');
    expect(channel.queuedBytes(streams.input)).toBe(limits.queuedMessages);
  });

  it('CH4 keeps a quiet line alive and notices a dead one within 10 s', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    for (let i = 0; i < 60; i++) {
      scene.clock.advance(1000);
      await settle();
    }
    expect(atViewer.states.concat(atHost.states)).toEqual([]);
    scene.pairs[0]!.freeze();
    scene.reachable = false;
    scene.clock.advance(limits.silenceMs);
    expect(atViewer.states.concat(atHost.states)).toEqual(['reconnecting', 'reconnecting']);
  });

  it('CH7 ends with "protocol-error" on a message that its listener refuses, and says so', async () => {
    const scene = createSessionScene();
    const atViewer = hear(scene.viewer.channel);
    const atHost = hear(scene.host.channel, () => {
      throw new ProtocolViolation('malformed');
    });
    scene.viewer.channel.send(streams.control, text('one'));
    scene.viewer.channel.send(streams.control, text('two'));
    await until(() => atViewer.ended !== undefined && atHost.ended !== undefined);
    expect([atViewer.ended, atHost.ended]).toEqual(['protocol-error', 'protocol-error']);
    expect(atHost.messages).toHaveLength(1);
  });
});

describe('ends', () => {
  it('CE1 tells the other end why, behind what is queued below the picture', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    scene.host.channel.send(streams.picture, new Uint8Array(10_000_000));
    for (let i = 0; i < 100; i++) scene.host.channel.send(streams.control, text(`${i}`));
    scene.host.channel.end('ended-by-user');
    scene.host.channel.end('refused');
    scene.host.channel.send(streams.control, text('too late'));
    await until(() => atViewer.ended !== undefined && atHost.ended !== undefined, overTime(scene, 1));
    expect([atViewer.ended, atHost.ended]).toEqual(['ended-by-user', 'ended-by-user']);
    expect(atViewer.messages.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(
      Array.from({ length: 100 }, (_, i) => `${i}`),
    );
    expect(scene.forgotten).toBe(true);
    expect(scene.host.secrets.resume.every((byte) => byte === 0)).toBe(true);
    expect(scene.viewer.secrets.resume.every((byte) => byte === 0)).toBe(true);
  });

  it('CE1 delivers nothing more once this end has ended it', async () => {
    const scene = createSessionScene();
    const { atHost } = listen(scene);
    scene.viewer.channel.send(streams.input, text('a key'));
    scene.host.channel.end('ended-by-user');
    await until(() => atHost.ended !== undefined);
    expect(atHost.messages).toEqual([]);
  });

  it('CE1 does not wait for a line that takes nothing', async () => {
    const clock = createSessionScene().clock;
    const scene = createSessionScene({ delivery: 'as-sent', slow: { clock, bytesPerMs: 1 } });
    const { atHost } = listen(scene);
    scene.host.channel.send(streams.picture, new Uint8Array(1_000_000));
    await settle();
    scene.host.channel.send(streams.control, new Uint8Array(60_000));
    scene.host.channel.end('ended-by-user');
    await settle();
    expect(atHost.ended).toBeUndefined();
    scene.clock.advance(2000);
    await until(() => atHost.ended !== undefined);
    expect(atHost.ended).toBe('ended-by-user');
  });

  it('CE2 ends by itself when the other end stays away: "viewer-lost" and "host-lost"', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    scene.reachable = false;
    scene.pairs[0]!.cut();
    await until(() => atViewer.states.length === 1 && atHost.states.length === 1);
    scene.clock.advance(limits.graceMs - 1);
    await settle();
    expect([atViewer.ended, atHost.ended]).toEqual([undefined, undefined]);
    scene.clock.advance(1);
    expect([atViewer.ended, atHost.ended]).toEqual(['host-lost', 'viewer-lost']);
    await settle();
    expect(scene.clock.pending).toBe(0);
  });

  it('CE3 a viewer whose session the host no longer has ends with "host-lost"', async () => {
    const scene = createSessionScene();
    const { atViewer } = listen(scene);
    scene.forgotten = true;
    scene.pairs[0]!.cut();
    await until(() => atViewer.ended !== undefined, overTime(scene));
    expect(atViewer.ended).toBe('host-lost');
  });

  it('CE3 a viewer whose ID the broker no longer has ends with "host-lost" at once; one whose host is away does not', async () => {
    const scene = createPairingScene();
    const { id, clock, random } = scene;
    const answers: TransportCode[] = ['host-away', 'unreachable', 'unknown-id'];
    const connect = async () => {
      if (scene.pairs.length === 0) return scene.connect();
      throw new TransportFailure(answers.shift() ?? 'closed');
    };
    const viewer = hear(await openViewerChannel({ id, password: scene.password!, connect, clock, random }));
    scene.pairs[0]!.cut();
    await until(
      () => answers.length === 0,
      () => clock.advance(50),
    );
    expect(viewer.ended).toBe('host-lost');
    expect(clock.now()).toBeLessThan(limits.graceMs);
  });
});

describe('a hostile relay on the sealed line', () => {
  /**
   * Sends six messages through a relay that does this to one direction of the first line; the lines after it are honest.
   * @returns once both ends have ended, or everything has arrived
   */
  async function attack(
    tamper: Tamper,
    direction: 'fromLeft' | 'fromRight',
  ): Promise<{ ends: (EndReason | undefined)[]; arrived: number }> {
    const scene = createSessionScene({ [direction]: tamper, delivery: 'as-sent' });
    scene.lines = {};
    const { atViewer, atHost } = listen(scene);
    const receiver = direction === 'fromLeft' ? atHost : atViewer;
    const sender = direction === 'fromLeft' ? scene.viewer : scene.host;
    for (let i = 0; i < 6; i++) {
      sender.channel.send(streams.control, text(`message ${i}`));
      await settle();
    }
    await until(
      () => receiver.messages.length === 6 || (atViewer.ended !== undefined && atHost.ended !== undefined),
      () => scene.clock.advance(100),
    );
    receiver.messages.forEach(({ bytes }, i) => {
      expect(new TextDecoder().decode(bytes)).toBe(`message ${i}`);
    });
    return { ends: [atViewer.ended, atHost.ended], arrived: receiver.messages.length };
  }

  const sealed = new Uint8Array([2, 0, 0, 20, ...new Uint8Array(20)]);
  const attacks: Record<string, () => Tamper> = {
    'drops a record': () => dropPiece(2),
    'replays a record': () => replayPiece(2),
    'swaps two records': () => swapPieces(2),
    'leaves one byte out': () => cutByte(110),
    'injects a sealed record': () => injectBefore(2, sealed),
    'injects a handshake record': () => injectBefore(2, new Uint8Array([1, 0, 0, 3, 8, 1, 255])),
    'injects what is no record': () => injectBefore(2, new Uint8Array([9, 9, 9, 9])),
  };
  for (const [name, tamper] of Object.entries(attacks)) {
    for (const direction of ['fromLeft', 'fromRight'] as const) {
      it(`CH7 ${name} ${direction}: both ends end with "tampered"`, async () => {
        const { ends, arrived } = await attack(tamper(), direction);
        expect(ends).toEqual(['tampered', 'tampered']);
        expect(arrived).toBeLessThan(6);
      });
    }
  }

  it('CH8 an end that only sees the line go after a reflection does not call it tampering', async () => {
    expect((await attack(reflectFrom(2), 'fromLeft')).ends).toEqual(['tampered', 'viewer-lost']);
    expect((await attack(reflectFrom(2), 'fromRight')).ends).toEqual(['host-lost', 'tampered']);
  });

  it('CH7 flipping any byte of a sealed record: both end with "tampered", or the line stalls and is replaced', async () => {
    // The acknowledgement that begins each line has 33 bytes, as has the record of the first message.
    for (let offset = 0; offset < 66; offset++) {
      const { ends, arrived } = await attack(flipByte(offset, 1 << (offset % 8)), 'fromLeft');
      const inLength = offset % 33 === 2 || offset % 33 === 3;
      if (inLength && arrived === 6) continue;
      expect([offset, ...ends]).toEqual([offset, 'tampered', 'tampered']);
      expect(arrived).toBe(0);
    }
  });

  it('CH7 an authentic but wrong record ends with "protocol-error"', async () => {
    const plaintexts = [
      new Uint8Array([99, 1, 0, 0]),
      new Uint8Array([1, 2, 0, 0]),
      new Uint8Array([1, 1, 0, 9, 1]),
      new Uint8Array([0, 1, 0, 1, 7]),
      // Acknowledges what was never sent.
      encodeFrames([{ stream: 0, last: true, bytes: new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 9]) }]),
    ];
    for (const plaintext of plaintexts) {
      const scene = createSessionScene();
      const { atHost } = listen(scene);
      const pair = createTransportPair();
      const line = createRecordLine(pair.right);
      line.start({ record() {}, drained() {}, closed() {}, broken() {} });
      pair.left.listen({ data() {}, drained() {}, closed() {} });
      const key = new Uint8Array(32).fill(1);
      scene.host.attach({
        line,
        sealKey: new Uint8Array(32),
        openKey: key.slice(),
        told: 0,
        peerReceived: 0,
        proven: true,
      });
      pair.left.send(await createSealer(key).seal(plaintext));
      await until(() => atHost.ended !== undefined);
      expect(atHost.ended).toBe('protocol-error');
    }
  });
});

describe('resumption', () => {
  it('RS1–RS6 comes back without a password after a cut, and both ends say so', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    scene.viewer.channel.send(streams.input, text('before'));
    await until(() => atHost.messages.length === 1);
    scene.pairs[0]!.cut();
    scene.viewer.channel.send(streams.input, text('between'));
    scene.host.channel.send(streams.control, text('between'));
    await until(() => atViewer.states.length === 2 && atHost.states.length === 2, overTime(scene));
    await until(() => atHost.messages.length === 2 && atViewer.messages.length === 1);
    expect(atViewer.states).toEqual(['reconnecting', 'connected']);
    expect(atHost.states).toEqual(['reconnecting', 'connected']);
  });

  it('RS5 an attempt without the keys does not disturb the live line', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    const other = createSessionScene({}, 2);
    listen(other);
    // Someone who knows the reference and nothing else.
    other.viewer.secrets.reference.set(scene.viewer.secrets.reference);
    const pair = createTransportPair({
      // The impostor cannot check the answer and just goes on.
      fromLeft: ({ bytes, index }) => ({ on: index === 0 ? [bytes, forged] : [bytes] }),
    });
    const forged = new Uint8Array(4 + 41);
    forged.set([1, 0, 0, 41, 7]);
    const session = { core: scene.host, offeredEpoch: 0, confirmedEpoch: 0 };
    let over = false;
    createHostHandshake(pair.right, {
      version: limits.protocolVersion,
      clock: scene.clock,
      random: createSeededRandom(4),
      id: () => '000000000' as never,
      password: () => undefined,
      wrongPassword: () => 0,
      session: () => session,
      paired() {},
      over: () => {
        over = true;
      },
    }).begin();
    startViewerResumption({
      version: limits.protocolVersion,
      transport: pair.left,
      core: other.viewer,
      epochs: { highest: 0 },
      clock: scene.clock,
      random: createSeededRandom(5),
      attached: () => expect.unreachable(),
      failed() {},
    });
    await until(() => over);
    scene.viewer.channel.send(streams.input, text('still here'));
    await until(() => atHost.messages.length === 1);
    expect(atViewer.states.concat(atHost.states)).toEqual([]);
  });

  it('RS5 replaces a line that the host still believes in', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    scene.pairs[0]!.freeze();
    scene.viewer.channel.send(streams.input, text('into the void'));
    // Only the viewer hears of the loss.
    scene.pairs[0]!.left.close();
    scene.clock.advance(0);
    scene.viewer.channel.send(streams.input, text('after'));
    for (let i = 0; i < 40 && atHost.messages.length < 2; i++) {
      scene.clock.advance(500);
      await settle();
    }
    expect(atHost.messages.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      'into the void',
      'after',
    ]);
    expect(atViewer.states.at(-1)).toBe('connected');
  });

  it('RS3 every byte of a resumption counts: a flip never lets the session onto that line', async () => {
    const fromViewer = 4 + 35 + 4 + 41;
    const fromHost = 4 + 61;
    const cases = [
      ...Array.from({ length: fromViewer }, (_, offset) => ['fromLeft', offset] as const),
      ...Array.from({ length: fromHost }, (_, offset) => ['fromRight', offset] as const),
    ];
    for (const [direction, offset] of cases) {
      const scene = createSessionScene({ delivery: 'as-sent' });
      const { atViewer, atHost } = listen(scene);
      scene.viewer.channel.send(streams.input, text('one'));
      await until(() => atHost.messages.length === 1);
      scene.lines = { [direction]: flipByte(offset, 1 << (offset % 8)), delivery: 'as-sent' };
      scene.pairs[0]!.cut();
      await until(() => scene.pairs.length === 2, overTime(scene));
      await settle();
      expect(atViewer.states.concat(atHost.states)).not.toContain('connected');
      // The next line is honest: the session, if it lives, is whole.
      scene.lines = { delivery: 'as-sent' };
      scene.viewer.channel.send(streams.input, text('two'));
      await until(
        () => atViewer.ended !== undefined || atHost.messages.length === 2,
        () => scene.clock.advance(200),
      );
      if (atViewer.ended === undefined)
        expect(new TextDecoder().decode(atHost.messages[1]!.bytes)).toBe('two');
      else expect(['host-lost', 'tampered']).toContain(atViewer.ended);
    }
  });

  it('RS2 a viewer does not go back to an epoch', async () => {
    const scene = createSessionScene();
    const { atViewer } = listen(scene);
    scene.pairs[0]!.cut();
    await until(() => atViewer.states.length === 2, overTime(scene));
    scene.session.offeredEpoch = scene.session.confirmedEpoch = 0;
    scene.pairs[1]!.cut();
    await until(() => scene.pairs.length === 3, overTime(scene));
    await settle();
    expect(atViewer.states).toEqual(['reconnecting', 'connected', 'reconnecting']);
    // The next answer has epoch 2.
    await until(() => atViewer.states.length === 4, overTime(scene));
  });

  it('RS2 a confirmation that was held back does not take the session from a later line', async () => {
    const scene = createSessionScene();
    const { atHost } = listen(scene);
    const { secrets } = scene.viewer;
    const attempts = [1, 2].map((seed) => {
      const pair = createTransportPair();
      const answers: Uint8Array[] = [];
      const state = { closed: false };
      const parser = new RecordParser();
      pair.left.listen({
        data: (bytes) => parser.push(bytes, (_type, body) => answers.push(body) > 0),
        drained() {},
        closed: () => {
          state.closed = true;
        },
      });
      createHostHandshake(pair.right, {
        version: limits.protocolVersion,
        clock: scene.clock,
        random: createSeededRandom(seed),
        id: () => '000000000' as never,
        password: () => undefined,
        wrongPassword: () => 0,
        session: () => scene.session,
        paired() {},
        over() {},
      }).begin();
      const resume = encodeHandshake({
        type: 'resume',
        version: 1,
        reference: secrets.reference,
        nonce: new Uint8Array(16),
      });
      pair.left.send(encodeRecord(1, resume));
      const confirm = () => {
        const tag = resumeTag(secrets, 'viewer', hashResumption(resume, answers[0]!), 0);
        pair.left.send(encodeRecord(1, encodeHandshake({ type: 'resume-confirm', received: 0, tag })));
      };
      return { answers, state, confirm };
    });
    await settle();
    attempts[1]!.confirm();
    await settle();
    attempts[0]!.confirm();
    await settle();
    expect(attempts.map(({ state }) => state.closed)).toEqual([true, false]);
    expect(scene.session.confirmedEpoch).toBe(2);
    expect(atHost.ended).toBeUndefined();
  });

  it('RS6 whatever is cut, everything arrives exactly once and in order', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          from: fc.constantFrom('viewer', 'host'),
          stream: fc.constantFrom(1, 2, 4),
          size: fc.oneof(fc.nat(64), fc.nat(60_000)),
        }),
      },
      { weight: 1, arbitrary: fc.constant('cut' as const) },
      { weight: 1, arbitrary: fc.constant('freeze' as const) },
      { weight: 3, arbitrary: fc.nat(8).map((turns) => ({ turns })) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 1e6 }),
        async (steps, seed) => {
          const scene = createSessionScene({ delivery: 'as-sent' }, seed);
          const { atViewer, atHost } = listen(scene);
          const sent = { viewer: new Map<number, string[]>(), host: new Map<number, string[]>() };
          let number = 0;
          for (const action of steps) {
            if (action === 'cut') scene.pairs.at(-1)!.cut();
            else if (action === 'freeze') scene.pairs.at(-1)!.freeze();
            else if ('turns' in action) {
              scene.clock.advance(action.turns * 300);
              await settle();
            } else {
              const message = new Uint8Array(action.size + 4);
              new DataView(message.buffer).setUint32(0, ++number);
              const from = action.from as 'viewer' | 'host';
              const log = sent[from].get(action.stream) ?? [];
              log.push(`${number}:${message.length}`);
              sent[from].set(action.stream, log);
              scene[from].channel.send(action.stream as 1, message);
            }
          }
          const count = (log: Map<number, string[]>) => [...log.values()].flat().length;
          await until(
            () =>
              atHost.messages.length >= count(sent.viewer) && atViewer.messages.length >= count(sent.host),
            () => scene.clock.advance(100),
          );
          for (const [log, heard] of [
            [sent.viewer, atHost],
            [sent.host, atViewer],
          ] as const) {
            for (const stream of [1, 2, 4]) {
              const got = heard.messages
                .filter((message) => message.stream === stream)
                .map(({ bytes }) => `${new DataView(bytes.buffer).getUint32(0)}:${bytes.length}`);
              expect(got).toEqual(log.get(stream) ?? []);
            }
          }
          expect([atViewer.ended, atHost.ended]).toEqual([undefined, undefined]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('RS6 what the old line brought after the host had told its count is not delivered twice', async () => {
    const scene = createSessionScene();
    const { atHost } = listen(scene);
    const record = (i: number) =>
      encodeFrames([{ stream: streams.input, last: true, bytes: new Uint8Array([i]) }]);
    for (const numbers of [
      [0, 1],
      [0, 1, 2],
    ]) {
      const pair = createTransportPair();
      const line = createRecordLine(pair.right);
      line.start({ record() {}, drained() {}, closed() {}, broken() {} });
      pair.left.listen({ data() {}, drained() {}, closed() {} });
      const openKey = new Uint8Array(32).fill(numbers.length);
      const sealer = createSealer(openKey.slice());
      // The second line begins where the host was when it told its count: at 0.
      scene.host.attach({
        line,
        sealKey: new Uint8Array(32),
        openKey,
        told: 0,
        peerReceived: 0,
        proven: true,
      });
      for (const number of numbers) pair.left.send(await sealer.seal(record(number)));
      await settle();
    }
    expect(atHost.messages.map(({ bytes }) => bytes[0])).toEqual([0, 1, 2]);
    expect(scene.host.received).toBe(3);
  });

  it('RS7 a relay that answers in the host’s place gets nowhere; the session ends with "tampered"', async () => {
    const scene = createSessionScene();
    const { atViewer } = listen(scene);
    scene.lines = { fromRight: flipByte(4 + 61 - 1) };
    scene.pairs[0]!.cut();
    await until(() => atViewer.ended !== undefined, overTime(scene, 500));
    expect(atViewer.ended).toBe('tampered');
  });
});

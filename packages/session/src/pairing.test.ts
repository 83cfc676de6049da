import {
  decodeHandshake,
  encodeHandshake,
  encodeRecord,
  type HandshakeMessage,
  limits,
  PairingFailure,
  type Password,
  ProtocolViolation,
  RecordParser,
  recordTypes,
  streams,
  TransportFailure,
} from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createTransportPair, flipByte, reflectFrom } from './testing/index.ts';
import { createPairingScene, hear, settle, until } from './testing/test-scene.ts';
import type { Transport } from './transport.ts';
import { openViewerChannel } from './viewer-channel.ts';

const wrong = 'DADADADADADADADA' as Password;

/** A viewer that speaks by hand. */
function speak(transport: Transport) {
  const heard: HandshakeMessage[] = [];
  const parser = new RecordParser();
  const state = { closed: false };
  transport.listen({
    data: (bytes) =>
      parser.push(bytes, (_type, body) => {
        heard.push(decodeHandshake(body));
        return true;
      }),
    drained() {},
    closed: () => {
      state.closed = true;
    },
  });
  return {
    heard,
    state,
    say: (message: HandshakeMessage) =>
      transport.send(encodeRecord(recordTypes.handshake, encodeHandshake(message))),
  };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('pairing', () => {
  it('closes a line that is there only after the pairing was called off', async () => {
    const { id, clock, random, password } = createPairingScene();
    const { left, right } = createTransportPair();
    const { state } = speak(right);
    const abort = new AbortController();
    const opened = Promise.withResolvers<Transport>();
    const connect = () => opened.promise;
    const options = { id, password: password!, connect, clock, random, signal: abort.signal };
    const failure = failureOf(openViewerChannel(options));
    abort.abort();
    opened.resolve(left);
    expect(await failure).toEqual(new TransportFailure('closed'));
    await settle();
    expect(state.closed).toBe(true);
  });

  it('PA1–PA6 pairs over single bytes; messages go both ways', async () => {
    const scene = createPairingScene();
    const viewer = await scene.pair();
    const host = scene.hostChannels[0]!;
    const atViewer = hear(viewer);
    const atHost = hear(host);
    viewer.send(streams.control, new Uint8Array([1, 2, 3]));
    host.send(streams.picture, new Uint8Array(40_000).fill(7));
    await until(() => atHost.messages.length === 1 && atViewer.messages.length === 1);
    expect(atHost.messages[0]).toEqual({ stream: streams.control, bytes: new Uint8Array([1, 2, 3]) });
    expect(atViewer.messages[0]!.bytes).toEqual(new Uint8Array(40_000).fill(7));
    expect(scene.wrongTries()).toBe(0);
  });

  it('PA6 tells a wrong password with the tries left and counts it once', async () => {
    const scene = createPairingScene();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const failure = await failureOf(scene.pair(wrong));
      expect(failure).toBeInstanceOf(PairingFailure);
      expect(failure).toMatchObject({ code: 'wrong-password', triesLeft });
    }
    expect(scene.wrongTries()).toBe(5);
    expect(scene.hostChannels).toHaveLength(0);
  });

  it('PA6 does not count an attempt that is abandoned before its confirmation', async () => {
    const scene = createPairingScene();
    const { say, heard } = speak(await scene.connect());
    say({ type: 'pair', version: 1, nonce: new Uint8Array(16) });
    await until(() => heard.length === 1);
    // A share from another run is a valid element.
    const other = createPairingScene(2);
    const shares: Uint8Array[] = [];
    other.lines = {
      fromLeft: (piece) => {
        if (piece.bytes.length === 4 + 33 && piece.bytes[4] === 3) shares.push(piece.bytes.slice(5));
        return { on: [piece.bytes] };
      },
    };
    await other.pair();
    say({ type: 'share', share: new Uint8Array(shares[0]!) });
    await until(() => heard.length === 2);
    scene.pairs[0]!.cut();
    await settle();
    expect(heard.map((message) => message.type)).toEqual(['pair-answer', 'share']);
    expect(scene.wrongTries()).toBe(0);
    await scene.pair();
    expect(scene.hostChannels).toHaveLength(1);
  });

  it('PA7 does not try a password that was replaced while the attempt was under way', async () => {
    const scene = createPairingScene();
    const old = scene.password!;
    let confirmations = 0;
    scene.lines = {
      fromLeft: (piece) => {
        // The confirmation of the right password arrives just after others have used it up.
        if (piece.bytes[4] === 4 && confirmations++ === 0) scene.password = wrong;
        return { on: [piece.bytes] };
      },
    };
    expect(await failureOf(scene.pair(old))).toMatchObject({ code: 'too-many-attempts' });
    expect(scene.wrongTries()).toBe(0);
    expect(scene.hostChannels).toHaveLength(0);
  });

  it('PA1 refuses another version, on both ends', async () => {
    const scene = createPairingScene();
    const { say, heard, state } = speak(await scene.connect());
    say({ type: 'pair', version: 2, nonce: new Uint8Array(16) });
    await until(() => state.closed);
    expect(heard).toEqual([{ type: 'failed', code: 'version-unsupported' }]);
    // Byte 6 of what the host sends is the low byte of its version.
    scene.lines = { fromRight: flipByte(6, 3) };
    expect(await failureOf(scene.pair())).toMatchObject({ code: 'version-unsupported' });
  });

  it('PA8 says "busy" when nobody may pair', async () => {
    const scene = createPairingScene();
    scene.password = undefined;
    expect(await failureOf(scene.pair(wrong))).toMatchObject({ code: 'busy' });
  });

  it('PA8 works on four handshakes at once and says "busy" to the fifth', async () => {
    const scene = createPairingScene();
    const idle = await Promise.all([1, 2, 3].map(async () => speak(await scene.connect())));
    expect(idle).toHaveLength(limits.pendingHandshakes - 1);
    const outcomes = await Promise.all([failureOf(scene.pair()), failureOf(scene.pair())]);
    expect(outcomes[0]).toBeUndefined();
    expect(outcomes[1]).toMatchObject({ code: 'busy' });
    scene.clock.advance(limits.handshakeTimeoutMs);
    await until(() => idle.every(({ state }) => state.closed));
    expect(idle[0]!.heard).toEqual([{ type: 'failed', code: 'pairing-timeout' }]);
    expect(await failureOf(scene.pair())).toBeUndefined();
  });

  it('PA8 gives up after the time limit, on the viewer too', async () => {
    const scene = createPairingScene();
    scene.lines = { fromRight: () => ({ on: [] }) };
    const failure = failureOf(scene.pair());
    await settle();
    scene.clock.advance(limits.handshakeTimeoutMs);
    expect(await failure).toMatchObject({ code: 'pairing-timeout' });
    expect(scene.wrongTries()).toBe(0);
  });

  it('PA2 treats a viewer that says what it may not as gone', async () => {
    const scene = createPairingScene();
    const messages: HandshakeMessage[] = [
      { type: 'share', share: new Uint8Array(32) },
      { type: 'confirm', tag: new Uint8Array(32) },
      { type: 'resume-confirm', received: 0, tag: new Uint8Array(32) },
      { type: 'failed', code: 'busy' },
      { type: 'pair-answer', version: 1, nonce: new Uint8Array(16) },
    ];
    for (const message of messages) {
      const { say, heard, state } = speak(await scene.connect());
      say(message);
      await until(() => state.closed);
      expect(heard).toEqual([]);
    }
    const { say, heard, state } = speak(await scene.connect());
    say({ type: 'pair', version: 1, nonce: new Uint8Array(16) });
    // The neutral element.
    say({ type: 'share', share: new Uint8Array(32) });
    await until(() => state.closed);
    expect(heard.map((message) => message.type)).toEqual(['pair-answer']);
    expect(scene.wrongTries()).toBe(0);
  });

  it('PA4 fails when its own messages are reflected', async () => {
    const scene = createPairingScene();
    scene.lines = { fromLeft: reflectFrom(0) };
    expect(await failureOf(scene.pair())).toEqual(new ProtocolViolation('unexpected-message'));
  });

  it('PA4 fails when confirmations are reflected', async () => {
    const scene = createPairingScene();
    scene.lines = { fromLeft: reflectFrom(2) };
    expect(await failureOf(scene.pair())).toEqual(new ProtocolViolation('not-authentic'));
    expect(scene.hostChannels).toHaveLength(0);
  });

  it('PA5 a relay with a key exchange of its own spends a try and gets nowhere', async () => {
    const victim = createPairingScene();
    const relay = createPairingScene(9);
    relay.password = wrong;
    // Towards the helper it plays a host that takes any confirmation, towards the host a helper that guesses.
    const atHelper = failureOf(relay.pair(victim.password).then((channel) => hear(channel)));
    expect(await failureOf(victim.pair(wrong))).toMatchObject({ code: 'wrong-password' });
    expect(await atHelper).toMatchObject({ code: 'wrong-password' });
    expect(victim.wrongTries()).toBe(1);

    const bold = createPairingScene(10);
    bold.password = wrong;
    bold.lines = {
      fromRight: (piece) =>
        piece.bytes[4] === 8
          ? {
              on: [
                encodeRecord(
                  recordTypes.handshake,
                  encodeHandshake({ type: 'confirm', tag: new Uint8Array(32) }),
                ),
              ],
            }
          : { on: [piece.bytes] },
    };
    expect(await failureOf(bold.pair(victim.password))).toEqual(new ProtocolViolation('not-authentic'));
  });

  it('PA5 flipping any byte of the handshake, in either direction, leaves the viewer without a channel', async () => {
    const handshakeBytes = 3 * 4 + 19 + 33 + 33;
    for (const direction of ['fromLeft', 'fromRight'] as const) {
      for (let offset = 0; offset < handshakeBytes; offset++) {
        const scene = createPairingScene(offset + 1);
        scene.lines = { [direction]: flipByte(offset, 1 << (offset % 8)), delivery: 'coalesced' };
        let failure: unknown;
        scene.pair().then(
          () => expect.unreachable(),
          (error: unknown) => {
            failure = error;
          },
        );
        await until(
          () => failure !== undefined,
          () => scene.clock.advance(1000),
        );
        expect([PairingFailure, ProtocolViolation, TransportFailure]).toContain(failure?.constructor);
        // Only the host's last message comes after it let the viewer in; it never hears of that viewer again.
        const lastMessage = direction === 'fromRight' && offset >= handshakeBytes - 37;
        expect(scene.hostChannels).toHaveLength(lastMessage ? 1 : 0);
      }
    }
  });
});

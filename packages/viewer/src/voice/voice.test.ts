import {
  decodeVoiceToHost,
  encodeVoice,
  ProtocolViolation,
  type VoiceProblem,
  type VoiceToHost,
  type VoiceToViewer,
} from '@fjernhjelp/protocol';
import { createFakeVoicePeers, createManualClock, someVoiceDescription } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { firstStatus, type ViewerStatus } from '../status.ts';
import { createFakePartPorts } from '../testing/part-ports.ts';
import type { BrowserVoiceOptions } from './browser-voice-peer.ts';
import { createVoice } from './voice.ts';

const description = someVoiceDescription;

function open() {
  const { peers, open: openPeer } = createFakeVoicePeers<BrowserVoiceOptions>();
  const clock = createManualClock();
  const ports = createFakePartPorts<VoiceToHost>(decodeVoiceToHost, { clock, granted: ['view'] });
  let theirs = 0;
  const volumes: number[] = [];
  const part = createVoice({
    openPeer: (options, listener) => ({
      ...openPeer(options, listener),
      setVolume: (volume) => void volumes.push(volume),
      setMicrophone() {},
      levels: () => ({ own: 0, theirs }),
    }),
    microphones: async () => [],
  })(ports);
  let status: ViewerStatus = { ...firstStatus, phase: 'connected', grants: ['view'] };
  /** What the session does when its state is another. */
  function session(changes: Partial<ViewerStatus>, paused = false): void {
    status = { ...status, ...changes };
    ports.granted.clear();
    for (const grant of paused ? [] : status.grants) ports.granted.add(grant);
    part.session(status);
    part.grantsChanged?.();
  }
  const hear = (message: VoiceToViewer) => part.receive(encodeVoice(message));
  return {
    part,
    ports,
    peers,
    clock,
    volumes,
    session,
    hear,
    able: () => hear({ type: 'able', iceServers: [] }),
    ask: () => session({ requestedGrant: 'voice' }),
    give() {
      const { requestedGrant: _, ...rest } = status;
      status = rest;
      session({ grants: ['view', 'voice'] });
    },
    takeBack: () => session({ grants: ['view'] }),
    speak(level: number) {
      theirs = level;
    },
    shown: () => ports.status.voice,
  };
}

/** A call that is on. */
function openCall(scene = open()) {
  scene.able();
  scene.ask();
  scene.give();
  const peer = scene.peers.at(-1)!;
  peer.listener.described(description);
  scene.hear({ type: 'answer', call: 1, description });
  peer.listener.connected();
  return { ...scene, peer };
}

test('VO2 asked and allowed, the call begins by itself, and not before', () => {
  const { able, ask, give, peers, ports, hear, shown } = open();
  able();
  ask();
  expect(peers).toEqual([]);
  give();
  expect(shown()).toMatchObject({ state: 'connecting' });
  const peer = peers[0]!;
  expect(peer.options).toEqual({ iceServers: [], isMuted: false, volume: 1, microphoneId: '' });
  peer.listener.described(description);
  expect(ports.sent).toEqual([{ type: 'offer', call: 1, description }]);
  hear({ type: 'answer', call: 1, description });
  hear({ type: 'answer', call: 1, description });
  expect(peer.taken).toEqual([description]);
  peer.listener.connected();
  expect(shown()).toMatchObject({ state: 'on' });
});

test('VO4 what the user offers opens no microphone before the helper answers', () => {
  const { able, give, part, peers, shown } = open();
  able();
  part.start();
  give();
  expect(shown()).toMatchObject({ state: 'offered' });
  expect(peers).toEqual([]);
  part.start();
  expect(peers).toHaveLength(1);
});

test('VO4 a wish that was declined does not take a later offer for the helper', () => {
  const { able, ask, session, give, peers, shown } = open();
  able();
  ask();
  session({ declinedGrant: 'voice', requestedGrant: undefined as never });
  give();
  expect(peers).toEqual([]);
  expect(shown()).toMatchObject({ state: 'offered' });
});

test('VO4 taking it back, a pause and the end let go of the microphone at once', () => {
  const taken = openCall();
  taken.takeBack();
  expect(taken.peer.isClosed).toBe(true);
  expect(taken.shown()).toMatchObject({ state: 'off' });

  const paused = openCall();
  paused.part.setMuted(true);
  paused.session({ paused: true }, true);
  expect(paused.peer.isClosed).toBe(true);
  paused.session({ paused: false });
  expect(paused.peers).toHaveLength(2);
  expect(paused.peers[1]?.options.isMuted).toBe(true);

  const ended = openCall();
  ended.part.close();
  expect(ended.peer.isClosed).toBe(true);
  expect(ended.clock.pending).toBe(0);
});

test('VO5 a lost line to the server leaves the call as it is', () => {
  const { peer, part, shown } = openCall();
  part.line?.(false);
  part.line?.(true);
  expect(peer.isClosed).toBe(false);
  expect(shown()).toMatchObject({ state: 'on' });
});

test('VO5 a call that broke is tried again once, and then it is said at both ends', () => {
  const { peer, peers, ports, hear, clock, shown } = openCall();
  peer.listener.interrupted();
  expect(shown()).toMatchObject({ state: 'connecting' });
  peer.listener.failed('no-path');
  expect(peers).toHaveLength(2);
  clock.advance(2000);
  peers[1]!.listener.described(description);
  expect(ports.sent.at(-1)).toEqual({ type: 'offer', call: 2, description });
  hear({ type: 'answer', call: 2, description });
  clock.advance(15_000);
  expect(peers).toHaveLength(2);
  expect(peers[1]!.isClosed).toBe(true);
  expect(shown()).toMatchObject({ state: 'off', problem: { why: 'no-path', isTheirs: false } });
  expect(ports.sent.at(-1)).toEqual({ type: 'give-up', call: 2, why: 'no-path' });
});

test('VO5 one that came back may break again later', () => {
  const { peer, peers, hear } = openCall();
  peer.listener.failed('no-path');
  peers[1]!.listener.described(description);
  hear({ type: 'answer', call: 2, description });
  peers[1]!.listener.connected();
  peers[1]!.listener.failed('no-path');
  expect(peers).toHaveLength(3);
});

test('VO2 an offer never follows the one before faster than the host takes it', () => {
  const { peer, peers, ports, clock } = openCall();
  peer.listener.failed('no-path');
  peers[1]!.listener.described(description);
  expect(ports.sent.filter(({ type }) => type === 'offer')).toHaveLength(1);
  clock.advance(1100);
  expect(ports.sent.filter(({ type }) => type === 'offer')).toHaveLength(2);
});

test.each<VoiceProblem>(['no-microphone', 'not-allowed', 'microphone-busy', 'unsupported'])(
  'VO7 "%s" here is said to the user, and tried again only when the helper wants to',
  (why) => {
    const { able, ask, give, peers, part, ports, shown } = open();
    able();
    ask();
    give();
    peers[0]!.listener.failed(why);
    expect(shown()).toMatchObject({ state: 'off', problem: { why, isTheirs: false } });
    expect(ports.sent).toEqual([{ type: 'give-up', call: 1, why }]);
    part.grantsChanged?.();
    expect(peers).toHaveLength(1);
    part.start();
    expect(peers).toHaveLength(2);
  },
);

test('VO7 what the user has no microphone for is said here', () => {
  const { peer, hear, shown } = openCall();
  hear({ type: 'give-up', call: 1, why: 'not-allowed' });
  expect(peer.isClosed).toBe(true);
  expect(shown()).toMatchObject({ state: 'off', problem: { why: 'not-allowed', isTheirs: true } });
});

test('VO7 a user who never answers is given up', () => {
  const { able, ask, give, peers, clock, ports, shown } = open();
  able();
  ask();
  give();
  peers[0]!.listener.described(description);
  clock.advance(125_000);
  expect(peers[0]!.isClosed).toBe(true);
  expect(ports.sent.at(-1)).toEqual({ type: 'give-up', call: 1, why: 'no-answer' });
  expect(shown()).toMatchObject({ problem: { why: 'no-answer' } });
});

test('VO1 whoever forbids direct paths forbids this, also in the middle', () => {
  const there = openCall();
  there.hear({ type: 'unable', why: 'forbidden' });
  expect(there.peer.isClosed).toBe(true);
  expect(there.shown()).toMatchObject({ unable: { why: 'forbidden', isTheirs: true } });

  const here = openCall();
  here.part.setAllowed(false);
  expect(here.peer.isClosed).toBe(true);
  expect(here.shown()).toMatchObject({ unable: { why: 'forbidden', isTheirs: false } });
  here.part.setAllowed(true);
  expect(here.peers).toHaveLength(2);
});

test('VO6 both ends see who is muted', () => {
  const { peer, part, ports, hear, shown } = openCall();
  part.setMuted(true);
  expect(peer.isMuted).toBe(true);
  expect(ports.sent.at(-1)).toEqual({ type: 'muted', call: 1, isMuted: true });
  hear({ type: 'muted', call: 2, isMuted: true });
  expect(shown()).toMatchObject({ isMuted: true, isTheirMuted: false });
  hear({ type: 'muted', call: 1, isMuted: true });
  expect(shown()).toMatchObject({ isTheirMuted: true });
});

test('VO6 a session in which somebody talks is not idle; one in which nobody does, is', () => {
  const { clock, ports, speak } = openCall();
  const before = ports.sent.length;
  clock.advance(60_000);
  expect(ports.sent).toHaveLength(before);
  speak(0.8);
  clock.advance(60_000);
  expect(ports.sent).toHaveLength(before + 2);
});

test('how loud the user is stays from call to call', () => {
  const { part, peer, peers, volumes } = openCall();
  part.setVolume(0.4);
  part.chooseMicrophone('usb');
  expect(volumes).toEqual([0.4]);
  peer.listener.failed('no-path');
  expect(peers[1]!.options).toMatchObject({ volume: 0.4, microphoneId: 'usb' });
});

test('VO2 what breaks the rules is a violation', () => {
  const { part } = openCall();
  expect(() => part.receive(new TextEncoder().encode('{"type":"answer","call":1,"sdp":"v=0"}'))).toThrow(
    ProtocolViolation,
  );
});

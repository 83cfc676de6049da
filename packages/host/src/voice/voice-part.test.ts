import {
  decodeVoiceToViewer,
  encodeVoice,
  type IceServer,
  ProtocolViolation,
  type VoiceProblem,
  type VoiceToHost,
} from '@fjernhjelp/protocol';
import { createFakeVoicePeers, createManualClock, someVoiceDescription } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import type { HostPart } from '../part.ts';
import { createFakePartPorts } from '../testing/part-ports.ts';
import { createVoicePart } from './voice-part.ts';

const description = someVoiceDescription;

/** What the user's machine is: the calls in its page, whether it can, and which servers there are. */
function openMachine() {
  const { peers, open } = createFakeVoicePeers();
  const watchers = new Set<() => void>();
  const machine = {
    peers,
    servers: [] as readonly IceServer[] | undefined,
    unable: undefined as VoiceProblem | undefined,
    watchers,
    setUnable(why: VoiceProblem | undefined) {
      machine.unable = why;
      for (const watcher of watchers) watcher();
    },
  };
  const create = createVoicePart({
    voice: {
      get unable() {
        return machine.unable;
      },
      watch(watcher) {
        watchers.add(watcher);
        return () => void watchers.delete(watcher);
      },
      open,
    },
    whyNone: () => 'forbidden',
    iceServers: () => machine.servers,
  });
  return { machine, create };
}

function open({ machine, create } = openMachine(), person = 1) {
  const clock = createManualClock();
  const ports = createFakePartPorts(clock, { person, granted: ['view'] });
  const part: HostPart = create(ports);
  part.grantsChanged?.();
  const say = (message: VoiceToHost) => part.receive(encodeVoice(message));
  return {
    machine,
    clock,
    ports,
    part,
    say,
    sent: () => ports.sent.map(decodeVoiceToViewer),
    shown: () => part.status?.voice,
    give() {
      ports.granted.add('voice');
      part.grantsChanged?.();
    },
    takeBack() {
      ports.granted.delete('voice');
      part.grantsChanged?.();
    },
    offer(call: number) {
      say({ type: 'offer', call, description });
      return machine.peers.at(-1)!;
    },
  };
}

/** A call that is on. */
function openCall(scene = open()) {
  scene.give();
  const peer = scene.offer(1);
  peer.listener.described(description);
  peer.listener.connected();
  return { ...scene, peer };
}

test('VO1 the viewer hears once that one can talk, and again when that changes', () => {
  const { machine, part, sent } = open();
  part.grantsChanged?.();
  machine.setUnable('no-window');
  machine.setUnable(undefined);
  expect(sent()).toEqual([
    { type: 'able', iceServers: [] },
    { type: 'unable', why: 'no-window' },
    { type: 'able', iceServers: [] },
  ]);
});

test('VO4 without the grant an offer opens no microphone', () => {
  const { machine, say, shown } = open();
  say({ type: 'offer', call: 1, description });
  say({ type: 'give-up', call: 1, why: 'no-microphone' });
  expect(machine.peers).toEqual([]);
  expect(shown()).toEqual({ state: 'off', isMuted: false, isTheirMuted: false });
});

test('VO2 an offer is answered, and the call is in the receipt when both are there', () => {
  const { machine, ports, give, offer, sent, shown } = open();
  give();
  const peer = offer(7);
  expect(shown()).toMatchObject({ state: 'connecting' });
  expect(peer.options).toEqual({ iceServers: [], isMuted: false, offer: description });
  peer.listener.described(description);
  expect(sent().slice(1)).toEqual([
    { type: 'answer', call: 7, description },
    { type: 'muted', call: 7, isMuted: false },
  ]);
  expect(ports.usedGrants).toEqual([]);
  peer.listener.connected();
  expect(shown()).toMatchObject({ state: 'on' });
  expect(ports.usedGrants).toEqual(['voice']);
  expect(machine.peers).toHaveLength(1);
});

test('VO4 taking it back lets go of the microphone in the middle, and what comes late says nothing', () => {
  const { peer, takeBack, shown, ports, say } = openCall();
  takeBack();
  expect(peer.isClosed).toBe(true);
  expect(shown()).toMatchObject({ state: 'off' });
  const changes = ports.changes;
  peer.listener.connected();
  peer.listener.failed('no-path');
  say({ type: 'muted', call: 1, isMuted: true });
  expect(ports.changes).toBe(changes);
});

test('VO4 a pause lets go of it too; who goes on is as muted as before', () => {
  const { peer, ports, part, offer, clock, give } = openCall();
  part.command?.({ type: 'voice-mute', person: 1, muted: true });
  ports.paused = true;
  ports.granted.delete('voice');
  part.grantsChanged?.();
  expect(peer.isClosed).toBe(true);
  ports.paused = false;
  give();
  clock.advance(2000);
  expect(offer(2).options.isMuted).toBe(true);
});

test('VO6 the user turns the microphone off for this helper alone, and both ends see it', () => {
  const { peer, part, sent, shown, say } = openCall();
  part.command?.({ type: 'voice-mute', person: 2, muted: true });
  expect(peer.isMuted).toBe(false);
  part.command?.({ type: 'voice-mute', person: 1, muted: true });
  expect(peer.isMuted).toBe(true);
  expect(sent().at(-1)).toEqual({ type: 'muted', call: 1, isMuted: true });
  say({ type: 'muted', call: 1, isMuted: true });
  expect(shown()).toMatchObject({ isMuted: true, isTheirMuted: true });
});

test('VO5 a lost line to the server leaves the call as it is', () => {
  const { peer, part, shown } = openCall();
  part.line?.(false);
  part.line?.(true);
  expect(peer.isClosed).toBe(false);
  expect(shown()).toMatchObject({ state: 'on' });
});

test('VO5 a call that broke waits for the next offer, and gives up when none comes', () => {
  const { machine, peer, offer, clock, shown, sent } = openCall();
  peer.listener.interrupted();
  peer.listener.failed('no-path');
  expect(shown()).toMatchObject({ state: 'connecting' });
  clock.advance(2000);
  const next = offer(2);
  next.listener.described(description);
  next.listener.connected();
  clock.advance(60_000);
  expect(shown()).toEqual({ state: 'on', isMuted: false, isTheirMuted: false });
  next.listener.failed('no-path');
  clock.advance(60_000);
  expect(shown()).toMatchObject({ state: 'off', problem: { why: 'no-path', isTheirs: false } });
  expect(sent().at(-1)).toEqual({ type: 'give-up', call: 2, why: 'no-path' });
  expect(machine.peers).toHaveLength(2);
});

test('VO7 a refused microphone, and one that nobody answers for, are said to both', () => {
  const { give, offer, shown, sent, clock } = open();
  give();
  offer(1).listener.failed('not-allowed');
  expect(shown()).toMatchObject({ state: 'off', problem: { why: 'not-allowed', isTheirs: false } });
  expect(sent().at(-1)).toEqual({ type: 'give-up', call: 1, why: 'not-allowed' });
  clock.advance(2000);
  const peer = offer(2);
  expect(shown()).toMatchObject({ state: 'connecting' });
  clock.advance(120_000);
  expect(peer.isClosed).toBe(true);
  expect(sent().at(-1)).toEqual({ type: 'give-up', call: 2, why: 'no-answer' });
});

test('VO7 what the helper has no microphone for is said to the user', () => {
  const { give, say, shown } = open();
  give();
  say({ type: 'give-up', call: 1, why: 'no-microphone' });
  expect(shown()).toMatchObject({ state: 'off', problem: { why: 'no-microphone', isTheirs: true } });
});

test('VO1 whoever forbids direct paths forbids this, also in the middle', () => {
  const { machine, peer, part, shown, sent, offer, clock } = openCall();
  machine.servers = undefined;
  part.command?.({ type: 'set-direct', allowed: false });
  expect(peer.isClosed).toBe(true);
  expect(shown()).toMatchObject({ state: 'off', unable: 'forbidden' });
  expect(sent().at(-1)).toEqual({ type: 'unable', why: 'forbidden' });
  clock.advance(2000);
  offer(2);
  expect(sent().at(-1)).toEqual({ type: 'give-up', call: 2, why: 'forbidden' });
  expect(machine.peers).toHaveLength(1);
});

test('VO7 a window that is closed in the middle is said', () => {
  const { machine, peer, shown } = openCall();
  machine.setUnable('no-window');
  expect(peer.isClosed).toBe(true);
  expect(shown()).toMatchObject({ unable: 'no-window', problem: { why: 'no-window', isTheirs: false } });
});

test('VO2 an old number, and offers that follow each other at once, open nothing', () => {
  const { machine, peer, offer, sent, clock } = openCall();
  offer(2);
  expect(sent().at(-1)).toEqual({ type: 'give-up', call: 2, why: 'no-path' });
  clock.advance(2000);
  offer(1);
  expect(sent().at(-1)).toEqual({ type: 'give-up', call: 1, why: 'no-path' });
  expect(peer.isClosed).toBe(false);
  expect(machine.peers).toHaveLength(1);
});

test('VO4 two helpers have a call each; one that is over leaves the other alone', () => {
  const machine = openMachine();
  const kari = openCall(open(machine, 1));
  const ola = openCall(open(machine, 2));
  kari.part.close();
  kari.part.close();
  expect(kari.peer.isClosed).toBe(true);
  expect(ola.peer.isClosed).toBe(false);
  expect(ola.shown()).toMatchObject({ state: 'on' });
  ola.part.close();
  expect(machine.machine.watchers.size).toBe(0);
  expect(ola.clock.pending + kari.clock.pending).toBe(0);
});

test('VO2 what breaks the rules is a violation', () => {
  const { part } = openCall();
  expect(() => part.receive(new TextEncoder().encode('{"type":"offer","call":3,"sdp":"v=0"}'))).toThrow(
    ProtocolViolation,
  );
});

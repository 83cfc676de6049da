import {
  decodeVoiceToHost,
  encodeVoice,
  type IceServer,
  streams,
  type VoiceProblem,
  type VoiceToHost,
} from '@fjernhjelp/protocol';
import type { VoicePeer } from '@fjernhjelp/session/voice';
import type { CreateHostPart } from '../part.ts';
import type { HostVoice, UserVoice } from './user-voice.ts';

/** How long the user's browser may ask for the microphone. */
const MICROPHONE_MS = 120_000;
/** How long two ends that know of each other may take, and how long a broken call waits for the viewer's next offer. */
const CONNECTING_MS = 25_000;
/** Offers that follow each other faster are refused. */
const BETWEEN_OFFERS_MS = 1000;

/** One call, from the offer on. Without a peer it broke, and the viewer may offer again. */
interface Call {
  readonly number: number;
  peer?: VoicePeer;
  isOn: boolean;
  stopWaiting: () => void;
}

/**
 * The host's side of talking with one helper (PROTOCOL.md VO1–VO7): answers the viewer's offers while `voice` is granted, and
 * lets go of the microphone when it is not. The sound does not pass here.
 */
export function createVoicePart(options: {
  voice: UserVoice;
  /** @returns undefined while there must be no direct path */
  iceServers: () => readonly IceServer[] | undefined;
  /** Why there must be none. */
  whyNone: () => 'forbidden' | 'by-operator';
}): CreateHostPart {
  const { voice, iceServers, whyNone } = options;
  return (ports) => {
    const { clock, person, has, send, changed, used } = ports;
    let call: Call | undefined;
    let lastNumber = 0;
    let lastOfferAt = Number.NEGATIVE_INFINITY;
    let isMuted = false;
    let isTheirMuted = false;
    let problem: HostVoice['problem'];
    /** What the viewer knows; undefined before it is let in. */
    let told: string | undefined;
    let isClosed = false;

    const unable = () => (iceServers() === undefined ? whyNone() : voice.unable);

    function tellAble(): void {
      const why = unable();
      const message = encodeVoice(
        why === undefined ? { type: 'able', iceServers: [...(iceServers() ?? [])] } : { type: 'unable', why },
      );
      const next = message.join();
      if (next === told) return;
      told = next;
      send(message);
      changed();
    }

    function drop(): void {
      const dropped = call;
      call = undefined;
      isTheirMuted = false;
      dropped?.stopWaiting();
      dropped?.peer?.close();
    }

    function fail(why: VoiceProblem, isTheirs: boolean): void {
      drop();
      problem = { why, isTheirs };
      changed();
    }

    function giveUp(number: number, why: VoiceProblem): void {
      send(encodeVoice({ type: 'give-up', call: number, why }));
    }

    function waitAtMost(current: Call, ms: number, why: VoiceProblem): void {
      current.stopWaiting();
      current.stopWaiting = clock.schedule(ms, () => {
        giveUp(current.number, why);
        fail(why, false);
      });
    }

    function answer({ call: number, description }: Extract<VoiceToHost, { type: 'offer' }>): void {
      const isTooSoon = clock.now() - lastOfferAt < BETWEEN_OFFERS_MS || number <= lastNumber;
      const why = unable() ?? (isTooSoon ? 'no-path' : undefined);
      if (why !== undefined) {
        giveUp(number, why);
        return;
      }
      lastNumber = number;
      lastOfferAt = clock.now();
      drop();
      problem = undefined;
      const current: Call = { number, isOn: false, stopWaiting: () => {} };
      const isStill = () => call === current && current.peer !== undefined;
      call = current;
      waitAtMost(current, MICROPHONE_MS, 'no-answer');
      current.peer = voice.open(
        { iceServers: iceServers() ?? [], isMuted, offer: description },
        {
          described(own) {
            if (!isStill()) return;
            waitAtMost(current, CONNECTING_MS, 'no-path');
            send(encodeVoice({ type: 'answer', call: number, description: own }));
            send(encodeVoice({ type: 'muted', call: number, isMuted }));
          },
          connected() {
            if (!isStill()) return;
            current.stopWaiting();
            current.isOn = true;
            used('voice');
            changed();
          },
          interrupted() {
            if (!isStill()) return;
            current.isOn = false;
            changed();
          },
          failed(failure) {
            if (!isStill()) return;
            current.isOn = false;
            if (failure === 'no-path') {
              current.peer?.close();
              delete current.peer;
              waitAtMost(current, CONNECTING_MS, failure);
              changed();
            } else {
              giveUp(number, failure);
              fail(failure, false);
            }
          },
        },
      );
      changed();
    }

    const unwatch = voice.watch(() => {
      if (told === undefined || isClosed) return;
      const why = unable();
      if (why !== undefined && call !== undefined) fail(why, false);
      tellAble();
    });

    return {
      stream: streams.voice,
      grants: ['voice'],
      get status() {
        if (told === undefined) return {};
        const why = unable();
        const shown: HostVoice = {
          state: call === undefined ? 'off' : call.isOn ? 'on' : 'connecting',
          isMuted,
          isTheirMuted,
          ...(why !== undefined && { unable: why }),
          ...(problem !== undefined && { problem }),
        };
        return { voice: shown };
      },
      receive(message) {
        const heard = decodeVoiceToHost(message);
        // What crossed the user's taking back on the way: the viewer has heard by now.
        if (!has('voice')) return;
        switch (heard.type) {
          case 'offer':
            answer(heard);
            break;
          case 'muted':
            if (heard.call !== call?.number || heard.isMuted === isTheirMuted) break;
            isTheirMuted = heard.isMuted;
            changed();
            break;
          case 'give-up':
            if (heard.call < lastNumber) break;
            lastNumber = heard.call;
            fail(heard.why, true);
            break;
        }
      },
      grantsChanged() {
        tellAble();
        if (has('voice')) return;
        drop();
        problem = undefined;
        // A pause gives nobody back what they had turned off.
        if (!ports.isPaused()) isMuted = false;
      },
      command(command) {
        if (command.type === 'set-direct' && told !== undefined) {
          if (unable() !== undefined) drop();
          tellAble();
        }
        if (command.type !== 'voice-mute' || command.person !== person) return;
        isMuted = command.muted;
        call?.peer?.setMuted(isMuted);
        if (call !== undefined) send(encodeVoice({ type: 'muted', call: call.number, isMuted }));
        changed();
      },
      close() {
        isClosed = true;
        unwatch();
        drop();
      },
    };
  };
}

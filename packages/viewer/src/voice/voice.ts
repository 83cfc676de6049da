import {
  decodeVoiceToViewer,
  encodeVoice,
  type IceServer,
  streams,
  type VoiceProblem,
  type VoiceToViewer,
} from '@fjernhjelp/protocol';
import type { CreateViewerPart, ViewerPart } from '../part.ts';
import type { ViewerStatus } from '../status.ts';
import type {
  BrowserVoicePeer,
  Microphone,
  OpenBrowserVoicePeer,
  VoiceLevels,
} from './browser-voice-peer.ts';
import { hearWords } from './hear-words.ts';
import type { ViewerVoice } from './voice-status.ts';

/** How long the user's browser may ask them for the microphone, and a little. */
const ANSWER_MS = 125_000;
/** How long two ends that know of each other may take. */
const CONNECTING_MS = 15_000;
/** Within this time the host takes no second offer. */
const BETWEEN_OFFERS_MS = 1100;
/** What the helper does about talking; what there is to see of it is in the status. */
export interface ViewerVoiceActions {
  /** Takes the user's offer, or tries again what came to nothing. Nothing without the grant. */
  start(): void;
  setMuted(isMuted: boolean): void;
  /** How loud the user is here: 0 … 1. */
  setVolume(volume: number): void;
  /** Another microphone, from now on; "" for the system's own choice. */
  chooseMicrophone(id: string): void;
  /** @returns those that there are; without names before the page was allowed one */
  microphones(): Promise<readonly Microphone[]>;
  /** @returns how loud both ends are at this moment: 0 … 1 */
  levels(): VoiceLevels;
}

export interface Voice extends ViewerPart, ViewerVoiceActions {
  /** The session's state is another. */
  session(status: ViewerStatus): void;
  /** Whether the helper allows direct paths: voice knows no other. */
  setAllowed(isAllowed: boolean): void;
}

interface Call {
  readonly number: number;
  peer?: BrowserVoicePeer;
  isAnswered: boolean;
  stopWaiting: () => void;
}

/** The viewer's side of talking with the user (PROTOCOL.md VO1–VO7): offers while `voice` is granted and wanted. */
export function createVoice(options: {
  openPeer: OpenBrowserVoicePeer;
  microphones: () => Promise<readonly Microphone[]>;
}): CreateViewerPart<Voice> {
  const { openPeer } = options;
  return ({ clock, has, send, update, used }) => {
    let servers: readonly IceServer[] | undefined;
    let unableThere: VoiceProblem | undefined;
    let isAllowed = true;
    let isHeld = false;
    /** The helper asked for it, or took the user's offer. */
    let isWanted = false;
    let isOn = false;
    let isMuted = false;
    let isTheirMuted = false;
    let volume = 1;
    let microphoneId = '';
    let call: Call | undefined;
    let lastNumber = 0;
    let lastOfferAt = Number.NEGATIVE_INFINITY;
    /** A call that broke is tried again once before it was on again. */
    let mayRestart = true;
    let problem: ViewerVoice['problem'];
    let shown = '';
    let stopListening: (() => void) | undefined;

    const unable = (): ViewerVoice['unable'] => {
      if (!isAllowed) return { why: 'forbidden', isTheirs: false };
      return unableThere === undefined ? undefined : { why: unableThere, isTheirs: true };
    };
    const mayTalk = () => has('voice') && servers !== undefined && unable() === undefined;

    function show(): void {
      const why = unable();
      const voice: ViewerVoice = {
        state: call === undefined ? (isOffered() ? 'offered' : 'off') : isOn ? 'on' : 'connecting',
        isMuted,
        isTheirMuted,
        volume,
        microphoneId,
        ...(why !== undefined && { unable: why }),
        ...(problem !== undefined && { problem }),
      };
      const next = JSON.stringify(voice);
      if (next === shown) return;
      shown = next;
      update({ voice });
    }

    const isOffered = () => isHeld && !isWanted && problem === undefined && mayTalk();

    function drop(): void {
      const dropped = call;
      call = undefined;
      isOn = false;
      isTheirMuted = false;
      dropped?.stopWaiting();
      dropped?.peer?.close();
      stopListening?.();
      stopListening = undefined;
    }

    function fail(why: VoiceProblem, isTheirs: boolean): void {
      drop();
      problem = { why, isTheirs };
      show();
    }

    /** Says so to the host, as it may hold the user's microphone. */
    function giveUp({ number }: Call, why: VoiceProblem): void {
      send(encodeVoice({ type: 'give-up', call: number, why }));
      fail(why, false);
    }

    /** Where the call should be. */
    function consider(): void {
      if (!mayTalk()) {
        drop();
        problem = undefined;
        mayRestart = true;
      } else if (isWanted && call === undefined && problem === undefined) begin();
      show();
    }

    function begin(): void {
      const current: Call = { number: ++lastNumber, isAnswered: false, stopWaiting: () => {} };
      const isStill = () => call === current && current.peer !== undefined;
      call = current;
      const { number } = current;
      current.peer = openPeer(
        { iceServers: servers ?? [], isMuted, volume, microphoneId },
        {
          described(description) {
            if (!isStill()) return;
            const offer = () => {
              lastOfferAt = clock.now();
              send(encodeVoice({ type: 'offer', call: number, description }));
              current.stopWaiting = clock.schedule(ANSWER_MS, () => giveUp(current, 'no-answer'));
            };
            const waitMs = lastOfferAt + BETWEEN_OFFERS_MS - clock.now();
            if (waitMs > 0) current.stopWaiting = clock.schedule(waitMs, offer);
            else offer();
          },
          connected() {
            if (!isStill()) return;
            current.stopWaiting();
            mayRestart = true;
            isOn = true;
            used('voice');
            // A session in which somebody talks is not idle.
            stopListening ??= hearWords(clock, loudest, tellMuted);
            tellMuted();
            show();
          },
          interrupted() {
            if (!isStill()) return;
            isOn = false;
            show();
          },
          failed(why) {
            if (!isStill()) return;
            if (why === 'no-path') broke(current);
            else giveUp(current, why);
          },
        },
      );
    }

    function broke(current: Call): void {
      if (!mayRestart) {
        giveUp(current, 'no-path');
        return;
      }
      mayRestart = false;
      drop();
      begin();
      show();
    }

    function tellMuted(): void {
      if (call !== undefined) send(encodeVoice({ type: 'muted', call: call.number, isMuted }));
    }

    const levels = () => call?.peer?.levels() ?? { own: 0, theirs: 0 };

    function loudest(): number {
      const { own, theirs } = levels();
      return Math.max(own, theirs);
    }

    function answered({ call: number, description }: Extract<VoiceToViewer, { type: 'answer' }>): void {
      const current = call;
      if (current?.number !== number || current.isAnswered) return;
      current.isAnswered = true;
      current.stopWaiting();
      current.stopWaiting = clock.schedule(CONNECTING_MS, () => broke(current));
      current.peer?.take(description);
    }

    return {
      stream: streams.voice,
      receive(message) {
        const heard = decodeVoiceToViewer(message);
        switch (heard.type) {
          case 'able':
            servers = heard.iceServers;
            unableThere = undefined;
            consider();
            break;
          case 'unable':
            unableThere = heard.why;
            consider();
            break;
          case 'answer':
            answered(heard);
            break;
          case 'muted':
            if (heard.call !== call?.number) break;
            isTheirMuted = heard.isMuted;
            show();
            break;
          case 'give-up':
            if (heard.call === call?.number) fail(heard.why, true);
            break;
        }
      },
      session({ grants, requestedGrant }) {
        isHeld = grants.includes('voice');
        if (!isHeld) {
          isWanted = requestedGrant === 'voice';
          isMuted = false;
        }
      },
      grantsChanged: consider,
      setAllowed(allowed) {
        isAllowed = allowed;
        // Before the session there is nothing to say.
        if (shown !== '' || has('view')) consider();
      },
      start() {
        if (!isHeld) return;
        isWanted = true;
        problem = undefined;
        mayRestart = true;
        consider();
      },
      setMuted(muted) {
        isMuted = muted;
        call?.peer?.setMuted(muted);
        if (isOn) tellMuted();
        show();
      },
      setVolume(next) {
        volume = next;
        call?.peer?.setVolume(next);
        show();
      },
      chooseMicrophone(id) {
        microphoneId = id;
        call?.peer?.setMicrophone(id);
        show();
      },
      microphones: options.microphones,
      levels,
      close: drop,
    };
  };
}

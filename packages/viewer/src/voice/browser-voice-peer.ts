import type { VoiceProblem } from '@fjernhjelp/protocol';
import {
  describeVoiceSdp,
  gatheringMs,
  type VoicePeer,
  type VoicePeerListener,
  type VoicePeerOptions,
  voiceSdpOf,
} from '@fjernhjelp/session/voice';
import { browserServers } from '../path/browser-servers.ts';
import { createLevel, type Level } from './level.ts';

export interface Microphone {
  readonly id: string;
  /** As the system calls it; empty before the page was allowed one. */
  readonly name: string;
}

/** How loud the microphone and the other end are: 0 … 1. */
export interface VoiceLevels {
  readonly own: number;
  readonly theirs: number;
}

export interface BrowserVoicePeer extends VoicePeer {
  /** 0 … 1. */
  setVolume(volume: number): void;
  /** "" for the system's own choice; one that is gone meanwhile changes nothing. */
  setMicrophone(id: string): void;
  levels(): VoiceLevels;
}

export interface BrowserVoiceOptions extends VoicePeerOptions {
  readonly volume?: number;
  readonly microphoneId?: string;
}

export type OpenBrowserVoicePeer = (
  options: BrowserVoiceOptions,
  listener: VoicePeerListener,
) => BrowserVoicePeer;

/**
 * One end of a call by the browser's own means: getUserMedia and RTCPeerConnection, from page to page (PROTOCOL.md VO2–VO5).
 * Nothing is kept of what is said.
 */
export const openBrowserVoicePeer: OpenBrowserVoicePeer = (options, listener) => {
  let isClosed = false;
  let isMuted = options.isMuted;
  let microphone: MediaStreamTrack | undefined;
  let connection: RTCPeerConnection | undefined;
  let ownLevel: Level | undefined;
  let theirLevel: Level | undefined;
  let describing: ReturnType<typeof setTimeout> | undefined;
  let isDescribed = false;
  const speaker = new Audio();
  speaker.volume = options.volume ?? 1;

  function close(): void {
    isClosed = true;
    clearTimeout(describing);
    microphone?.stop();
    connection?.close();
    ownLevel?.close();
    theirLevel?.close();
    speaker.srcObject = null;
  }

  function fail(why: VoiceProblem): void {
    if (isClosed) return;
    close();
    listener.failed(why);
  }

  /** @returns the track, or undefined when the call is over meanwhile. Rejects with a DOMException */
  async function openMicrophone(id = ''): Promise<MediaStreamTrack | undefined> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        ...(id !== '' && { deviceId: { ideal: id } }),
      },
    });
    const track = stream.getAudioTracks()[0];
    if (isClosed) track?.stop();
    return isClosed ? undefined : track;
  }

  function use(track: MediaStreamTrack): void {
    microphone?.stop();
    ownLevel?.close();
    microphone = track;
    track.enabled = !isMuted;
    track.onended = () => fail('no-microphone');
    ownLevel = createLevel(track);
  }

  function describe(): void {
    clearTimeout(describing);
    if (isClosed || isDescribed) return;
    const description = describeVoiceSdp(connection?.localDescription?.sdp ?? '');
    isDescribed = true;
    if (description === undefined) fail('unsupported');
    else listener.described(description);
  }

  async function open(): Promise<void> {
    const track = await openMicrophone(options.microphoneId);
    if (track === undefined) {
      fail('no-microphone');
      return;
    }
    use(track);
    const opened = new RTCPeerConnection({
      iceServers: browserServers(options.iceServers),
      bundlePolicy: 'max-bundle',
    });
    connection = opened;
    opened.ontrack = ({ track: theirs }) => hear(theirs);
    opened.onconnectionstatechange = () => {
      const { connectionState } = opened;
      if (isClosed) return;
      if (connectionState === 'connected') listener.connected();
      else if (connectionState === 'disconnected') listener.interrupted();
      else if (connectionState === 'failed' || connectionState === 'closed') fail('no-path');
    };
    opened.onicegatheringstatechange = () => {
      if (opened.iceGatheringState === 'complete') describe();
    };
    const { offer } = options;
    if (offer !== undefined)
      await opened.setRemoteDescription({ type: 'offer', sdp: voiceSdpOf('offer', offer) });
    opened.addTrack(track, new MediaStream([track]));
    await opened.setLocalDescription();
    if (!isClosed && !isDescribed) describing = setTimeout(describe, gatheringMs);
  }

  function hear(track: MediaStreamTrack): void {
    const stream = new MediaStream([track]);
    speaker.srcObject = stream;
    // A page that listens to a microphone may play; where one may not, it plays with the next press of a key or button.
    speaker.play().catch(() => addEventListener('pointerdown', () => void speaker.play(), { once: true }));
    theirLevel?.close();
    theirLevel = createLevel(track);
  }

  queueMicrotask(() => {
    if (isClosed) return;
    if (navigator.mediaDevices === undefined || typeof RTCPeerConnection === 'undefined') fail('unsupported');
    else open().catch((error: unknown) => fail(problemOf(error)));
  });

  return {
    take(description) {
      connection
        ?.setRemoteDescription({ type: 'answer', sdp: voiceSdpOf('answer', description) })
        .catch(() => fail('no-path'));
    },
    setMuted(muted) {
      isMuted = muted;
      if (microphone !== undefined) microphone.enabled = !muted;
    },
    setVolume(volume) {
      speaker.volume = volume;
    },
    setMicrophone(id) {
      openMicrophone(id)
        .then(async (track) => {
          if (track === undefined) return;
          await connection?.getSenders()[0]?.replaceTrack(track);
          use(track);
        })
        // It was unplugged since it was listed: the one in use stays.
        .catch(() => {});
    },
    levels: () => ({ own: isMuted ? 0 : (ownLevel?.read() ?? 0), theirs: theirLevel?.read() ?? 0 }),
    close() {
      if (!isClosed) close();
    },
  };
};

/** @returns all that the page may know of; names come with the first permission */
export async function listMicrophones(): Promise<readonly Microphone[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

function problemOf(error: unknown): VoiceProblem {
  switch ((error as Partial<DOMException>).name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'not-allowed';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'microphone-busy';
    default:
      return 'unsupported';
  }
}

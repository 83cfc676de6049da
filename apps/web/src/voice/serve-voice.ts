import type { IceServer, VoiceDescription } from '@fjernhjelp/protocol';
import { createPageVoice } from './page-voice.ts';

/** What the client wants of a call: that it begins, that the microphone is off or on, that it is over. */
interface Wish {
  readonly call: number;
  readonly open?: {
    readonly iceServers: readonly IceServer[];
    readonly isMuted: boolean;
    readonly offer: VoiceDescription;
  };
  readonly isMuted?: boolean;
  readonly close?: true;
}

/**
 * Lends this page's microphone and speaker to the client behind it, which has none. The client decides when.
 * @param token proves that the client opened the page
 * @returns what ends every call at once
 */
export function serveVoice(token: string): () => void {
  const voice = createPageVoice();
  const peers = new Map<number, ReturnType<typeof voice.open>>();
  const socket = new WebSocket(`ws://${location.host}/voice`);
  const tell = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  function open(call: number, options: NonNullable<Wish['open']>): void {
    const peer = voice.open(options, {
      described: (description) => tell({ call, description }),
      connected: () => tell({ call, state: 'connected' }),
      interrupted: () => tell({ call, state: 'interrupted' }),
      failed(why) {
        peers.delete(call);
        tell({ call, failed: why });
      },
    });
    peers.set(call, peer);
  }

  function closeAll(): void {
    for (const peer of peers.values()) peer.close();
    peers.clear();
  }

  socket.onopen = () => {
    socket.send(token);
    if (voice.unable !== undefined) tell({ unable: voice.unable });
  };
  socket.onmessage = ({ data }) => {
    const wish = JSON.parse(data as string) as Wish;
    if (wish.open !== undefined) open(wish.call, wish.open);
    if (wish.isMuted !== undefined) peers.get(wish.call)?.setMuted(wish.isMuted);
    if (wish.close) {
      peers.get(wish.call)?.close();
      peers.delete(wish.call);
    }
  };
  // The client is gone, and with it whoever would end a call.
  socket.onclose = closeAll;
  return () => {
    socket.close();
    closeAll();
  };
}

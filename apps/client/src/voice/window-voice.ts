import type { UserVoice } from '@fjernhjelp/host';
import { parseVoiceDescription, type VoiceProblem, voiceProblems } from '@fjernhjelp/protocol';
import type { VoicePeerListener } from '@fjernhjelp/session/voice';
import type { WebSocket } from 'ws';

/** The microphone and speaker of the window's page: calls are opened there, and told of here as plain values. */
export interface WindowVoice extends UserVoice {
  /** A page that can talk, by a line of its own. The newest one takes the calls. */
  attach(page: WebSocket): void;
}

interface Call {
  readonly page: WebSocket;
  readonly listener: VoicePeerListener;
}

/** What a page tells of a call, as JSON: `{call, description}`, `{call, state}` or `{call, failed}`; of itself: `{unable}`. */
interface PageMessage {
  readonly call?: unknown;
  readonly description?: unknown;
  readonly state?: unknown;
  readonly failed?: unknown;
  readonly unable?: unknown;
}

/**
 * To the page goes, as JSON, `{call, open: {iceServers, isMuted, offer}}`, `{call, isMuted}` and `{call, close: true}`. Until there is a
 * page, and when the last one is gone, nobody can talk.
 */
export function createWindowVoice(): WindowVoice {
  const watchers = new Set<() => void>();
  const calls = new Map<number, Call>();
  let pages: readonly { readonly socket: WebSocket; unable?: VoiceProblem }[] = [];
  let lastCall = 0;

  const isProblem = (value: unknown): value is VoiceProblem =>
    (voiceProblems as readonly unknown[]).includes(value);
  const tell = (page: WebSocket, message: object) => page.send(JSON.stringify(message));

  function changed(): void {
    for (const watcher of [...watchers]) watcher();
  }

  function end(number: number, why: VoiceProblem): void {
    const call = calls.get(number);
    calls.delete(number);
    call?.listener.failed(why);
  }

  function heard(page: WebSocket, text: string): void {
    const message = parse(text);
    if (isProblem(message.unable)) {
      pages = pages.map((each) =>
        each.socket === page ? { socket: page, unable: message.unable } : each,
      ) as typeof pages;
      changed();
      return;
    }
    const number = Number(message.call);
    const call = calls.get(number);
    if (call?.page !== page) return;
    const description = parseVoiceDescription(message.description);
    if (description !== undefined) call.listener.described(description);
    else if (message.state === 'connected') call.listener.connected();
    else if (message.state === 'interrupted') call.listener.interrupted();
    else if (isProblem(message.failed)) end(number, message.failed);
  }

  return {
    get unable() {
      const page = pages.at(-1);
      return page === undefined ? 'no-window' : page.unable;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    open({ iceServers, isMuted, offer }, listener) {
      const page = pages.at(-1)?.socket;
      const number = ++lastCall;
      if (page === undefined) return createNoVoice('no-window').open({ iceServers, isMuted }, listener);
      calls.set(number, { page, listener });
      tell(page, { call: number, open: { iceServers, isMuted, offer } });
      return {
        // A host answers: it is told nothing afterwards.
        take() {},
        setMuted(muted) {
          if (calls.has(number)) tell(page, { call: number, isMuted: muted });
        },
        close() {
          if (calls.delete(number)) tell(page, { call: number, close: true });
        },
      };
    },
    attach(page) {
      pages = [...pages, { socket: page }];
      page.on('message', (message, isBinary) => {
        if (!isBinary) heard(page, String(message));
      });
      page.on('close', () => {
        pages = pages.filter(({ socket }) => socket !== page);
        for (const [number, call] of calls) if (call.page === page) end(number, 'no-window');
        changed();
      });
      changed();
    },
  };
}

function parse(text: string): PageMessage {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Where nobody can ever talk. */
export function createNoVoice(why: VoiceProblem): UserVoice {
  return {
    unable: why,
    watch: () => () => {},
    open(_options, listener) {
      let isClosed = false;
      queueMicrotask(() => {
        if (!isClosed) listener.failed(why);
      });
      return {
        take() {},
        setMuted() {},
        close() {
          isClosed = true;
        },
      };
    },
  };
}

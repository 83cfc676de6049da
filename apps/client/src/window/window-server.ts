import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type HostStatus, parseUserCommand, type UserCommand } from '@fjernhjelp/host/status';
import type { Clock } from '@fjernhjelp/protocol';
import type { FileSource } from '@fjernhjelp/session/transfer';
import { type WebSocket, WebSocketServer } from 'ws';
import { createWindowSource, parseWindowChoice } from '../files/window-files.ts';
import { userOfLoopbackPeer } from './peer-user.ts';
import { servePage } from './static-pages.ts';

/** A window that is reloaded comes back sooner. */
const WINDOW_GONE_MS = 2000;
const TOKEN_WAIT_MS = 5000;
const MAX_WINDOWS = 4;
/** A list of files at its bounds, as JSON; an answer with part of a file is shorter. */
const MAX_CHOICE_BYTES = 16 * 1024 * 1024;
const MAX_CHOICES = 16;
/** A chat message in full, each character of three bytes or escaped in six. */
const MAX_COMMAND_BYTES = 16 * 1024;
/** Tells the page that it may not have the status: a stale tab of an earlier session. */
const CLOSE_NOT_ALLOWED = 4001;

const STATUS = '/status';
const FILES = '/files';
const VOICE = '/voice';

export interface WindowServer {
  /** The page's address with the secret in the fragment, which no server log and no referrer sees. */
  readonly url: string;
  show(status: HostStatus): void;
  close(): Promise<void>;
}

export interface WindowServerOptions {
  /** The built pages. */
  pagesFolder: string;
  clock: Clock;
  language: string;
  /** Whether the page sounds when helpers come and go, until its user says otherwise. */
  sounds: boolean;
  opened(): void;
  command(command: UserCommand): void;
  /** The user chose files for a helper; the page gives them out for as long as it is there. */
  chose(person: number, source: FileSource): void;
  /** A page has a microphone and a speaker for calls, and tells of them on this line. */
  canTalk(page: WebSocket): void;
  /** The last window is gone and did not come back. */
  gone(): void;
}

/** Serves the user's window on 127.0.0.1, to this user's browser only: right host name, origin, user and token. */
export async function openWindowServer(options: WindowServerOptions): Promise<WindowServer> {
  const { clock } = options;
  const token = randomBytes(32).toString('base64url');
  const windows = new Set<WebSocket>();
  let status: string | undefined;
  let stayOpen = () => {};

  const http = createServer((request, response) => {
    if (request.headers.host !== authority()) {
      response.writeHead(403).end();
      return;
    }
    servePage(options.pagesFolder, port(), request, response).catch((error: NodeJS.ErrnoException) => {
      // The browser went away in the middle of a file; nothing is left to answer.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') response.destroy(error);
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_COMMAND_BYTES });
  const talks = new WebSocketServer({ noServer: true, maxPayload: MAX_COMMAND_BYTES });
  const choices = new WebSocketServer({ noServer: true, maxPayload: MAX_CHOICE_BYTES });
  http.on('upgrade', (request, socket, head) => {
    // The socket may break while the user is looked up.
    socket.on('error', () => socket.destroy());
    void mayUpgrade(request).then((allowed) => {
      if (!allowed) return refuse(socket);
      if (request.url === FILES) choices.handleUpgrade(request, socket, head, welcomeChoice);
      else if (request.url === VOICE) talks.handleUpgrade(request, socket, head, welcomeTalk);
      else sockets.handleUpgrade(request, socket, head, welcome);
    });
  });

  const port = () => (http.address() as AddressInfo).port;
  const authority = () => `127.0.0.1:${port()}`;

  async function mayUpgrade(request: IncomingMessage): Promise<boolean> {
    const [server, mostSockets] =
      request.url === FILES
        ? [choices, MAX_CHOICES]
        : request.url === VOICE
          ? [talks, MAX_WINDOWS]
          : [sockets, request.url === STATUS ? MAX_WINDOWS : 0];
    if (server.clients.size >= mostSockets) return false;
    if (request.headers.host !== authority() || request.headers.origin !== `http://${authority()}`)
      return false;
    // Windows has neither users' numbers nor the table; a file of that name there is not the system's.
    if (process.getuid === undefined) return true;
    const user = await userOfLoopbackPeer(request.socket.remotePort ?? 0, port());
    return user === undefined || user === process.getuid();
  }

  /** @param admitted called when the first message was the token */
  function askToken(window: WebSocket, admitted: () => void): void {
    const stopWaiting = clock.schedule(TOKEN_WAIT_MS, () => window.close(CLOSE_NOT_ALLOWED));
    window.on('error', () => window.terminate());
    window.on('close', stopWaiting);
    window.once('message', (data, isBinary) => {
      stopWaiting();
      if (isBinary || !isToken(String(data))) window.close(CLOSE_NOT_ALLOWED);
      else admitted();
    });
  }

  function welcomeChoice(window: WebSocket): void {
    askToken(window, () => {
      window.once('message', (data, isBinary) => {
        const choice = isBinary ? undefined : parseWindowChoice(String(data));
        if (choice === undefined) window.close(CLOSE_NOT_ALLOWED);
        else options.chose(choice.person, createWindowSource(window, choice.entries));
      });
    });
  }

  function welcomeTalk(window: WebSocket): void {
    askToken(window, () => options.canTalk(window));
  }

  function welcome(window: WebSocket): void {
    askToken(window, () => {
      stayOpen();
      windows.add(window);
      window.on('message', (text) => {
        const command = parseUserCommand(String(text));
        if (command !== undefined) options.command(command);
      });
      if (status !== undefined) window.send(status);
      options.opened();
    });
    window.on('close', () => {
      if (!windows.delete(window) || windows.size > 0) return;
      stayOpen = clock.schedule(WINDOW_GONE_MS, options.gone);
    });
  }

  function isToken(text: string): boolean {
    const given = Buffer.from(text);
    const expected = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://${authority()}/window.html?lang=${options.language}${options.sounds ? '' : '&sounds=off'}#${token}`,
    show(shown) {
      status = JSON.stringify(shown);
      for (const window of windows) window.send(status);
    },
    async close() {
      if (!http.listening) return;
      const closed = new Promise((resolve) => http.close(resolve));
      const all = [...sockets.clients, ...choices.clients, ...talks.clients];
      for (const window of all) window.close(1001);
      // A page that does not answer the close is not waited for.
      const impatience = setTimeout(() => {
        for (const window of all) window.terminate();
      }, 200);
      http.closeAllConnections();
      await closed;
      clearTimeout(impatience);
      stayOpen();
    },
  };
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

import type { Duplex } from 'node:stream';
import { type Clock, closeCodes, limits } from '@fjernhjelp/protocol/signalling';
import type { WebSocket } from 'ws';

export interface ConnectionListener {
  /** @param text at most `limits.signallingBytes` long */
  text(text: string): void;
  /** @param bytes the listener's own */
  binary(bytes: Buffer): void;
  /** The other end is gone; nothing follows. Not called after `close`. */
  closed(): void;
}

type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

const PING_MS = limits.keepAliveMs;

/**
 * One accepted WebSocket: text and binary messages, and the keep-alive that finds out when the other end has vanished (SG17).
 * Anything that arrives counts as a sign of life. A paused connection is not listened to, so its silence proves nothing.
 */
export class Connection {
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #clock: Clock;
  #listener: ConnectionListener | undefined;
  #heardAtMs: number;
  #pingUnderWay = false;
  #alive: object | undefined;
  #closing = false;
  #cancelPing: () => void = () => {};
  #cancelSilence: () => void = () => {};

  /** @param socket what the WebSocket reads from and writes to */
  constructor(webSocket: WebSocket, socket: Duplex, clock: Clock) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#clock = clock;
    this.#heardAtMs = clock.now();
    socket.on('data', () => this.heard());
    webSocket.on('pong', () => {
      this.#pingUnderWay = false;
    });
    webSocket.on('message', (data, isBinary) => this.#received(data as Buffer, isBinary));
    // ws closes by itself after an error (too long, not masked, no UTF-8): 'close' follows and is what counts.
    webSocket.on('error', () => {});
    webSocket.on('close', () => {
      const told = this.#closing ? undefined : this.#listener;
      this.#stop();
      told?.closed();
    });
    this.#schedulePing(PING_MS);
    this.#scheduleSilence(limits.silenceMs);
  }

  /** Sets who listens; a later call takes over from the earlier listener. */
  listen(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  /** False once either end has begun to close. */
  get open(): boolean {
    return !this.#closing && this.#webSocket.readyState === this.#webSocket.OPEN;
  }

  get paused(): boolean {
    return this.#webSocket.isPaused;
  }

  /** A ping is not answered yet. */
  get pingUnderWay(): boolean {
    return this.#pingUnderWay;
  }

  /** Sends one message as JSON text. */
  sendText(message: object): void {
    if (this.open) this.#webSocket.send(JSON.stringify(message));
  }

  /** Sends one binary message. @param sent called when the system has taken all of it, not when the line breaks */
  sendBinary(bytes: Uint8Array, sent: () => void): void {
    if (!this.open) return;
    this.#webSocket.send(bytes, { binary: true }, (error) => {
      if (!error) sent();
    });
  }

  /**
   * Sends that text every 3 s from now on, however much comes from the other end: one that does not see pings, as a browser's page, hears by it that
   * the line is alive. A ping goes with it, so that both wake the other end once.
   */
  keepTelling(alive: object): void {
    if (this.#closing) return;
    this.#alive = alive;
    this.#schedulePing(PING_MS);
  }

  /** Stops reading. What was read already still arrives: at most a few messages of the largest size. */
  pause(): void {
    if (!this.paused) this.#webSocket.pause();
  }

  resume(): void {
    if (!this.paused) return;
    this.heard();
    this.#webSocket.resume();
  }

  /** Takes note of a sign of life. */
  heard(): void {
    this.#heardAtMs = this.#clock.now();
  }

  /** Closes it after what was sent. No listener is called from here on. May be called twice. */
  close(code: CloseCode): void {
    if (this.#closing) return;
    this.#stop();
    // The other end's part of closing would never be read from a paused socket.
    if (this.paused) this.#webSocket.resume();
    this.#webSocket.close(code);
  }

  /** Drops the line at once. The listener hears that it is closed, unless `close` was called. */
  terminate(): void {
    this.#webSocket.terminate();
  }

  #received(data: Buffer, isBinary: boolean): void {
    if (this.#closing) return;
    if (isBinary) this.#listener?.binary(data);
    else if (data.length <= limits.signallingBytes) this.#listener?.text(data.toString('utf8'));
    else this.#violate();
  }

  #violate(): void {
    const listener = this.#listener;
    this.close(closeCodes.malformed);
    listener?.closed();
  }

  #stop(): void {
    this.#closing = true;
    this.#cancelPing();
    this.#cancelSilence();
  }

  #schedulePing(delayMs: number): void {
    this.#cancelPing();
    this.#cancelPing = this.#clock.schedule(delayMs, () => {
      const heardMs = this.#clock.now() - this.#heardAtMs;
      const isAsking = this.#alive !== undefined || heardMs >= PING_MS;
      if (isAsking && this.open) this.#ask();
      this.#schedulePing(isAsking ? PING_MS : PING_MS - heardMs);
    });
  }

  #ask(): void {
    this.#socket.cork();
    if (this.#alive !== undefined) this.sendText(this.#alive);
    // One at a time: pings must not pile up behind a slow line.
    if (!this.#pingUnderWay) {
      this.#pingUnderWay = true;
      this.#webSocket.ping();
    }
    this.#socket.uncork();
  }

  #scheduleSilence(delayMs: number): void {
    this.#cancelSilence = this.#clock.schedule(delayMs, () => {
      if (this.paused) this.heard();
      const leftMs = this.#heardAtMs + limits.silenceMs - this.#clock.now();
      if (leftMs <= 0) this.terminate();
      else this.#scheduleSilence(leftMs);
    });
  }
}

import {
  type Bytes,
  type ChannelMessage,
  type Clock,
  decodeChannelMessage,
  decodeFrames,
  type EndReason,
  encodeChannelMessage,
  encodeFrames,
  limits,
  ProtocolViolation,
  type StreamFrame,
  streams,
} from '@fjernhjelp/protocol';
import type { Channel, ChannelListener } from '../channel-types.ts';
import type { Aead } from '../crypto/aead.ts';
import type { Role, SessionSecrets } from '../crypto/key-schedule.ts';
import { createOpener, createSealer } from '../crypto/sealing.ts';
import type { RecordLine } from '../line/record-line.ts';
import { createSealedLine, type SealedLine } from '../line/sealed-line.ts';
import { createAcknowledger } from './acknowledger.ts';
import { createInbox } from './inbox.ts';
import { createKeptRecords } from './kept-records.ts';
import { createLiveness } from './liveness.ts';
import { createOutbox } from './outbox.ts';
import { type ChannelEvent, type ChannelState, channelTransitions } from './states.ts';
import { createTimer } from './timer.ts';

/** Records go to the transport only below this, so that what is urgent waits behind no more than that. */
const BACKLOG_BYTES = 64 * 1024;
/** Less is not worth the call. */
const FREED_BYTES = 4096;
/** How long an end waits for a slow line before it goes without the rest. */
const END_FLUSH_MS = 2000;

/** A line whose other end has shown that it knows the session. */
export interface AttachedLine {
  readonly line: RecordLine;
  /** Keys of this line alone; wiped. */
  readonly sealKey: Bytes;
  readonly openKey: Bytes;
  /** Counted records that this end said it had received: the other end goes on from there. */
  readonly told: number;
  /** Counted records that the other end said it had received: this end goes on from there. */
  readonly peerReceived: number;
  /** False while the other end has not yet been heard under the new keys. */
  readonly proven: boolean;
}

/** A channel with the side that handshakes see. */
export interface ChannelCore {
  readonly channel: Channel;
  readonly secrets: SessionSecrets;
  /** Counted records that arrived since the session began. */
  readonly received: number;
  /** Puts the session on a line, in place of the one that it may have. */
  attach(line: AttachedLine): void;
}

export interface ChannelCoreOptions {
  readonly role: Role;
  readonly clock: Clock;
  readonly secrets: SessionSecrets;
  /** Web Crypto's when undefined. */
  readonly aead?: Aead | undefined;
  /** There is no line any more; called again when a line is lost before it was proven. */
  lineLost(): void;
  /** The other end was heard on a new line. */
  resumed(): void;
  /** The grace period is over. @returns why the session ends */
  graceOver(): EndReason;
  /** It is over: forget it. */
  over(): void;
}

/** The encrypted channel of one end; the state is `channelTransitions`, everything else is a part of its own. */
export function createChannelCore(options: ChannelCoreOptions): ChannelCore {
  const { role, clock, secrets } = options;
  const outbox = createOutbox(role);
  const kept = createKeptRecords();
  const inbox = createInbox(role === 'host' ? 'viewer' : 'host');
  const acknowledger = createAcknowledger(clock, acknowledge);
  const liveness = createLiveness({ clock, keepAlive: acknowledge, silent: loseLine });
  const grace = createTimer(clock, () => move('grace-over', options.graceOver()));
  const flushing = createTimer(clock, () => (endSaid ? move('flushed') : sayEnd()));
  const { promise: listening, resolve: startListening } = Promise.withResolvers<void>();

  let state: ChannelState = 'reconnecting';
  let line: SealedLine | undefined;
  /** The line that was left for the present one. The other end must not see it close before it has moved too. */
  let leftLine: SealedLine | undefined;
  let isDirect = false;
  /** The number of the next counted record on the present line. */
  let nextInbound = 0;
  let listener: ChannelListener | undefined;
  let endReason: EndReason = 'internal-error';
  let endSaid = false;
  let pumpPlanned = false;

  const live = () => state === 'connected' || state === 'reconnecting';

  /** The only place where the state changes. */
  function move(event: ChannelEvent, reason?: EndReason): boolean {
    const next = channelTransitions[state][event];
    if (next === undefined) return false;
    if (reason !== undefined) endReason = reason;
    state = next;
    if (next === 'connected' || next === 'reconnecting') {
      if (next === 'reconnecting') grace.start(limits.graceMs);
      else grace.stop();
      listener?.state(next);
    }
    if (next === 'ended') finish();
    return true;
  }

  function finish(): void {
    dropLine();
    grace.stop();
    flushing.stop();
    acknowledger.stop();
    outbox.drop(streams.control);
    kept.wipe();
    inbox.wipe();
    secrets.resume.fill(0);
    options.over();
    listener?.ended(endReason);
  }

  function dropLine(): void {
    liveness.stop();
    const dropped = line;
    line = undefined;
    dropped?.close();
    closeLeftLine();
  }

  function closeLeftLine(): void {
    leftLine?.close();
    leftLine = undefined;
  }

  function leaveLine(): void {
    liveness.stop();
    closeLeftLine();
    leftLine = line;
    line = undefined;
    leftLine?.leave();
  }

  function loseLine(): void {
    dropLine();
    move('line-lost');
    if (state === 'reconnecting') options.lineLost();
  }

  /** Ends the session from here; what is queued up to that stream goes first. */
  function end(reason: EndReason, dropFrom: 'control' | 'picture'): void {
    if (!move(line === undefined ? 'end-offline' : 'end', reason)) return;
    if (state !== 'ending') return;
    grace.stop();
    outbox.drop(streams[dropFrom]);
    if (dropFrom === 'control') {
      sayEnd();
      return;
    }
    flushing.start(END_FLUSH_MS);
    pump();
  }

  function sayEnd(): void {
    if (endSaid || line === undefined) return;
    endSaid = true;
    say({ type: 'end', reason: endReason });
    flushing.start(END_FLUSH_MS);
    line.finish(() => void move('flushed'));
  }

  function say(message: ChannelMessage): void {
    line?.send(encodeFrames([{ stream: streams.channel, last: true, bytes: encodeChannelMessage(message) }]));
    liveness.sent();
  }

  function acknowledge(): void {
    if (line === undefined || !live()) return;
    say({ type: 'ack', received: acknowledger.received });
    acknowledger.told();
  }

  /** Hands records over for as long as the line takes them (PROTOCOL.md CH6). */
  function pump(): void {
    pumpPlanned = false;
    while (line !== undefined && !endSaid && line.backlogBytes < BACKLOG_BYTES) {
      const again = kept.takeResend();
      const record = again ?? (kept.full ? undefined : outbox.pack());
      if (record === undefined) break;
      if (again === undefined) kept.keep(record);
      line.send(record);
      liveness.sent();
    }
    if (state === 'ending' && nothingWaits()) sayEnd();
  }

  function nothingWaits(): boolean {
    const waiting = [streams.control, streams.input, streams.cursor].some((id) => outbox.queuedBytes(id) > 0);
    return !waiting && !kept.resending;
  }

  /** Messages that are sent in one go share records. */
  function planPump(): void {
    if (pumpPlanned) return;
    pumpPlanned = true;
    queueMicrotask(pump);
  }

  function takeRecord(plaintext: Bytes): void {
    liveness.heard();
    closeLeftLine();
    if (state === 'reconnecting' && move('resumed')) options.resumed();
    try {
      const frames = decodeFrames(plaintext);
      if (frames[0]?.stream === streams.channel) takeChannelFrames(frames);
      else takeStreamFrames(frames, plaintext.length);
    } catch (error) {
      end(error instanceof ProtocolViolation ? 'protocol-error' : 'internal-error', 'control');
      if (!(error instanceof ProtocolViolation)) throw error;
    } finally {
      // Messages are copies. Memory that waits for the collector makes that run.
      if (plaintext.length >= FREED_BYTES) plaintext.buffer.transfer(0);
    }
  }

  function takeChannelFrames(frames: readonly StreamFrame[]): void {
    for (const frame of frames) {
      const message = decodeChannelMessage(frame.bytes);
      if (message.type === 'end') {
        move('peer-ended', message.reason);
        return;
      }
      kept.acknowledge(message.received);
      pump();
    }
  }

  function takeStreamFrames(frames: readonly StreamFrame[], sizeBytes: number): void {
    const number = nextInbound++;
    // The line before this one still brought it, after this end had told its count.
    if (number < acknowledger.received) return;
    for (const frame of frames) {
      if (!live()) return;
      const message = inbox.add(frame);
      if (message !== undefined) listener?.message(frame.stream, message);
    }
    if (live()) acknowledger.count(sizeBytes);
  }

  const channel: Channel = {
    send(stream, message) {
      if (!live()) return;
      outbox.add(stream, message);
      planPump();
    },
    queuedBytes: (stream) => outbox.queuedBytes(stream),
    get isDirect() {
      return isDirect && line !== undefined;
    },
    listen(next) {
      listener = next;
      if (state === 'reconnecting') next.state(state);
      if (state === 'ended') next.ended(endReason);
      startListening();
    },
    end: (reason) => end(reason, 'picture'),
  };

  return {
    channel,
    secrets,
    get received() {
      return acknowledger.received;
    },
    attach({ line: recordLine, sealKey, openKey, told, peerReceived, proven }) {
      if (!live()) {
        recordLine.close();
        sealKey.fill(0);
        openKey.fill(0);
        return;
      }
      if (proven) dropLine();
      else leaveLine();
      const attached = createSealedLine({
        line: recordLine,
        sealer: createSealer(sealKey, { aead: options.aead }),
        opener: createOpener(openKey, { aead: options.aead }),
        ready: listening,
        listener: {
          record: takeRecord,
          room: pump,
          forged: () => end('tampered', 'control'),
          lost: loseLine,
        },
      });
      line = attached;
      isDirect = recordLine.isDirect;
      nextInbound = told;
      liveness.start();
      try {
        kept.restart(peerReceived);
      } catch (error) {
        if (!(error instanceof ProtocolViolation)) throw error;
        end('protocol-error', 'control');
        return;
      }
      if (proven && state === 'reconnecting') move('resumed');
      // The first record under the new keys: it shows the other end that this one is there.
      acknowledge();
      pump();
      if (live()) listener?.moved?.();
    },
  };
}

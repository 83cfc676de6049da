import {
  type Bytes,
  type Clock,
  decodeFiles,
  encodeFiles,
  type FileEntry,
  limits,
  ProtocolViolation,
  type UnfinishedFile,
} from '@fjernhjelp/protocol';
import type { CreateSha256 } from './block-hash.ts';
import { createFilePace } from './file-pace.ts';
import { createIncoming, type Incoming } from './incoming.ts';
import { createOutgoing, type Outgoing } from './outgoing.ts';
import type { FileSource, FileTarget } from './ports.ts';
import { isOver, type TransferStatus } from './status.ts';
import type { Transfer } from './transfer.ts';

const PROGRESS_MS = 250;
/** Transfers that are over stay to be read, the newest of them. */
const KEPT_OVER = 20;

export interface TransfersOptions {
  readonly clock: Clock;
  /** Web Crypto's when undefined. */
  readonly createSha256?: CreateSha256 | undefined;
  /** To the other end, on the stream of files. */
  send(message: Bytes): void;
  /** Whether files may go that way; "held" while everything is paused. */
  may(direction: TransferStatus['direction']): 'yes' | 'held' | 'no';
  /** `statuses` is another. Progress is told at most four times a second. */
  changed(): void;
  /** A file is there, whole and checked, at whichever end it was sent to. */
  arrived?(direction: TransferStatus['direction'], entry: FileEntry): void;
  /**
   * Files that were agreed on, or that this end offered and nobody declined, did not arrive. Again, also after `close`, when what
   * is left of them is another; and `arrived` when one has arrived after all.
   */
  unfinished?(direction: TransferStatus['direction'], files: readonly UnfinishedFile[]): void;
  /** Our own mistake. */
  failed(error: Error): void;
}

/** All transfers of files of one session at one of its ends, in both directions (PROTOCOL.md, Files). */
export interface Transfers {
  /** In the order in which they began. */
  readonly statuses: readonly TransferStatus[];
  /** @throws ProtocolViolation */
  receive(message: Bytes): void;
  /** Offers files to the other end. @returns whether it could: not without the grant, nor beyond the bounds of a transfer */
  offer(source: FileSource): boolean;
  /** @param number as in the status, here and below; one that does not fit changes nothing */
  accept(number: number, target: FileTarget): Promise<void>;
  decline(number: number): void;
  hold(number: number, isHeld: boolean): void;
  cancel(number: number): void;
  /** Takes one that is over out of the list. */
  forget(number: number): void;
  /** What `may` answers may be another. */
  gateChanged(): void;
  line(isConnected: boolean): void;
  /** Unfinished files are removed. May be called twice. */
  close(): void;
}

export function createTransfers(options: TransfersOptions): Transfers {
  const { clock } = options;
  const pace = createFilePace(clock);
  let transfers: (Incoming | Outgoing)[] = [];
  let lastNumber = 0;
  let lastSent = 0;
  let lastReceived = 0;
  let isConnected = true;
  let isClosed = false;
  let cancelProgress: (() => void) | undefined;

  const outgoing = () => transfers.filter((each): each is Outgoing => each.direction === 'sending');
  const open = (direction: TransferStatus['direction']) =>
    transfers.filter((each) => each.direction === direction && !isOver(each.status));
  const find = (number: number) => transfers.find((each) => each.number === number);

  function changed(): void {
    cancelProgress?.();
    cancelProgress = undefined;
    if (isClosed) return;
    const over = transfers.filter(({ status }) => isOver(status));
    const forgotten = over.slice(0, Math.max(0, over.length - KEPT_OVER));
    if (forgotten.length > 0) transfers = transfers.filter((each) => !forgotten.includes(each));
    options.changed();
    pump();
  }

  function progressed(): void {
    if (!isClosed) cancelProgress ??= clock.schedule(PROGRESS_MS, changed);
  }

  function pump(): void {
    if (isConnected) for (const each of outgoing()) each.pump();
  }

  function ports(direction: TransferStatus['direction'], transfer: number) {
    return {
      number: ++lastNumber,
      transfer,
      clock,
      createSha256: options.createSha256,
      send: options.send,
      may: () => options.may(direction),
      allUnderwayBytes: () => outgoing().reduce((sum, each) => sum + each.underwayBytes, 0),
      changed,
      progressed,
      arrived: (entry: FileEntry) => options.arrived?.(direction, entry),
      unfinished: (files: readonly UnfinishedFile[]) => options.unfinished?.(direction, files),
      failed: options.failed,
    };
  }

  function takeOffer(offer: Parameters<typeof createIncoming>[0]['offer']): void {
    const { transfer } = offer;
    if (transfer <= lastReceived) throw new ProtocolViolation('unexpected-message');
    lastReceived = transfer;
    const isTooMany = open('receiving').length >= limits.fileTransfers;
    if (isTooMany || options.may('receiving') === 'no') {
      const problem = isTooMany ? 'too-many' : 'not-granted';
      options.send(encodeFiles({ type: 'over', transfer, by: 'receiver', problem }));
      return;
    }
    transfers.push(createIncoming({ ...ports('receiving', transfer), offer }));
    changed();
  }

  return {
    get statuses() {
      return transfers.map(({ status }) => status);
    },
    receive(bytes) {
      const message = decodeFiles(bytes);
      if (message.type === 'offer') {
        takeOffer(message);
        return;
      }
      const isByOther = 'by' in message ? message.by : undefined;
      const isAboutTheirs = isByOther === 'sender' || (isByOther === undefined && isOfSender(message.type));
      const direction = isAboutTheirs ? 'receiving' : 'sending';
      if (message.transfer > (isAboutTheirs ? lastReceived : lastSent))
        throw new ProtocolViolation('unexpected-message');
      transfers
        .find((each) => each.direction === direction && each.transfer === message.transfer)
        ?.receive(message);
      pump();
    },
    offer(source) {
      const isPossible =
        !isClosed &&
        options.may('sending') === 'yes' &&
        open('sending').length < limits.fileTransfers &&
        source.entries.length > 0 &&
        source.entries.length <= limits.fileEntries;
      if (!isPossible) {
        source.close();
        return false;
      }
      const outgoingPorts = ports('sending', ++lastSent);
      const created: Outgoing = createOutgoing({
        ...outgoingPorts,
        source,
        pace,
        hasTurn: () => isConnected && outgoing().find(({ wantsTurn }) => wantsTurn) === created,
      });
      transfers.push(created);
      changed();
      return true;
    },
    async accept(number, target) {
      const transfer = find(number);
      if (transfer?.direction === 'receiving') await (transfer as Incoming).accept(target);
      else await target.close();
    },
    decline(number) {
      const transfer = find(number);
      if (transfer?.direction === 'receiving' && transfer.status.state === 'offered')
        transfer.end('declined');
    },
    hold: (number, isHeld) => find(number)?.hold(isHeld),
    cancel: (number) => find(number)?.end('cancelled'),
    forget(number) {
      transfers = transfers.filter((each) => each.number !== number || !isOver(each.status));
      changed();
    },
    gateChanged() {
      for (const each of transfers as readonly Transfer[]) {
        if (options.may(each.direction) === 'no') each.end('not-granted');
        else each.gateChanged();
      }
      changed();
    },
    line(isBack) {
      isConnected = isBack;
      for (const each of outgoing()) each.forgetTimes();
      if (!isBack) return;
      pace.restart();
      pump();
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      cancelProgress?.();
      for (const each of transfers) each.close();
    },
  };
}

const senderTypes = ['offer', 'list', 'piece', 'file-end', 'file-failed'];
const isOfSender = (type: string): boolean => senderTypes.includes(type);

import { type Bytes, streams, systemClock } from '@fjernhjelp/protocol';
import type { Channel } from '@fjernhjelp/session';
import { type CreateSha256, createTransfers, type FileTarget } from '@fjernhjelp/session/transfer';
import { createGeneratedSource } from '@fjernhjelp/session/transfer/testing';

/** What one end of a channel does: `bare` messages are made and thrown away. */
export interface Task {
  readonly kind: 'send' | 'receive';
  readonly what: 'bare' | 'file';
  readonly sizeBytes: number;
}

const MESSAGE_BYTES = 32 * 1024;
/** What of the bare messages the channel may have waiting: enough for it never to wait for more. */
const QUEUED_BYTES = 1_000_000;
const LOOK_MS = 1;

export interface EndOptions {
  openTarget(): Promise<FileTarget>;
  /** As the program has it that would be at this end; undefined for a browser. */
  readonly createSha256?: CreateSha256;
}

/** @returns when this end has nothing more to do */
export function runEnd(channel: Channel, task: Task, options: EndOptions): Promise<void> {
  return task.what === 'bare' ? runBare(channel, task) : runFile(channel, task, options);
}

/** The channel alone, with as much under way as it takes. */
function runBare(channel: Channel, { kind, sizeBytes }: Task): Promise<void> {
  return new Promise((resolve, reject) => {
    let countedBytes = 0;
    const send = () => {
      while (countedBytes < sizeBytes && channel.queuedBytes(streams.files) < QUEUED_BYTES) {
        channel.send(streams.files, new Uint8Array(MESSAGE_BYTES));
        countedBytes += MESSAGE_BYTES;
      }
      if (countedBytes < sizeBytes) setTimeout(send, LOOK_MS);
    };
    channel.listen({
      message(_stream, { length }: Bytes) {
        if (kind === 'send') resolve();
        countedBytes += length;
        if (kind === 'send' || countedBytes < sizeBytes) return;
        channel.send(streams.files, new Uint8Array(1));
        resolve();
      },
      state() {},
      ended: () => reject(new Error('the channel ended')),
    });
    if (kind === 'send') send();
  });
}

function runFile(
  channel: Channel,
  { kind, sizeBytes }: Task,
  { openTarget, createSha256 }: EndOptions,
): Promise<void> {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  let isAccepted = false;
  const transfers = createTransfers({
    clock: systemClock,
    createSha256,
    send: (message) => channel.send(streams.files, message),
    may: () => 'yes',
    changed() {
      const status = transfers.statuses[0];
      if (kind === 'receive' && status?.state === 'offered' && !isAccepted) {
        isAccepted = true;
        openTarget().then((target) => transfers.accept(status.number, target), reject);
      }
      if (status?.state === 'done') resolve();
      if (status?.state === 'over') reject(new Error(`the transfer ended: ${status.problem}`));
    },
    failed: reject,
  });
  channel.listen({
    message: (_stream, message) => transfers.receive(message),
    state: (state) => transfers.line(state === 'connected'),
    ended: () => reject(new Error('the channel ended')),
  });
  if (kind === 'send') transfers.offer(createGeneratedSource(sizeBytes));
  return done;
}

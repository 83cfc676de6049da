import { type Clock, streams, type UnfinishedFile } from '@fjernhjelp/protocol';
import { createSessionScene, type SessionScene, until } from '../../testing/test-scene.ts';
import type { FileSource } from '../ports.ts';
import { isOver } from '../status.ts';
import { createTransfers, type Transfers } from '../transfers.ts';
import { createMemoryTarget } from './memory-target.ts';

/** Two ends over an encrypted channel whose line can be cut, and the files that each end says did not arrive. */
export function createTransferScene(seed = 1, bytesPerMs = 5000) {
  const lineClock: Clock = {
    now: () => session.clock.now(),
    schedule: (delayMs, task) => session.clock.schedule(delayMs, task),
  };
  const session: SessionScene = createSessionScene(
    { delivery: 'as-sent', slow: { clock: lineClock, bytesPerMs, delayMs: 10 } },
    seed,
  );
  const { clock } = session;
  const may = { left: 'yes' as 'yes' | 'held' | 'no', right: 'yes' as 'yes' | 'held' | 'no' };
  const errors: unknown[] = [];
  const ended: string[] = [];
  /** By their names: what was said last. */
  const lost = { left: new Map<string, UnfinishedFile>(), right: new Map<string, UnfinishedFile>() };
  const end = (side: 'left' | 'right'): Transfers => {
    const { channel } = side === 'left' ? session.viewer : session.host;
    const transfers = createTransfers({
      clock,
      send: (message) => channel.send(streams.files, message),
      may: () => may[side],
      changed() {},
      arrived: (_direction, { path }) => void lost[side].delete(path),
      unfinished(_direction, files) {
        for (const file of files) lost[side].set(file.name, file);
      },
      failed: (error) => void errors.push(error),
    });
    channel.listen({
      message: (_stream, message) => transfers.receive(message),
      state: (state) => transfers.line(state === 'connected'),
      ended(reason) {
        ended.push(reason);
        transfers.close();
      },
    });
    return transfers;
  };
  const left = end('left');
  const right = end('right');
  const tick = () => clock.advance(5);
  return {
    left,
    right,
    session,
    may,
    errors,
    ended,
    lost: (side: 'left' | 'right') => [...lost[side].values()],
    tick,
    clock,
    sent: () => left.statuses.at(-1)!,
    got: () => right.statuses.at(-1)!,
    state: async (state: string) => {
      await until(() => right.statuses.at(-1)?.state === state, tick);
    },
    /** From the offer to the first byte. */
    async begin(source: FileSource, target = createMemoryTarget()) {
      if (!left.offer(source)) throw new Error('it was not offered');
      const number = right.statuses.length + 1;
      await until(() => right.statuses.at(-1)?.state === 'offered', tick);
      void right.accept(right.statuses.at(-1)!.number, target);
      await until(() => ['running', 'done'].includes(right.statuses.at(-1)!.state), tick);
      return { target, number };
    },
    async bothOver() {
      await until(() => [...left.statuses, ...right.statuses].every(isOver), tick);
      for (const error of errors) throw error;
    },
  };
}

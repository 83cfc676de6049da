import { type Grant, streams } from '@fjernhjelp/protocol';
import { createTransfers, problemOf, type TransferStatus } from '@fjernhjelp/session/transfer';
import type { CreateHostPart, HostPart } from '../part.ts';
import type { UserCommand } from '../status.ts';
import type { FileStore } from './file-store.ts';

/** What each direction needs (PROTOCOL.md FT9). */
const grantOf = {
  receiving: 'files-to-user',
  sending: 'files-from-user',
} as const satisfies Readonly<Record<TransferStatus['direction'], Grant>>;

/** Files to and from one helper. */
export function createFilesPart(store: FileStore): CreateHostPart {
  return (ports): HostPart => {
    /** What could not be opened for a transfer that is still offered. */
    const refused = new Map<number, NonNullable<TransferStatus['problem']>>();
    const transfers = createTransfers({
      clock: ports.clock,
      send: ports.send,
      may(direction) {
        if (ports.has(grantOf[direction])) return 'yes';
        return ports.isPaused() ? 'held' : 'no';
      },
      changed: ports.changed,
      arrived(direction, { path, sizeBytes }) {
        const grant = grantOf[direction];
        ports.used(grant);
        ports.file({ grant, name: path, sizeBytes });
      },
      failed: ports.failed,
    });

    async function accept(number: number, folder: string): Promise<void> {
      refused.delete(number);
      try {
        await transfers.accept(number, await store.open(folder));
      } catch (error) {
        refused.set(number, problemOf(error, 'not-writable'));
        ports.changed();
      }
    }

    return {
      stream: streams.files,
      grants: ['files-to-user', 'files-from-user'],
      get status() {
        const statuses = transfers.statuses.map((status) => {
          const problem = status.state === 'offered' ? refused.get(status.number) : undefined;
          return problem === undefined ? status : { ...status, problem };
        });
        return { files: { transfers: statuses, places: store.places } };
      },
      receive: transfers.receive,
      grantsChanged: transfers.gateChanged,
      line: transfers.line,
      command(command: UserCommand) {
        if (!('person' in command) || command.person !== ports.person) return;
        switch (command.type) {
          case 'files-send': {
            const source = store.takeChosen(command.batch);
            if (source !== undefined) transfers.offer(source);
            return;
          }
          case 'files-accept':
            void accept(command.transfer, command.folder);
            return;
          case 'files-decline':
            transfers.decline(command.transfer);
            return;
          case 'files-hold':
            transfers.hold(command.transfer, command.held);
            return;
          case 'files-cancel':
            transfers.cancel(command.transfer);
            return;
          case 'files-forget':
            transfers.forget(command.transfer);
        }
      },
      close: transfers.close,
    };
  };
}

import { type ReceiptFile, streams } from '@fjernhjelp/protocol';
import {
  type CreateSha256,
  createTransfers,
  problemOf,
  safeName,
  type TransferStatus,
} from '@fjernhjelp/session/transfer';
import type { CreateHostPart, HostPart } from '../part.ts';
import type { HostCopiedFiles } from '../status.ts';
import type { UserCommand } from '../user-command.ts';
import type { CopiedFiles, CopiedPaths } from './copied-files.ts';
import type { FileStore } from './file-store.ts';

/** What each direction needs (PROTOCOL.md FT9). */
const grantOf = {
  receiving: 'files-to-user',
  sending: 'files-from-user',
} as const satisfies Readonly<Record<TransferStatus['direction'], ReceiptFile['grant']>>;

/** How many names say what was copied. */
const COPIED_NAMES = 3;

/**
 * Files to and from one helper.
 * @param copied what the user copies; undefined where the desktop does not tell
 * @param createSha256 Web Crypto's when undefined
 */
export function createFilesPart(
  store: FileStore,
  copied?: CopiedFiles,
  createSha256?: CreateSha256,
): CreateHostPart {
  return (ports): HostPart => {
    /** What could not be opened for a transfer that is still offered. */
    const refused = new Map<number, NonNullable<TransferStatus['problem']>>();
    const transfers = createTransfers({
      clock: ports.clock,
      createSha256,
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
      unfinished: (direction, files) => ports.unfinished(grantOf[direction], files),
      failed: ports.failed,
    });

    let stopListening: (() => void) | undefined;
    /** Of what the user sent from the clipboard last, or could not send. */
    let pressed: { readonly copy: number; readonly problem?: TransferStatus['problem'] } | undefined;
    let isClosed = false;

    /** Nothing is read from the clipboard for a helper who may not have it. */
    function followGrants(): void {
      transfers.gateChanged();
      if (ports.has('files-from-user')) stopListening ??= copied?.listen(ports.changed);
      else unlisten();
    }

    function unlisten(): void {
      stopListening?.();
      stopListening = undefined;
    }

    function copiedStatus(): { copied?: HostCopiedFiles } {
      const current = stopListening && copied?.current;
      if (current === undefined) return {};
      const own = pressed?.copy === current.copy ? pressed : undefined;
      if (own !== undefined && own.problem === undefined) return {};
      return { copied: { ...describe(current), ...(own?.problem && { problem: own.problem }) } };
    }

    async function sendCopied(copy: number): Promise<void> {
      if (stopListening === undefined || copied?.current?.copy !== copy) return;
      if (pressed?.copy === copy && pressed.problem === undefined) return;
      pressed = { copy };
      ports.changed();
      try {
        const source = await copied.open(copy);
        // Meanwhile it may be forbidden: then the transfers let go of it.
        if (isClosed) source?.close();
        else if (source !== undefined) transfers.offer(source);
      } catch (error) {
        pressed = { copy, problem: problemOf(error, 'not-readable') };
        if (!isClosed) ports.changed();
      }
    }

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
        return { files: { transfers: statuses, places: store.places, ...copiedStatus() } };
      },
      receive: transfers.receive,
      grantsChanged: followGrants,
      line: transfers.line,
      command(command: UserCommand) {
        if (!('person' in command) || command.person !== ports.person) return;
        switch (command.type) {
          case 'files-send': {
            const source = store.takeChosen(command.batch);
            if (source !== undefined) transfers.offer(source);
            return;
          }
          case 'files-send-copied':
            void sendCopied(command.copy);
            return;
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
      close() {
        isClosed = true;
        unlisten();
        transfers.close();
      },
    };
  };
}

function describe({ copy, paths }: CopiedPaths): HostCopiedFiles {
  return { copy, names: paths.slice(0, COPIED_NAMES).map(nameOf), count: paths.length };
}

/** A drive by itself has no name but its path. */
function nameOf(path: string): string {
  const parts = path.split(path.startsWith('/') ? '/' : '\\').filter(Boolean);
  return safeName(parts.at(-1) ?? path, 'posix');
}

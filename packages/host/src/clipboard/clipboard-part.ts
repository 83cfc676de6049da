import { type ClipboardContent, streams } from '@fjernhjelp/protocol';
import { createClipboardLink } from '@fjernhjelp/session';
import type { CreateHostPart } from '../part.ts';
import type { UserClipboard } from './user-clipboard.ts';

/** One helper's part of the user's clipboard: two directions, each with a grant of its own (PROTOCOL.md CB1–CB8). */
export function createClipboardPart(clipboard: UserClipboard): CreateHostPart {
  return (ports) => {
    let stopListening: (() => void) | undefined;
    const link = createClipboardLink({
      send: ports.send,
      maySend: () => ports.has('clipboard-from-user'),
      mayTake: () => ports.has('clipboard-to-user'),
      place,
      changed() {
        if (link.taken?.state === 'placed') ports.used('clipboard-to-user');
        if (link.sent?.state === 'placed') ports.used('clipboard-from-user');
        ports.changed();
      },
    });

    /** Asked again at the moment of use: the last piece and the placing are two moments. */
    async function place(content: ClipboardContent): Promise<'placed' | 'failed'> {
      return ports.has('clipboard-to-user') ? clipboard.place(content) : 'failed';
    }

    function followGrants(): void {
      link.permissionsChanged();
      if (ports.has('clipboard-from-user'))
        stopListening ??= clipboard.listen((content) => link.copied(content));
      else unlisten();
    }

    function unlisten(): void {
      stopListening?.();
      stopListening = undefined;
    }

    return {
      stream: streams.clipboard,
      grants: ['clipboard-to-user', 'clipboard-from-user'],
      get status() {
        return {
          clipboard: {
            ...(link.taken !== undefined && { toUser: link.taken }),
            ...(link.sent !== undefined && { fromUser: link.sent }),
          },
        };
      },
      receive: (message) => link.receive(message),
      grantsChanged: followGrants,
      close() {
        unlisten();
        link.close();
      },
    };
  };
}

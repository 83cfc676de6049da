import { useEffect, useMemo } from 'react';
import { serveVoice } from '../voice/serve-voice.ts';
import { offerFiles } from './files/offer-files.ts';
import { UserFiles, type UserFilesAccess } from './files/user-files.ts';
import { UserWindow } from './UserWindow.tsx';
import { useHostLine } from './use-host-line.ts';

/** The window of the client on this machine. */
export function ClientWindow({ token }: { token: string | null }) {
  const { line, send } = useHostLine(token);
  useEffect(() => (token === null ? undefined : serveVoice(token)), [token]);
  const access = useMemo(
    (): UserFilesAccess | null =>
      token === null ? null : { offer: (person, picked) => offerFiles(token, person, picked) },
    [token],
  );
  return (
    <UserFiles value={access}>
      <UserWindow
        line={line}
        send={send}
        // X is the end, whatever is answered.
        onLeaving={() => send({ type: 'end' })}
      />
    </UserFiles>
  );
}

import type { HostStatus, UserCommand } from '@fjernhjelp/host/status';
import { useCallback, useEffect, useRef, useState } from 'react';

/** RFC 6455 section 7.4.1. */
const GOING_AWAY = 1001;

/** The client behind this window: what it tells, nothing yet, or that it is gone. */
export type HostLine = HostStatus | 'opening' | 'closed';

/** Listens to the client on this machine, which serves this page. @param token proves that the client opened the page */
export function useHostLine(token: string | null): { line: HostLine; send(command: UserCommand): void } {
  const [line, setLine] = useState<HostLine>(token === null ? 'closed' : 'opening');
  const socket = useRef<WebSocket>(null);

  useEffect(() => {
    if (token === null) return;
    const opened = new WebSocket(`ws://${location.host}/status`);
    opened.onopen = () => opened.send(token);
    opened.onmessage = ({ data }) => setLine(JSON.parse(data) as HostStatus);
    // An error is followed by a close.
    opened.onclose = ({ code }) => {
      setLine('closed');
      // The program has ended. Where the browser is the user's own, nobody else closes the window; it may refuse.
      if (code === GOING_AWAY) window.close();
    };
    socket.current = opened;
    return () => {
      opened.onclose = null;
      opened.close();
    };
  }, [token]);

  const send = useCallback((command: UserCommand) => socket.current?.send(JSON.stringify(command)), []);
  return { line, send };
}

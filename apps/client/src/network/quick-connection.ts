import {
  connect as connectTcp,
  type createConnection,
  isIP,
  type Socket,
  type TcpSocketConnectOpts,
} from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

const READ_BYTES = 64 * 1024;

/** As `http.request` gives them; its `path` is that of the page, not of a local socket. */
type RequestConnection = TcpSocketConnectOpts & ConnectionOptions & { path?: string };

/**
 * How `http.request` opens a connection that is read into one buffer (`onread` of `net.connect`), and hands each piece on in the call that reads
 * it. What Node does else costs a process that is woken for a few bytes more than the reading does: 64 KiB of memory each time, a stream's queue, a
 * further look whether there is more (docs/decisions/0022-host-cpu.md). All that a stream's user sees stays as it is, but for what is read while it is
 * paused: `ws` takes that too.
 */
export function quickConnection(isEncrypted: boolean): typeof createConnection {
  const open = ({ path: _page, ...options }: RequestConnection): Socket => {
    const onread = {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback(sizeBytes: number, bytes: Uint8Array): boolean {
        // Who listens may keep it.
        socket.emit('data', Buffer.from(bytes.subarray(0, sizeBytes)));
        return true;
      },
    };
    // `onread` is documented for `tls.connect` too, and missing in its types.
    const socket: Socket = isEncrypted
      ? connectTls({ ...options, servername: serverNameOf(options), onread } as ConnectionOptions)
      : connectTcp({ ...options, onread });
    return socket;
  };
  return open as typeof createConnection;
}

/** @returns the name that the certificate is asked for; an address has none (RFC 6066 section 3) */
function serverNameOf({ host = '', servername }: RequestConnection): string {
  return servername || (isIP(host) === 0 ? host : '');
}

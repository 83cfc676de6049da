import { readFile } from 'node:fs/promises';

/** 127.0.0.1 as the kernel prints it on the little-endian machines that we run on. */
const LOOPBACK = '0100007F';

/**
 * Who holds the other end of a connection on 127.0.0.1. Other users of the same machine can reach a loopback port, and
 * can read command lines, so a secret in an address is not enough by itself. Linux tells it in /proc/net/tcp (proc_net_tcp).
 * @returns the user's number, undefined where the system does not tell
 */
export async function userOfLoopbackPeer(peerPort: number, ownPort: number): Promise<number | undefined> {
  let table: string;
  try {
    table = await readFile('/proc/net/tcp', 'utf8');
  } catch {
    // No such table on this system: the token alone decides.
    return undefined;
  }
  return userInTable(table, peerPort, ownPort);
}

/** @param table the text of /proc/net/tcp: addresses as hexadecimal `IP:PORT`, the user in the eighth column */
export function userInTable(table: string, peerPort: number, ownPort: number): number | undefined {
  const local = `${LOOPBACK}:${hexPort(peerPort)}`;
  const remote = `${LOOPBACK}:${hexPort(ownPort)}`;
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    if (columns[1] === local && columns[2] === remote) return Number(columns[7]);
  }
  return undefined;
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

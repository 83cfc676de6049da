import { spawnSync } from 'node:child_process';

/** What the system's own buffers may take for each direction of a socket; they are no part of the relay. */
const SOCKET_BYTES = 64 * 1024;
const MARK = 'BENCH_IN_SMALL_NETWORK';

/** Whether this process runs in the small network already. */
export const inSmallNetwork = process.env[MARK] !== undefined;

/**
 * Starts this program again in a network namespace of its own, where the system's buffers are small: on loopback they grow to 32 MiB
 * a socket, and filling those for hundreds of sessions takes longer than the relay keeps an end that reads nothing (SG17).
 * Does not come back in the first process. Linux, util-linux and iproute2; root is not needed where users may have namespaces.
 * @throws Error when the machine does not allow it
 */
export function enterSmallNetwork(): void {
  if (inSmallNetwork) return;
  const size = `4096 ${SOCKET_BYTES} ${SOCKET_BYTES}`;
  const prepare = `ip link set lo up && echo '${size}' >/proc/sys/net/ipv4/tcp_rmem && echo '${size}' >/proc/sys/net/ipv4/tcp_wmem`;
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const { status, error } = spawnSync(
    'unshare',
    [
      ...asRoot,
      '--net',
      'sh',
      '-c',
      `${prepare} && exec "$0" "$@"`,
      process.execPath,
      ...process.argv.slice(1),
    ],
    { stdio: 'inherit', env: { ...process.env, [MARK]: '1' } },
  );
  if (error) throw new Error('no network namespace of its own', { cause: error });
  process.exit(status ?? 1);
}

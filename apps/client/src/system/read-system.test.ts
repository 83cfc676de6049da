import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { showableReport } from '@fjernhjelp/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diskPlaces } from './disks.ts';
import { checkNetwork } from './network.ts';
import { nameIn } from './operating-system.ts';
import { createSystemReader } from './read-system.ts';

async function listen(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

describe('what kind of machine this is', () => {
  it('SY2 is read from this one', async () => {
    const port = await listen();
    const reader = createSystemReader({
      server: `http://127.0.0.1:${port}`,
      proxy: new URL(`http://kari:hemmelig@127.0.0.1:${port}`),
      env: {},
      screens: () => [{ screen: 0, xPx: 0, yPx: 0, widthPx: 1280, heightPx: 800, name: 'eDP-1' }],
    });
    const report = await reader.read();
    expect(showableReport(report)).toEqual(report);
    expect(report.system.computer).toBe(hostname());
    expect(report.screens).toEqual([{ name: 'eDP-1', widthPx: 1280, heightPx: 800 }]);
    expect(report.memory.totalBytes).toBeGreaterThan(report.memory.freeBytes);
    expect(report.processor.cores).toBeGreaterThan(0);
    expect(report.disks.map(({ name }) => name)).toContain('/');
    expect(report.checks).toMatchObject([
      { what: 'name' },
      { what: 'server', target: `127.0.0.1:${port}` },
      { what: 'proxy', target: `127.0.0.1:${port}` },
    ]);
    expect(JSON.stringify(report.checks)).not.toContain('hemmelig');
    expect(report.checks.every(({ tookMs }) => tookMs !== null)).toBe(true);
  });

  it('SY2 tells what cannot be reached, and nothing of a proxy’s password', async () => {
    const port = await listen();
    const checks = await checkNetwork(
      'https://no-such-host.invalid',
      new URL(`http://kari:hemmelig@127.0.0.1:${port}`),
    );
    expect(checks).toMatchObject([
      { what: 'name', target: 'no-such-host.invalid', tookMs: null },
      { what: 'server', target: 'no-such-host.invalid:443', tookMs: null },
      { what: 'proxy', target: `127.0.0.1:${port}` },
    ]);
    expect(checks[2]?.tookMs).not.toBeNull();
    expect(JSON.stringify(checks)).not.toContain('hemmelig');
  });

  it('finds disks and shares among the mounts, each once', () => {
    const mounts = [
      'overlay / overlay rw 0 0',
      'proc /proc proc rw 0 0',
      'tmpfs /run tmpfs rw 0 0',
      '/dev/sda2 /home ext4 rw 0 0',
      '/dev/sda2 /var/lib/docker ext4 rw 0 0',
      '/dev/sdb1 /media/min\\040disk vfat rw 0 0',
      '//fil/felles /mnt/felles cifs rw 0 0',
      '/dev/loop3 /snap/core squashfs ro 0 0',
      '/dev/sdc1 /etc/hosts ext4 rw 0 0',
      '',
    ].join('\n');
    expect(diskPlaces(mounts)).toEqual(['/', '/home', '/media/min disk', '/mnt/felles']);
    expect(diskPlaces('')).toEqual([]);
  });

  it.each([
    ['NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', 'Debian GNU/Linux 12 (bookworm)'],
    ['PRETTY_NAME=Alpine', 'Alpine'],
    ['PRETTY_NAME=\'A "b"\'', 'A "b"'],
    ['', undefined],
  ])('reads the name of the system from %j', (text, name) => {
    expect(nameIn(text)).toBe(name);
  });
});

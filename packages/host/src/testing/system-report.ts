import type { SystemReport } from '@fjernhjelp/protocol';

/** Some machine. */
export const someSystemReport: SystemReport = {
  takenAtMs: Date.UTC(2026, 10, 25, 12),
  system: {
    name: 'Debian GNU/Linux 12 (bookworm)',
    version: '6.1.0-18-amd64',
    architecture: 'x64',
    computer: 'radhus-017',
  },
  account: { name: 'kari', isAdministrator: false },
  uptimeS: 93_784,
  processor: { model: 'Intel Core i5-1145G7', cores: 8 },
  memory: { totalBytes: 16_000_000_000, freeBytes: 4_100_000_000 },
  disks: [{ name: '/', totalBytes: 250_000_000_000, freeBytes: 12_000_000_000 }],
  screens: [{ name: 'eDP-1', widthPx: 1920, heightPx: 1080 }],
  adapters: [{ name: 'eth0', addresses: ['192.168.1.20', 'fe80::1'] }],
  checks: [
    { what: 'name', target: 'hjelp.example.no', tookMs: 4 },
    { what: 'server', target: 'hjelp.example.no:443', tookMs: 23 },
    { what: 'proxy', target: 'proxy.example.no:8080', tookMs: null },
  ],
};

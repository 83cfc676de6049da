import type { Resources } from '../e2e/harness/resources.ts';
import { CpuAccount } from './cpu-account.ts';
import type { Carried } from './line-record.ts';

const sides = ['host', 'display', 'relay', 'viewer'] as const;
/** The CPU time of each side. */
export type CpuAccounts = Readonly<Record<(typeof sides)[number], CpuAccount>>;

export function openAccounts(resources: Resources): CpuAccounts {
  return Object.fromEntries(sides.map((side) => [side, CpuAccount.open(resources)])) as CpuAccounts;
}

/** Starts counting. @returns what ends it */
export function usage(accounts: CpuAccounts, record: { now(): Promise<Carried> }) {
  const cpu = () => sides.map((side) => accounts[side].seconds());
  const begun = record.now();
  const before = cpu();
  return async () => {
    const after = cpu();
    const [from, to] = [await begun, await record.now()];
    const seconds = (to.atMs - from.atMs) / 1000;
    const [host = 0, display = 0, relay = 0, viewer = 0] = after.map((used, i) => used - (before[i] ?? 0));
    return {
      seconds,
      hostSeconds: host,
      viewerSeconds: viewer,
      bytesPerSecond: (to.bytes - from.bytes) / seconds,
      hostCpu: host / seconds,
      displayCpu: display / seconds,
      relayCpu: relay / seconds,
      viewerCpu: viewer / seconds,
    };
  };
}

import { describe, expect, it } from 'vitest';
import { doorsFor, wayOf } from './doors.ts';
import { type Machine, machineOf } from './machine.ts';

const all = ['client', 'package', 'browser'] as const;
const userAgents = {
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  ubuntu: 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15',
  chromebook: 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  android: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36',
  tablet: 'Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
} as const;

const machine = (
  userAgent: string,
  facts: { touchPoints?: number; isSecure?: boolean; canCapture?: boolean } = {},
) => machineOf({ userAgent, touchPoints: 0, isSecure: true, canCapture: true, ...facts });

describe('the machine', () => {
  it.each([
    ['windows', 'windows'],
    ['linux', 'linux'],
    ['ubuntu', 'linux'],
    ['mac', 'other-computer'],
    ['chromebook', 'other-computer'],
    ['android', 'handheld'],
    ['tablet', 'handheld'],
    ['iphone', 'handheld'],
  ] as const)('%s is known as %s', (name, kind) => {
    expect(machine(userAgents[name]).kind).toBe(kind);
  });

  it('is an iPad when a Mac is touched, and a computer when Windows is', () => {
    expect(machine(userAgents.mac, { touchPoints: 5 }).kind).toBe('handheld');
    expect(machine(userAgents.windows, { touchPoints: 10 }).kind).toBe('windows');
  });

  it('says why a page cannot show the screen', () => {
    expect(machine(userAgents.windows).sharing).toBe('possible');
    expect(machine(userAgents.windows, { canCapture: false }).sharing).toBe('unknown-to-browser');
    expect(machine(userAgents.windows, { canCapture: false, isSecure: false }).sharing).toBe('not-encrypted');
  });
});

describe('the doors', () => {
  const windows = machine(userAgents.windows);

  it('are those that can work, in the operator’s order', () => {
    expect(doorsFor(windows, all, true, null)).toEqual(['client', 'package', 'browser']);
    expect(doorsFor(windows, all, false, null)).toEqual(['client', 'browser']);
    expect(doorsFor(windows, ['browser', 'client'], true, null)).toEqual(['browser', 'client']);
    expect(doorsFor(machine(userAgents.mac), all, false, null)).toEqual(['browser']);
    const old: Machine = { kind: 'windows', sharing: 'unknown-to-browser' };
    expect(doorsFor(old, all, false, null)).toEqual(['client']);
  });

  it('are none on a telephone, whatever is offered', () => {
    expect(doorsFor(machine(userAgents.android), all, true, 'client')).toEqual([]);
    expect(doorsFor(machine(userAgents.mac, { touchPoints: 5 }), all, true, null)).toEqual([]);
  });

  it('begin with the one that opened here before', () => {
    expect(doorsFor(windows, all, true, 'browser')).toEqual(['browser', 'client', 'package']);
    expect(doorsFor(windows, ['client'], true, 'browser')).toEqual(['client']);
    expect(doorsFor(windows, all, true, 'nonsense')).toEqual(['client', 'package', 'browser']);
  });

  it('give way to the next when one did not open, and stay there to be tried again', () => {
    expect(wayOf(all, new Set())).toEqual({ front: 'client', others: ['package', 'browser'] });
    expect(wayOf(all, new Set(['client']))).toEqual({ front: 'package', others: ['client', 'browser'] });
    expect(wayOf(all, new Set(all))).toEqual({ front: undefined, others: all });
    expect(wayOf([], new Set())).toEqual({ front: undefined, others: [] });
  });
});

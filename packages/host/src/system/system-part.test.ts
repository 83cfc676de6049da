import { decodeSystemToViewer, encodeSystem, type SystemReport } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it, vi } from 'vitest';
import { createFakePartPorts, someSystemReport } from '../testing/index.ts';
import { createSystemPart } from './system-part.ts';

const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

function openPart() {
  const clock = createManualClock();
  const ports = createFakePartPorts(clock, { person: 3, granted: ['system-information'] });
  const read = vi.fn<() => Promise<SystemReport>>(async () => someSystemReport);
  const failed = vi.fn();
  const part = createSystemPart({ read }, failed)(ports);
  return {
    clock,
    ports,
    read,
    failed,
    part,
    ask: () => part.receive(encodeSystem({ type: 'ask' })),
    told: () => ports.sent.map(decodeSystemToViewer),
    shown: () => part.status?.systemInformation,
  };
}

describe('what kind of machine the user has', () => {
  it('SY4 is read when it is asked for, shown, and sent as shown once the user says so', async () => {
    const { part, read, ask, told, shown } = openPart();
    expect(shown()).toBeUndefined();
    ask();
    ask();
    expect(shown()).toEqual({ state: 'reading' });
    await settled();
    expect(shown()).toEqual({ state: 'shown', report: someSystemReport });
    expect([told(), read.mock.calls.length]).toEqual([[], 1]);
    part.command?.({ type: 'send-system-information', person: 2 });
    expect(told()).toEqual([]);
    part.command?.({ type: 'send-system-information', person: 3 });
    part.command?.({ type: 'send-system-information', person: 3 });
    expect(told()).toEqual([{ type: 'report', report: someSystemReport }]);
    expect(shown()).toMatchObject({ state: 'sent' });
    ask();
    await settled();
    expect(shown()).toMatchObject({ state: 'shown' });
    expect(told()).toHaveLength(1);
  });

  it('SY3 the user may keep it, and is not asked again at once', async () => {
    const { clock, part, ask, told, shown, read } = openPart();
    ask();
    await settled();
    part.command?.({ type: 'withhold-system-information', person: 3 });
    expect([told(), shown()]).toEqual([[{ type: 'withheld' }], undefined]);
    ask();
    expect(told()).toHaveLength(2);
    expect(read).toHaveBeenCalledTimes(1);
    clock.advance(10_000);
    ask();
    expect(shown()).toEqual({ state: 'reading' });
  });

  it('SY4 without the grant nothing is read, shown or sent; taken back in the middle it is dropped', async () => {
    const { part, ports, read, ask, told, shown } = openPart();
    ports.granted.clear();
    ask();
    expect(read).not.toHaveBeenCalled();
    ports.granted.add('system-information');
    ask();
    ports.granted.clear();
    part.grantsChanged?.();
    await settled();
    expect(shown()).toBeUndefined();
    ports.granted.add('system-information');
    ask();
    await settled();
    ports.granted.clear();
    part.command?.({ type: 'send-system-information', person: 3 });
    expect(told()).toEqual([]);
  });

  it('SY3 says so when it cannot be found out', async () => {
    const { read, failed, ask, told, shown } = openPart();
    read.mockRejectedValueOnce(new Error('no'));
    ask();
    await settled();
    expect([told(), shown()]).toEqual([[{ type: 'failed' }], undefined]);
    expect(failed).toHaveBeenCalledOnce();
  });

  it('SY2 makes safe what the system calls things', async () => {
    const { read, ask, shown } = openPart();
    const report = { ...someSystemReport, screens: [{ name: 'a\u202Eb\n', widthPx: 1, heightPx: 1 }] };
    read.mockResolvedValueOnce(report);
    ask();
    await settled();
    expect(shown()).toMatchObject({ report: { screens: [{ name: 'ab' }] } });
  });
});

import { decodeSystemToHost, encodeSystem, type Grant, type SystemReport } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import type { ViewerStatus } from '../status.ts';
import { createSystemPart } from './system-part.ts';

const report: SystemReport = {
  takenAtMs: 1,
  system: { name: 'Linux', version: '6', architecture: 'x64', computer: 'a\u202Eb' },
  account: { name: 'kari', isAdministrator: false },
  uptimeS: 1,
  processor: { model: '', cores: 1 },
  memory: { totalBytes: 1, freeBytes: 1 },
  disks: [],
  screens: [],
  adapters: [],
  checks: [],
};

function openPart() {
  const granted = new Set<Grant>();
  const sent: unknown[] = [];
  let status: Partial<ViewerStatus> = {};
  const part = createSystemPart({
    clock: { now: () => 0, schedule: () => () => {} },
    has: (grant) => granted.has(grant),
    send: (message) => void sent.push(decodeSystemToHost(message)),
    queuedBytes: () => 0,
    update(changes) {
      status = { ...status, ...changes };
    },
    used() {},
    file() {},
    report() {},
  });
  function grant(...grants: Grant[]): void {
    granted.clear();
    for (const each of grants) granted.add(each);
    part.grantsChanged?.();
  }
  return { part, sent, grant, information: () => status.systemInformation };
}

test('SY1 asks once it is granted, and again only when the helper wants to', () => {
  const { part, sent, grant, information } = openPart();
  grant('view');
  part.ask();
  expect(sent).toEqual([]);
  grant('view', 'system-information');
  grant('view', 'system-information');
  part.ask();
  expect([sent.length, information()]).toEqual([1, { state: 'asked' }]);
  part.receive(encodeSystem({ type: 'report', report }));
  expect(information()).toMatchObject({ state: 'told', report: { system: { computer: 'ab' } } });
  part.ask();
  expect(sent).toHaveLength(2);
  part.receive(encodeSystem({ type: 'withheld' }));
  expect(information()).toMatchObject({ state: 'withheld', report: { uptimeS: 1 } });
});

test('SY4 asks anew after the grant was gone in the middle', () => {
  const { sent, grant, information } = openPart();
  grant('system-information');
  grant();
  expect(information()).toEqual({ state: 'withheld' });
  grant('system-information');
  expect([sent.length, information()]).toEqual([2, { state: 'asked' }]);
});

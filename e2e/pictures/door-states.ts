import type { DoorStatus } from '../../apps/web/src/door/door-status.ts';
import { hostStates } from './states.ts';

function host(state: string): DoorStatus['host'] {
  const found = hostStates[state];
  if (found === undefined) throw new Error(`no state "${state}"`);
  return found;
}

const shared = { state: 'shared', surface: 'monitor' } as const;
const paused: DoorStatus['host'] = { ...host('sharing'), paused: true };

/** What the browser door shows besides the client's window, and where both come together. */
export const doorStates: Readonly<Record<string, DoorStatus>> = {
  waiting: { host: host('waiting'), share: { state: 'none' } },
  asking: { host: host('asking'), share: { state: 'none' } },
  choosing: { host: host('asking'), share: { state: 'choosing' } },
  refused: { host: host('asking'), share: { state: 'none', problem: 'refused' } },
  'not-readable': { host: host('asking'), share: { state: 'none', problem: 'not-readable' } },
  sharing: { host: host('sharing'), share: shared },
  'sharing-window': { host: host('sharing'), share: { state: 'shared', surface: 'window' } },
  voice: { host: host('voice'), share: shared },
  'voice-not-possible': { host: host('voice-not-possible'), share: shared },
  'recording-idle': { host: host('user-recording-idle'), share: shared },
  'recording-running': { host: host('user-recording-running'), share: shared },
  'recording-done': { host: host('user-recording-done'), share: { state: 'none' } },
  'recording-unsupported': { host: host('user-recording-unsupported'), share: shared },
  'choosing-again': { host: host('sharing'), share: { state: 'choosing' } },
  stopped: { host: paused, share: { state: 'stopped' } },
  'stopped-refused': { host: paused, share: { state: 'stopped', problem: 'refused' } },
  unreachable: { host: host('connecting'), share: { state: 'none' }, failure: 'unreachable' },
  'server-refused': { host: host('connecting'), share: { state: 'none' }, failure: 'refused' },
};

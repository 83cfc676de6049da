import type { HelperStatus, HostStatus } from '@fjernhjelp/host/status';
import type { Grant } from '@fjernhjelp/protocol';
import { firstStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';
import { hostStates, kari, nobody, offered, sharing, transfers, viewerStates } from './states.ts';

/** What the panels show in each of their states, beyond what `states.ts` has: empty, asked, refused, busy, failed, over. */

const possible: readonly Grant[] = [
  'view',
  'point',
  'control',
  'clipboard-to-user',
  'clipboard-from-user',
  'files-to-user',
  'files-from-user',
  'chat',
  'system-information',
  'recording',
];
const connected: ViewerStatus = { ...firstStatus, phase: 'connected', grants: ['view', 'point'], possible };
const asking = (requestedGrant: Grant): ViewerStatus => ({ ...connected, requestedGrant });
const refused = (declinedGrant: Grant): ViewerStatus => ({ ...connected, declinedGrant });
const holding = (...grants: Grant[]): ViewerStatus => ({
  ...connected,
  grants: ['view', 'point', ...grants],
});
const paused = (status: ViewerStatus): ViewerStatus => ({ ...status, paused: true });

const recording = viewerStates['recording']?.recording;
if (recording === undefined) throw new Error('states.ts has no recording');
const mayRecord = holding('recording');
const clipboards = holding('clipboard-to-user', 'clipboard-from-user');
const me = { person: 1, name: 'Kari Hansen', organisation: 'Leverandør AS', control: false };
const chat = { messages: [], waiting: [], unsaid: [], reads: [], readUpTo: 0 };
const screens = viewerStates['screens'];

/** The name begins with that of the panel. */
export const panelStates: Readonly<Record<string, ViewerStatus>> = {
  'chat empty': { ...holding('chat'), chat },
  'chat paused': paused({ ...holding('chat'), chat }),
  'chat never granted': connected,
  'chat asked': asking('chat'),
  'chat refused': refused('chat'),
  'clipboard off': connected,
  'clipboard asked': asking('clipboard-to-user'),
  'clipboard refused': refused('clipboard-to-user'),
  'clipboard on': { ...clipboards, clipboard: { isManual: false, isWaiting: false } },
  'clipboard busy': {
    ...clipboards,
    clipboard: {
      isManual: false,
      isWaiting: false,
      toUser: { state: 'moving', totalBytes: 12_000_000 },
      fromUser: { state: 'moving', totalBytes: 300 },
    },
  },
  'clipboard failed': {
    ...clipboards,
    clipboard: {
      isManual: false,
      isWaiting: false,
      toUser: { state: 'not-allowed', formats: ['text'], totalBytes: 20 },
      fromUser: { state: 'failed', formats: ['png'], totalBytes: 20 },
    },
  },
  'people alone': { ...connected, you: 1, people: [me] },
  'people asked': { ...asking('invite'), you: 1, people: [me] },
  'people refused': { ...refused('invite'), you: 1, people: [me] },
  'files empty': connected,
  'files asked': asking('files-from-user'),
  'files waiting for leave': { ...asking('files-to-user'), files: { transfers: [], waiting: 1 } },
  'files refused': { ...refused('files-to-user'), files: { transfers: [], waiting: 2 } },
  'files unreadable': {
    ...holding('files-to-user'),
    files: { transfers: [], waiting: 0, refused: 'not-readable' },
  },
  'files paused': paused({
    ...holding('files-to-user', 'files-from-user'),
    files: { transfers: [offered, ...transfers], waiting: 0 },
  }),
  'system asked': asking('system-information'),
  'system refused': refused('system-information'),
  'system looked at': { ...holding('system-information'), systemInformation: { state: 'asked' } },
  'system withheld': { ...holding('system-information'), systemInformation: { state: 'withheld' } },
  'system failed': { ...holding('system-information'), systemInformation: { state: 'failed' } },
  'recording off': connected,
  'recording asked': asking('recording'),
  'recording refused': refused('recording'),
  'recording ready': mayRecord,
  'recording closing': { ...mayRecord, recording: { ...recording, state: 'closing' } },
  'recording done': { ...mayRecord, recording: { ...recording, state: 'done' } },
  'recording full': { ...mayRecord, recording: { ...recording, state: 'failed', why: 'full' } },
  'recording failed': { ...mayRecord, recording: { ...recording, state: 'failed', why: 'internal' } },
  'recording unsupported': {
    ...mayRecord,
    recording: { ...recording, state: 'failed', why: 'unsupported', sizeBytes: 0 },
  },
  'recording by the user agreed': { ...connected, userRecording: 'agreed' },
  'screens all': {
    ...connected,
    ...(screens?.screens && { screens: screens.screens }),
    arrangement: { isAll: true, isFollowing: false, windows: [] },
  },
  'drawing not granted': {
    ...connected,
    grants: ['view'],
    drawing: { colour: 1, stays: false, hasDrawn: false },
  },
  'drawing asked': {
    ...asking('point'),
    grants: ['view'],
    drawing: { colour: 1, stays: false, hasDrawn: false },
  },
  'counters empty': connected,
};

const helper = (changes: Partial<HelperStatus>, ...grants: Grant[]): HostStatus => ({
  ...sharing,
  helpers: [
    {
      ...kari,
      grants: [...kari.grants, ...grants.map((grant) => ({ grant, duration: 'session' }) as const)],
      ...changes,
    },
  ],
});
type Files = NonNullable<HelperStatus['files']>;
const transfersWith = (all: Files['transfers']): Files => ({
  transfers: all,
  places: [{ name: 'downloads', folder: '/home/kari/Nedlastinger' }],
});

/** The same for the user's window. */
export const windowPanelStates: Readonly<Record<string, HostStatus>> = {
  'files empty': helper({ files: transfersWith([]) }, 'files-from-user'),
  'files paused': {
    ...helper({ files: transfersWith([offered, ...transfers]) }, 'files-to-user', 'files-from-user'),
    paused: true,
  },
  'files cannot be written there': helper(
    { files: transfersWith([{ ...offered, problem: 'not-writable' }]) },
    'files-to-user',
  ),
  'files taken back': helper({ files: transfersWith(transfers) }),
  'clipboard busy': helper(
    {
      clipboard: {
        toUser: { state: 'moving', totalBytes: 300 },
        fromUser: { state: 'moving', totalBytes: 300 },
      },
    },
    'clipboard-to-user',
    'clipboard-from-user',
  ),
  'clipboard failed': helper(
    {
      clipboard: {
        toUser: { state: 'failed', formats: ['png'], totalBytes: 300 },
        fromUser: { state: 'not-allowed', formats: ['text'], totalBytes: 300 },
      },
    },
    'clipboard-to-user',
    'clipboard-from-user',
  ),
  'system read': helper({ systemInformation: { state: 'reading' } }, 'system-information'),
  'chat paused': { ...sharing, paused: true, chat: { messages: [], reads: [], isOpen: false } },
  'chat after the end': {
    ...nobody,
    phase: 'ended',
    endReason: 'ended-by-helper',
    ...(hostStates['chat']?.chat && { chat: hostStates['chat'].chat }),
  },
  'question while the line is broken': {
    ...sharing,
    phase: 'reconnecting',
    helpers: [{ ...kari, state: 'sharing-broken', request: { grant: 'control', reason: '' } }],
  },
};

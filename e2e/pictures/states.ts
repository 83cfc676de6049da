import type { HelperStatus, HostStatus } from '@fjernhjelp/host/status';
import { endReasons, type Grant, grants, type Receipt } from '@fjernhjelp/protocol';
import { firstStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';

const screens = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 1920, heightPx: 1080, name: 'eDP-1' },
  { screen: 1, xPx: 1920, yPx: 0, widthPx: 2560, heightPx: 1440, name: '' },
];

const AT_NOON = Date.UTC(2026, 10, 25, 12, 0);
const MINUTE = 60_000;
const receipt: Receipt = {
  fromMs: AT_NOON,
  toMs: AT_NOON + 23 * MINUTE,
  endReason: 'ended-by-user',
  people: [
    {
      name: 'Kari Hansen',
      organisation: 'Leverandør AS',
      fromMs: AT_NOON,
      toMs: AT_NOON + 23 * MINUTE,
      grants: [
        { grant: 'view', fromMs: AT_NOON, toMs: AT_NOON + 23 * MINUTE, used: true },
        { grant: 'point', fromMs: AT_NOON, toMs: AT_NOON + 23 * MINUTE, used: false },
        { grant: 'control', fromMs: AT_NOON + MINUTE, toMs: AT_NOON + 9 * MINUTE, used: true },
      ],
      files: [
        { grant: 'files-to-user', name: 'driver.zip', sizeBytes: 4_211_000, atMs: AT_NOON + 4 * MINUTE },
      ],
    },
  ],
};

/** The states of a session at the helper. */
export const viewerStates: Readonly<Record<string, ViewerStatus>> = {
  connecting: { ...firstStatus, phase: 'connecting', grants: [] },
  waiting: { ...firstStatus, phase: 'waiting', grants: [] },
  connected: { ...firstStatus, phase: 'connected', grants: ['view', 'point'] },
  'asking-control': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    requestedGrant: 'control',
  },
  'control-declined': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    declinedGrant: 'control',
  },
  control: { ...firstStatus, phase: 'connected', grants: ['view', 'point', 'control'] },
  screens: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    screens: { all: screens, shown: 1, isReplacement: false },
    arrangement: { isAll: false, isFollowing: true, windows: [0] },
  },
  drawing: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    drawing: { colour: 1, tool: 'text', stays: true, hasDrawn: true },
  },
  'drawing-paused': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    paused: true,
    drawing: { colour: 4, tool: 'pen', stays: false, hasDrawn: false },
  },
  'screen-gone': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    screens: { all: screens, shown: 0, isReplacement: true },
  },
  people: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control', 'chat', 'invite'],
    you: 1,
    people: [
      { person: 1, name: 'Kari Hansen', organisation: 'Leverandør AS', control: true },
      { person: 2, name: '', organisation: 'IKT Nord', control: false },
    ],
    invitation: 'LAMOVIKESADORIJA',
  },
  typing: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    possible: ['view', 'point', 'control'],
    userLocks: { capsLock: true, numLock: true },
    typing: { state: 'interrupted', typed: 120, total: 480 },
  },
  line: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    line: { path: 'direct', quality: 'fair', roundTripMs: 128 },
  },
  paused: { ...firstStatus, phase: 'connected', grants: ['view', 'point'], paused: true },
  'user-active': { ...firstStatus, phase: 'connected', grants: ['view', 'control'], userActive: true },
  hidden: { ...firstStatus, phase: 'connected', grants: [] },
  reconnecting: { ...firstStatus, phase: 'reconnecting', grants: ['view', 'point'] },
  ending: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    ending: { why: 'time-over', atMs: Date.now() + 119_000 },
  },
  'ended-by-user': { ...firstStatus, phase: 'ended', endReason: 'ended-by-user', receipt },
  'wrong-password': {
    ...firstStatus,
    phase: 'failed',
    grants: [],
    failure: { code: 'wrong-password', triesLeft: 4 },
  },
};

const failureCodes = [
  'busy',
  'too-many-attempts',
  'session-gone',
  'version-unsupported',
  'pairing-timeout',
  'unknown-id',
  'host-away',
  'server-full',
  'unreachable',
  'server-restart',
  'rejected',
  'certificate-untrusted',
] as const;

/** The further ends and failures: same looks, other words. */
export const viewerWordings: Readonly<Record<string, ViewerStatus>> = Object.fromEntries([
  ...endReasons.map((endReason) => [`ended-${endReason}`, { ...firstStatus, phase: 'ended', endReason }]),
  ...failureCodes.map((code) => [`failed-${code}`, { ...firstStatus, phase: 'failed', failure: { code } }]),
  [
    'failed-last-password',
    { ...firstStatus, phase: 'failed', failure: { code: 'wrong-password', triesLeft: 0 } },
  ],
]);

const nobody: HostStatus = {
  phase: 'connecting',
  online: true,
  wrongTries: 0,
  maxTries: 5,
  passwordReplaced: false,
  paused: false,
  inviting: false,
  helpers: [],
};
const waiting: HostStatus = {
  ...nobody,
  phase: 'waiting',
  id: '123456782',
  password: 'LAMOVIKESADORIJA',
};
const { password: _, ...begun } = waiting;
const kari: HelperStatus = {
  person: 1,
  name: 'Kari Hansen',
  organisation: 'Leverandør AS',
  reason: 'Skriveren virker ikke',
  state: 'sharing',
  grants: [
    { grant: 'view', duration: 'session' },
    { grant: 'point', duration: 'session' },
    { grant: 'chat', duration: 'session' },
  ],
};
const controlling: HelperStatus = {
  ...kari,
  grants: [...kari.grants, { grant: 'control', duration: 'now' }],
};
const asking: HelperStatus = { ...kari, state: 'asking', grants: [] };
const sharing: HostStatus = { ...begun, phase: 'sharing', helpers: [kari] };
const asks = (grant: Grant): HostStatus => ({
  ...sharing,
  helpers: [{ ...kari, request: { grant, reason: 'For å åpne innstillingene til skriveren' } }],
});

/** The states of the user's window. */
export const hostStates: Readonly<Record<string, HostStatus>> = {
  connecting: nobody,
  unreachable: { ...nobody, online: false },
  waiting,
  'waiting-offline': { ...waiting, online: false },
  'wrong-tries': { ...waiting, wrongTries: 2 },
  replaced: { ...waiting, passwordReplaced: true },
  asking: { ...begun, phase: 'asking', helpers: [asking] },
  'asking-long': {
    ...begun,
    phase: 'asking',
    helpers: [
      {
        ...asking,
        name: 'Anne-Margrethe Kristoffersen-Bjørnstad von Wedel-Jarlsberg',
        organisation: 'IKT-Fellesdrift for kommunene i Indre og Ytre Sunnfjord interkommunale selskap',
        reason:
          'Oppdatering av fagsystemet for barnehage og skole, som ikke lenger får åpnet vedlegg fra arkivet',
      },
    ],
  },
  sharing,
  ...Object.fromEntries(grants.map((grant) => [`${grant}-asked`, asks(grant)])),
  control: { ...sharing, helpers: [controlling] },
  hidden: { ...sharing, helpers: [{ ...kari, grants: [] }] },
  line: {
    ...sharing,
    directAllowed: true,
    helpers: [{ ...kari, line: { path: 'relay', quality: 'good' } }],
  },
  paused: { ...sharing, paused: true },
  'pause-key': { ...sharing, pauseKey: true },
  drawn: { ...sharing, pauseKey: true, helpers: [{ ...kari, hasDrawn: true }] },
  'two-watch': { ...sharing, helpers: [kari, { ...kari, person: 2, name: 'Ola Nordmann' }] },
  inviting: { ...sharing, inviting: true, password: 'LAMOVIKESADORIJA' },
  'second-asks': {
    ...sharing,
    helpers: [kari, { ...asking, person: 2, name: 'Ola Nordmann', organisation: '' }],
  },
  'handed-over': {
    ...sharing,
    helpers: [
      kari,
      {
        ...kari,
        person: 2,
        name: 'Ola Nordmann',
        request: { grant: 'control', reason: '', handedOverBy: 'Kari Hansen' },
      },
    ],
  },
  reconnecting: {
    ...sharing,
    phase: 'reconnecting',
    online: false,
    helpers: [{ ...kari, state: 'sharing-broken' }],
  },
  ending: { ...sharing, ending: { why: 'idle', atMs: Date.now() + 119_000 } },
  ended: { ...begun, phase: 'ended', endReason: 'ended-by-user', receipt },
  'ended-tampered': { ...begun, phase: 'ended', endReason: 'tampered' },
};

import type { HostStatus } from '@fjernhjelp/host/status';
import { endReasons } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '@fjernhjelp/viewer';

const screens = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 1920, heightPx: 1080, name: 'eDP-1' },
  { screen: 1, xPx: 1920, yPx: 0, widthPx: 2560, heightPx: 1440, name: '' },
];

/** The states of a session at the helper. */
export const viewerStates: Readonly<Record<string, ViewerStatus>> = {
  connecting: { phase: 'connecting', grants: [] },
  waiting: { phase: 'waiting', grants: [] },
  connected: { phase: 'connected', grants: ['view', 'point'] },
  'asking-control': { phase: 'connected', grants: ['view', 'point'], requestedGrant: 'control' },
  'control-declined': { phase: 'connected', grants: ['view', 'point'], declinedGrant: 'control' },
  control: { phase: 'connected', grants: ['view', 'point', 'control'] },
  screens: {
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    screens: { all: screens, shown: 1, isReplacement: false },
  },
  'screen-gone': {
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    screens: { all: screens, shown: 0, isReplacement: true },
  },
  obstacle: { phase: 'connected', grants: ['view', 'point', 'control'], obstacle: 'secure-desktop' },
  hidden: { phase: 'connected', grants: [] },
  reconnecting: { phase: 'reconnecting', grants: ['view', 'point'] },
  'ended-by-user': { phase: 'ended', grants: [], endReason: 'ended-by-user' },
  'wrong-password': { phase: 'failed', grants: [], failure: { code: 'wrong-password', triesLeft: 4 } },
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
  ...endReasons.map((endReason) => [`ended-${endReason}`, { phase: 'ended', grants: [], endReason }]),
  ...failureCodes.map((code) => [`failed-${code}`, { phase: 'failed', grants: [], failure: { code } }]),
  [
    'failed-last-password',
    { phase: 'failed', grants: [], failure: { code: 'wrong-password', triesLeft: 0 } },
  ],
]);

const waiting: HostStatus = {
  phase: 'waiting',
  id: '123456782',
  password: 'LAMOVIKESADORIJA',
  online: true,
  wrongTries: 0,
  maxTries: 5,
  passwordReplaced: false,
  grants: [],
};
const helper = { name: 'Kari Hansen', organisation: 'Leverandør AS', reason: 'Skriveren virker ikke' };
const { password: _, ...begun } = waiting;
const sharing: HostStatus = { ...begun, phase: 'sharing', helper, grants: ['view', 'point'] };

/** The states of the user's window. */
export const hostStates: Readonly<Record<string, HostStatus>> = {
  connecting: {
    phase: 'connecting',
    online: true,
    wrongTries: 0,
    maxTries: 5,
    passwordReplaced: false,
    grants: [],
  },
  unreachable: {
    phase: 'connecting',
    online: false,
    wrongTries: 0,
    maxTries: 5,
    passwordReplaced: false,
    grants: [],
  },
  waiting,
  'waiting-offline': { ...waiting, online: false },
  'wrong-tries': { ...waiting, wrongTries: 2 },
  replaced: { ...waiting, passwordReplaced: true },
  asking: { ...begun, phase: 'asking', helper },
  'asking-long': {
    ...begun,
    phase: 'asking',
    helper: {
      name: 'Anne-Margrethe Kristoffersen-Bjørnstad von Wedel-Jarlsberg',
      organisation: 'IKT-Fellesdrift for kommunene i Indre og Ytre Sunnfjord interkommunale selskap',
      reason:
        'Oppdatering av fagsystemet for barnehage og skole, som ikke lenger får åpnet vedlegg fra arkivet',
    },
  },
  sharing,
  'control-asked': {
    ...sharing,
    requestedGrant: { grant: 'control', reason: 'For å åpne innstillingene til skriveren' },
  },
  control: { ...sharing, grants: ['view', 'point', 'control'] },
  obstacle: { ...sharing, grants: ['view', 'point', 'control'], obstacle: 'secure-desktop' },
  hidden: { ...sharing, grants: [] },
  reconnecting: { ...sharing, phase: 'reconnecting', online: false },
  ended: { ...begun, phase: 'ended', endReason: 'ended-by-user' },
  'ended-tampered': { ...begun, phase: 'ended', endReason: 'tampered' },
};

import type { HelperStatus, HostStatus } from '@fjernhjelp/host/status';
import { someSystemReport } from '@fjernhjelp/host/testing';
import { endReasons, type Grant, grants } from '@fjernhjelp/protocol';
import { firstStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';

/** Of the first message of a chat. */
const atMs = Date.UTC(2026, 10, 25, 11, 58);
const screens = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 1920, heightPx: 1080, name: 'eDP-1' },
  { screen: 1, xPx: 1920, yPx: 0, widthPx: 2560, heightPx: 1440, name: '' },
];

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
  chat: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'chat'],
    possible: ['view', 'point', 'control', 'chat'],
    you: 1,
    people: [{ person: 1, name: 'Kari Hansen', organisation: 'Leverandør AS', control: false }],
    chat: {
      messages: [
        { number: 1, person: 1, name: 'Kari Hansen', text: 'Hei! Nå ser jeg skjermen din.', atMs, own: true },
        {
          number: 2,
          person: 0,
          name: '',
          text: 'Fint.\nSkriveren heter \\\\skrivere\\rådhuset-3-etasje-nord-kopirommet\nog <b>virker ikke</b>',
          atMs: atMs + 60_000,
          own: false,
        },
        {
          number: 3,
          person: 1,
          name: 'Kari Hansen',
          text: 'Jeg ser på det.',
          atMs: atMs + 90_000,
          own: true,
        },
        {
          number: 4,
          person: 2,
          name: '',
          text: 'Jeg kan ta kontakt med drift.',
          atMs: atMs + 95_000,
          own: false,
        },
      ],
      waiting: ['Takk'],
      unsaid: [],
      reads: [{ person: 0, upTo: 3 }],
      readUpTo: 3,
    },
  },
  'chat-off': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    possible: ['view', 'point', 'control', 'chat'],
    chat: { messages: [], waiting: [], unsaid: ['Er du der?'], reads: [], readUpTo: 0 },
  },
  clipboard: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'clipboard-to-user', 'clipboard-from-user'],
    possible: ['view', 'point', 'clipboard-to-user', 'clipboard-from-user'],
    clipboard: {
      isManual: true,
      isWaiting: false,
      toUser: { state: 'too-large' },
      fromUser: { state: 'placed', formats: ['text', 'html', 'png'], totalBytes: 1_240_000 },
    },
  },
  'clipboard-off': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'clipboard-from-user'],
    possible: ['view', 'point', 'clipboard-to-user', 'clipboard-from-user'],
    clipboard: { isManual: false, isWaiting: true, fromUser: { state: 'moving', totalBytes: 12_000 } },
  },
  system: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'system-information'],
    possible: ['view', 'point', 'system-information'],
    systemInformation: { state: 'told', report: someSystemReport },
  },
  'system-none': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    possible: ['view', 'point', 'system-information'],
  },
  paused: { ...firstStatus, phase: 'connected', grants: ['view', 'point'], paused: true },
  'user-active': { ...firstStatus, phase: 'connected', grants: ['view', 'control'], userActive: true },
  hidden: { ...firstStatus, phase: 'connected', grants: [] },
  reconnecting: { ...firstStatus, phase: 'reconnecting', grants: ['view', 'point'] },
  'ended-by-user': { ...firstStatus, phase: 'ended', grants: [], endReason: 'ended-by-user' },
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
  'chat-open': { ...sharing, chat: { messages: [], reads: [], isOpen: true } },
  chat: {
    ...sharing,
    chat: {
      messages: [
        { number: 1, person: 1, name: 'Kari Hansen', text: 'Hei! Nå ser jeg skjermen din.', atMs },
        {
          number: 2,
          person: 0,
          name: '',
          text: 'Fint. Det er skriveren\nsom ikke virker.',
          atMs: atMs + 60_000,
        },
        { number: 3, person: 1, name: 'Kari Hansen', text: 'Jeg ser på det.', atMs: atMs + 90_000 },
      ],
      reads: [{ person: 1, upTo: 2 }],
      isOpen: true,
    },
  },
  clipboard: {
    ...sharing,
    helpers: [
      {
        ...kari,
        grants: [
          ...kari.grants,
          { grant: 'clipboard-to-user', duration: 'session' },
          { grant: 'clipboard-from-user', duration: 'now' },
        ],
        clipboard: {
          toUser: { state: 'placed', formats: ['text', 'html'], totalBytes: 1240 },
          fromUser: { state: 'too-large' },
        },
      },
    ],
  },
  'system-shown': {
    ...sharing,
    helpers: [{ ...kari, systemInformation: { state: 'shown', report: someSystemReport } }],
  },
  'system-sent': {
    ...sharing,
    helpers: [{ ...kari, systemInformation: { state: 'sent', report: someSystemReport } }],
  },
  hidden: { ...sharing, helpers: [{ ...kari, grants: [] }] },
  paused: { ...sharing, paused: true },
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
  ended: { ...begun, phase: 'ended', endReason: 'ended-by-user' },
  'ended-tampered': { ...begun, phase: 'ended', endReason: 'tampered' },
};

import type { HelperStatus, HostRecording, HostStatus } from '@fjernhjelp/host/status';
import { someSystemReport } from '@fjernhjelp/host/testing';
import { endReasons, type Grant, grants, type Receipt, type ReceiptUnfinished } from '@fjernhjelp/protocol';
import { firstStatus, type TransferStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';

/** Of the first message of a chat. */
const atMs = Date.UTC(2026, 10, 25, 11, 58);
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
      unfinished: [],
      unfinishedCount: 0,
    },
  ],
  recordings: [
    { by: 'helper', name: 'Kari Hansen', fromMs: AT_NOON + 2 * MINUTE, toMs: AT_NOON + 9 * MINUTE },
    { by: 'user', name: '', fromMs: AT_NOON + 3 * MINUTE, toMs: AT_NOON + 20 * MINUTE },
  ],
};
/** Of files with long and foreign names, in both directions, of two helpers. */
const unfinished: ReceiptUnfinished = {
  grant: 'files-to-user',
  name: 'Rapporter/2026/Årsmelding for barnehagene i Indre Sunnfjord og omegn, med alle vedlegg og kart.pdf',
  sizeBytes: 340_000_000,
  doneBytes: 12_400_000,
  why: 'session-over',
  left: 'nothing',
  atMs: AT_NOON + 22 * MINUTE,
};
const [person] = receipt.people;
const oneUnfinished: Receipt = {
  ...receipt,
  people: [
    { ...person!, unfinished: [{ ...unfinished, name: 'rapport.pdf', left: 'nothing' }], unfinishedCount: 1 },
  ],
};
const manyUnfinished: Receipt = {
  ...receipt,
  people: [
    {
      ...person!,
      unfinished: [
        { ...unfinished, left: 'part', leftAs: '/home/kari/Nedlastinger/Årsmelding.pdf.part' },
        { ...unfinished, name: '<b>bilder</b> מסמך.zip', doneBytes: 0, why: 'not-granted' },
        { ...unfinished, grant: 'files-from-user', name: 'brev.txt', sizeBytes: 7200, doneBytes: 0 },
        {
          ...unfinished,
          grant: 'files-from-user',
          name: 'skjermbilde.png',
          sizeBytes: 81_000,
          doneBytes: 81_000,
          isUnconfirmed: true,
        },
        { ...unfinished, name: 'x'.repeat(1024), why: 'no-space' },
        { ...unfinished, name: 'til.txt' },
      ],
      unfinishedCount: 17,
    },
  ],
};
const transfer: TransferStatus = {
  number: 1,
  direction: 'sending',
  state: 'running',
  files: 3,
  folders: 1,
  totalBytes: 48_200_000,
  list: [],
  listRest: 0,
  doneBytes: 20_400_000,
  doneFiles: 1,
  path: 'Rapporter/2026/Årsmelding for barnehagene i Indre Sunnfjord.pdf',
  bytesPerSecond: 3_200_000,
  secondsLeft: 9,
  heldBy: [],
  renamed: [],
  failed: [],
  renamedCount: 0,
  failedCount: 0,
};
const { path: _path, bytesPerSecond: _rate, secondsLeft: _left, ...still } = transfer;
export const offered: TransferStatus = {
  ...still,
  number: 2,
  direction: 'receiving',
  state: 'offered',
  list: [
    { kind: 'file', sizeBytes: 48_000_000, path: 'Rapporter/2026/Årsmelding.pdf' },
    { kind: 'file', sizeBytes: 200_000, path: 'oppsett.exe' },
    { kind: 'folder', sizeBytes: 0, path: 'Tom mappe' },
  ],
  listRest: 12,
  doneBytes: 0,
  doneFiles: 0,
};
export const transfers: readonly TransferStatus[] = [
  transfer,
  { ...still, number: 3, heldBy: ['there'] },
  {
    ...still,
    number: 4,
    direction: 'receiving',
    state: 'done',
    doneFiles: 1,
    place: '/home/kari/Nedlastinger',
    renamed: [{ path: 'CON.txt', storedPath: '_CON.txt' }],
    renamedCount: 1,
    failed: [{ path: 'låst.docx', problem: 'not-readable' }],
    failedCount: 1,
  },
  { ...still, number: 5, state: 'over', problem: 'declined', doneFiles: 0 },
];

const allTools: ViewerStatus = {
  ...firstStatus,
  phase: 'connected',
  grants: ['view', 'point', 'control'],
  possible: grants,
  line: { path: 'relay', quality: 'poor', roundTripMs: 410 },
  screens: { all: screens, shown: 0, isReplacement: false },
  arrangement: { isAll: false, isFollowing: true, windows: [] },
  drawing: { colour: 1, tool: 'pen', stays: true, hasDrawn: true },
  chat: { messages: [], waiting: [], unsaid: [], reads: [], readUpTo: 0 },
  you: 1,
  people: [
    { person: 1, name: 'Kari Hansen', organisation: 'Leverandør AS', control: true },
    { person: 2, name: '', organisation: 'IKT Nord', control: false },
  ],
};

const helperRecording: NonNullable<ViewerStatus['recording']> = {
  state: 'running',
  code: '0J4QX7M2TB9CVKD1WZ5H8RNPA',
  name: '2026-11-25-120000.fjernrec',
  startedAtMs: AT_NOON,
  sizeBytes: 4_210_000,
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
  files: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    possible: ['view', 'point', 'files-to-user', 'files-from-user'],
    requestedGrant: 'files-to-user',
    files: { transfers: [offered, ...transfers], waiting: 2, refused: 'too-many' },
  },
  typing: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    possible: ['view', 'point', 'control'],
    userLocks: { capsLock: true, numLock: true },
    typing: { state: 'interrupted', typed: 120, total: 480 },
  },
  recording: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'recording'],
    possible: ['view', 'point', 'recording'],
    recording: helperRecording,
  },
  'user-recording-asked': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    possible: ['view', 'point', 'recording'],
    userRecording: 'asked',
  },
  'user-recording-running': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    possible: ['view', 'point', 'recording'],
    userRecording: 'running',
  },
  'others-record': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point'],
    possible: ['view', 'point', 'recording'],
    userRecording: 'running',
    you: 1,
    people: [
      { person: 1, name: 'Kari Hansen', organisation: 'Leverandør AS', control: false },
      { person: 2, name: '', organisation: 'IKT Nord', control: false, records: true },
      {
        person: 3,
        name: 'Anne-Margrethe Kristoffersen Nordahl-Olsen',
        organisation: '',
        control: true,
        records: true,
      },
    ],
  },
  voice: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'voice'],
    possible: ['view', 'point', 'voice'],
    voice: { state: 'on', isMuted: true, isTheirMuted: true, volume: 0.8, microphoneId: '2' },
  },
  'voice-offered': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'voice'],
    possible: ['view', 'point', 'voice'],
    voice: { state: 'offered', isMuted: false, isTheirMuted: false, volume: 1, microphoneId: '' },
  },
  'voice-not-possible': {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'voice'],
    possible: ['view', 'point', 'voice'],
    voice: {
      state: 'off',
      isMuted: false,
      isTheirMuted: false,
      volume: 1,
      microphoneId: '',
      problem: { why: 'not-allowed', isTheirs: true },
    },
  },
  line: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    line: { path: 'direct', quality: 'fair', roundTripMs: 128 },
  },
  // As in a session with a program on the user's machine: every tool is there.
  'all-tools': allTools,
  'all-tools-marks': {
    ...allTools,
    line: { path: 'direct', quality: 'good', roundTripMs: 18 },
    userRecording: 'running',
    voice: { state: 'on', isMuted: false, isTheirMuted: false, volume: 1, microphoneId: '' },
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
  obstacle: {
    ...firstStatus,
    phase: 'connected',
    grants: ['view', 'point', 'control'],
    obstacle: 'secure-desktop',
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
  'ended-unfinished': { ...firstStatus, phase: 'ended', endReason: 'host-lost', receipt: oneUnfinished },
  'ended-many-unfinished': {
    ...firstStatus,
    phase: 'ended',
    endReason: 'ended-by-user',
    receipt: manyUnfinished,
  },
  'ended-recorded': {
    ...firstStatus,
    phase: 'ended',
    endReason: 'ended-by-helper',
    recording: { ...helperRecording, state: 'done' },
  },
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

export const nobody: HostStatus = {
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
export const kari: HelperStatus = {
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
export const sharing: HostStatus = { ...begun, phase: 'sharing', helpers: [kari] };
const asks = (grant: Grant): HostStatus => ({
  ...sharing,
  helpers: [{ ...kari, request: { grant, reason: 'For å åpne innstillingene til skriveren' } }],
});

const noRecording: HostRecording = {
  state: 'idle',
  places: [
    { name: 'videos', folder: '/home/ola/Videoer' },
    { name: 'documents', folder: '/home/ola/Dokumenter' },
    { name: 'home', folder: '/home/ola' },
  ],
  playerUrl: 'https://hjelp.kommunen.no/hjelper#opptak',
};
const userRecording: HostRecording = {
  ...noRecording,
  state: 'running',
  isWaiting: false,
  code: '0J4QX7M2TB9CVKD1WZ5H8RNPA',
  startedAtMs: AT_NOON,
  path: '/home/ola/Videoer/2026-11-25-120000.fjernrec',
  sizeBytes: 4_210_000,
};

const heard = {
  grants: [...kari.grants, { grant: 'voice', duration: 'session' }],
} satisfies Pick<HelperStatus, 'grants'>;
type HostVoice = NonNullable<HelperStatus['voice']>;
const talking = (changes: Partial<HostVoice>): HostVoice => ({
  state: 'on',
  isMuted: false,
  isTheirMuted: false,
  ...changes,
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
  recording: {
    ...sharing,
    helpers: [
      { ...kari, grants: [...kari.grants, { grant: 'recording', duration: 'session' }], recording: true },
    ],
  },
  'user-recording-idle': { ...sharing, recording: noRecording },
  'user-recording-asking': { ...sharing, recording: { ...noRecording, state: 'asking' } },
  'user-recording-declined': { ...sharing, recording: { ...noRecording, state: 'declined' } },
  'user-recording-running': { ...sharing, recording: userRecording },
  'user-recording-waiting': { ...sharing, recording: { ...userRecording, isWaiting: true } },
  'user-recording-unsupported': {
    ...sharing,
    recording: { ...noRecording, state: 'failed', why: 'unsupported' },
  },
  'user-recording-failed': { ...sharing, recording: { ...userRecording, state: 'failed', why: 'full' } },
  'user-recording-no-folder': {
    ...sharing,
    recording: { ...noRecording, state: 'failed', why: 'not-writable' },
  },
  'user-recording-done': {
    ...nobody,
    phase: 'ended',
    endReason: 'ended-by-user',
    recording: { ...userRecording, state: 'done' },
  },
  'voice-off': { ...sharing, helpers: [{ ...kari, voice: talking({ state: 'off' }) }] },
  'voice-offer': {
    ...sharing,
    helpers: [
      { ...kari, request: { grant: 'voice', reason: '', isOffered: true }, voice: talking({ state: 'off' }) },
    ],
  },
  voice: { ...sharing, helpers: [{ ...kari, ...heard, voice: talking({ isTheirMuted: true }) }] },
  'voice-muted': {
    ...sharing,
    helpers: [
      { ...kari, ...heard, voice: talking({ isMuted: true }) },
      { ...kari, ...heard, person: 2, name: 'Ola Nordmann', voice: talking({ state: 'connecting' }) },
    ],
  },
  'voice-not-possible': {
    ...sharing,
    helpers: [
      {
        ...kari,
        ...heard,
        voice: talking({ state: 'off', problem: { why: 'not-allowed', isTheirs: false } }),
      },
    ],
  },
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
  files: {
    ...sharing,
    helpers: [
      {
        ...kari,
        grants: [
          ...kari.grants,
          { grant: 'files-to-user', duration: 'session' },
          { grant: 'files-from-user', duration: 'session' },
        ],
        files: {
          transfers: [offered, ...transfers],
          places: [
            { name: 'downloads', folder: '/home/kari/Nedlastinger' },
            { name: 'home', folder: '/home/kari' },
          ],
        },
      },
    ],
  },
  'files-copied': {
    ...sharing,
    helpers: [
      {
        ...kari,
        grants: [...kari.grants, { grant: 'files-from-user', duration: 'session' }],
        files: {
          transfers: [],
          places: [],
          copied: {
            copy: 1,
            names: ['Søknad.pdf', 'Vedlegg', 'Bilde 1.png'],
            count: 5,
            problem: 'not-readable',
          },
        },
      },
    ],
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
  obstacle: { ...sharing, helpers: [controlling], obstacle: 'secure-desktop' },
  line: {
    ...sharing,
    directAllowed: true,
    helpers: [{ ...kari, line: { path: 'relay', quality: 'good' } }],
  },
  paused: { ...sharing, paused: true },
  'pause-key': { ...sharing, pauseKey: true },
  drawn: { ...sharing, pauseKey: true, helpers: [{ ...kari, hasDrawn: true }] },
  'two-watch': { ...sharing, helpers: [kari, { ...kari, person: 2, name: 'Ola Nordmann' }] },
  'left-in-files': {
    ...sharing,
    leftInFiles: [
      {
        person: 2,
        name: 'Ola Nordmann',
        unfinished: [{ ...unfinished, name: 'rapport.pdf' }],
        unfinishedCount: 1,
      },
    ],
  },
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
  'ended-unfinished': { ...begun, phase: 'ended', endReason: 'ended-by-helper', receipt: oneUnfinished },
  'ended-many-unfinished': { ...begun, phase: 'ended', endReason: 'viewer-lost', receipt: manyUnfinished },
  'ended-tampered': { ...begun, phase: 'ended', endReason: 'tampered' },
};

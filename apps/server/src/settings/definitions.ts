import { isIP } from 'node:net';
import { isIceAddress, limits } from '@fjernhjelp/protocol/signalling';
import * as z from 'zod';
import type { Sentence } from '../language.ts';

/** How the text of an environment variable becomes the value that the file would hold. */
type Kind = 'text' | 'file' | 'integer' | 'boolean' | 'list';

interface Definition<T> {
  readonly kind: Kind;
  readonly schema: z.ZodType<T>;
  readonly expected: Sentence;
}

const text: Sentence = { nb: 'en tekst', nn: 'ein tekst', en: 'a text' };
const file: Sentence = { nb: 'navnet på en fil', nn: 'namnet på ei fil', en: 'the name of a file' };
const folder: Sentence = { nb: 'navnet på en mappe', nn: 'namnet på ei mappe', en: 'the name of a folder' };
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

function integer(least: number, most: number): Definition<number> {
  const range = `${least}–${most}`;
  return {
    kind: 'integer',
    schema: z.int().min(least).max(most),
    expected: { nb: `et heltall ${range}`, nn: `eit heiltal ${range}`, en: `a whole number ${range}` },
  };
}

function named(kind: 'text' | 'file', expected: Sentence): Definition<string> {
  return { kind, schema: z.string().min(1), expected };
}

/** An address or a range of them in CIDR notation. */
function isAddressRange(range: string): boolean {
  const [address = '', bits, ...more] = range.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function isPublicUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
}

/** Every setting there is (docs/settings.md holds the same table for people). */
export const definitions = {
  host: named('text', text),
  port: integer(0, 65_535),
  publicUrl: {
    kind: 'text',
    schema: z.string().refine(isPublicUrl),
    expected: {
      nb: 'en adresse som https://hjelp.example.no',
      nn: 'ei adresse som https://hjelp.example.no',
      en: 'an address such as https://hjelp.example.no',
    },
  },
  dataFolder: named('file', folder),
  webFolder: named('file', folder),
  packagesFolder: named('file', folder),
  tlsCertificateFile: named('file', file),
  tlsKeyFile: named('file', file),
  selfSigned: {
    kind: 'boolean',
    schema: z.boolean(),
    expected: { nb: 'true eller false', nn: 'true eller false', en: 'true or false' },
  },
  trustedProxies: {
    kind: 'list',
    schema: z.array(z.string().refine(isAddressRange)).max(100),
    expected: {
      nb: 'en liste med adresser eller CIDR-områder, som 10.0.0.0/8',
      nn: 'ei liste med adresser eller CIDR-område, som 10.0.0.0/8',
      en: 'a list of addresses or CIDR ranges such as 10.0.0.0/8',
    },
  },
  directPath: {
    kind: 'boolean',
    schema: z.boolean(),
    expected: { nb: 'true eller false', nn: 'true eller false', en: 'true or false' },
  },
  iceServers: {
    kind: 'list',
    schema: z.array(z.string().max(300).refine(isIceAddress)).max(limits.iceServers),
    expected: {
      nb: `en liste med høyst ${limits.iceServers} adresser som stun:stun.example.no:3478`,
      nn: `ei liste med høgst ${limits.iceServers} adresser som stun:stun.example.no:3478`,
      en: `a list of at most ${limits.iceServers} addresses such as stun:stun.example.no:3478`,
    },
  },
  turnSecretFile: named('file', file),
  maxSessions: integer(1, 100_000),
  maxLinksPerSession: integer(1, 100),
  maxWaitingSockets: integer(4, 100_000),
  newSessionsPerMinute: integer(1, 100_000),
  unknownIdsPerMinute: integer(1, 100_000),
  logLevel: {
    kind: 'text',
    schema: z.enum(logLevels),
    expected: {
      nb: `en av ${logLevels.join(', ')}`,
      nn: `ein av ${logLevels.join(', ')}`,
      en: `one of ${logLevels.join(', ')}`,
    },
  },
} as const satisfies Record<string, Definition<unknown>>;

type Definitions = typeof definitions;
export type SettingName = keyof Definitions;

type Values = { readonly [Name in SettingName]: z.infer<Definitions[Name]['schema']> };
/** What is simply left out when it is not wanted. */
type Optional =
  | 'publicUrl'
  | 'webFolder'
  | 'packagesFolder'
  | 'tlsCertificateFile'
  | 'tlsKeyFile'
  | 'turnSecretFile';

/**
 * The settings of one server, checked. Folders and files are absolute paths. Without a webFolder there are no
 * pages, without a packagesFolder no packages to fetch.
 */
export type ServerSettings = Omit<Values, Optional> & Partial<Pick<Values, Optional>>;

import { isIP } from 'node:net';
import { isIceAddress, limits } from '@fjernhjelp/protocol/signalling';
import * as z from 'zod';
import type { Sentence } from '../language.ts';
import { type HexColor, isHexColor } from '../operator/color.ts';
import { contactUrl, isLinkUrl, operatorLinks } from '../operator/link.ts';

/** How the text of an environment variable becomes the value that the file would hold. */
type Kind = 'text' | 'file' | 'integer' | 'boolean' | 'list';

/** The ways in that the start page offers, as the operator orders them. */
const doorNames = ['client', 'package', 'browser'] as const;

/** A week; the client's settings have the same bound. */
const MOST_MINUTES = 7 * 24 * 60;

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

const color: Definition<HexColor> = {
  kind: 'text',
  schema: z.string().refine(isHexColor),
  expected: {
    nb: 'en farge som #0b5a63',
    nn: 'ein farge som #0b5a63',
    en: 'a colour such as #0b5a63',
  },
};

/** An address or a range of them in CIDR notation, not all that there are: nobody could be told from a proxy then. */
function isAddressRange(range: string): boolean {
  const [address = '', bits = '1', ...more] = range.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  return Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128);
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
      nb: 'en liste med adresser eller CIDR-områder, som 10.0.0.0/8, og ikke alle som finnes (/0)',
      nn: 'ei liste med adresser eller CIDR-område, som 10.0.0.0/8, og ikkje alle som finst (/0)',
      en: 'a list of addresses or CIDR ranges such as 10.0.0.0/8, and not all that there are (/0)',
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
  operatorName: {
    kind: 'text',
    schema: z.string().trim().min(1).max(60),
    expected: {
      nb: 'et navn på høyst 60 tegn',
      nn: 'eit namn på høgst 60 teikn',
      en: 'a name of at most 60 characters',
    },
  },
  operatorLogoFile: named('file', file),
  operatorColor: color,
  operatorDarkColor: color,
  operatorSite: {
    kind: 'text',
    schema: z.string().refine((url) => isLinkUrl(url) && url.startsWith('http')),
    expected: {
      nb: 'en adresse som https://www.example.no',
      nn: 'ei adresse som https://www.example.no',
      en: 'an address such as https://www.example.no',
    },
  },
  operatorContact: {
    kind: 'text',
    schema: z
      .string()
      .max(200)
      .refine((contact) => contactUrl(contact) !== undefined),
    expected: {
      nb: 'en e-postadresse, et telefonnummer eller en nettadresse',
      nn: 'ei e-postadresse, eit telefonnummer eller ei nettadresse',
      en: 'an e-mail address, a telephone number or a web address',
    },
  },
  operatorLinks: {
    kind: 'list',
    schema: operatorLinks,
    expected: {
      nb: 'en liste med høyst 8 lenker som Kontakt oss=https://www.example.no/kontakt',
      nn: 'ei liste med høgst 8 lenkjer som Kontakt oss=https://www.example.no/kontakt',
      en: 'a list of at most 8 links such as Contact us=https://www.example.no/contact',
    },
  },
  doors: {
    kind: 'list',
    schema: z
      .array(z.enum(doorNames))
      .min(1)
      .refine((doors) => new Set(doors).size === doors.length),
    expected: {
      nb: `en liste med ${doorNames.join(', ')}, hver høyst én gang`,
      nn: `ei liste med ${doorNames.join(', ')}, kvar høgst éin gong`,
      en: `a list of ${doorNames.join(', ')}, each at most once`,
    },
  },
  browserDoorLongestMinutes: integer(0, MOST_MINUTES),
  browserDoorIdleMinutes: integer(0, MOST_MINUTES),
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
  | 'turnSecretFile'
  | 'operatorName'
  | 'operatorLogoFile'
  | 'operatorColor'
  | 'operatorDarkColor'
  | 'operatorSite'
  | 'operatorContact';

/**
 * The settings of one server, checked. Folders and files are absolute paths. Without a webFolder there are no
 * pages, without a packagesFolder no packages to fetch.
 */
export type ServerSettings = Omit<Values, Optional> & Partial<Pick<Values, Optional>>;

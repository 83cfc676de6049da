import { type Grant, type GrantDuration, grantDurations, grants, limits } from '@fjernhjelp/protocol';

/** Of a path that the user gives; Windows' own bound of long paths is 32,767, but nobody types that. */
const FOLDER_CHARS = 1024;

/** What the user can do in the window. `person` is a helper's number; one who is gone meanwhile changes nothing. */
export type UserCommand =
  /** Lets the asking helper in with the default grants. */
  | { readonly type: 'allow'; readonly person: number }
  | { readonly type: 'decline'; readonly person: number }
  | {
      readonly type: 'allow-grant';
      readonly person: number;
      readonly grant: Grant;
      readonly duration: GrantDuration;
    }
  | { readonly type: 'decline-grant'; readonly person: number; readonly grant: Grant }
  | { readonly type: 'revoke-grant'; readonly person: number; readonly grant: Grant }
  /** Takes away all that this helper has drawn. */
  | { readonly type: 'clear-drawings'; readonly person: number }
  /** Shows one helper the door; the session is over when it was the last. */
  | { readonly type: 'dismiss'; readonly person: number }
  /** Stops everything for a while, and goes on. */
  | { readonly type: 'pause' }
  | { readonly type: 'go-on' }
  /** Makes a password for one more helper, and takes it back. */
  | { readonly type: 'invite' }
  | { readonly type: 'stop-inviting' }
  /** Allows or forbids direct paths. */
  | { readonly type: 'set-direct'; readonly allowed: boolean }
  /** Goes on with a session that would be over soon. */
  | { readonly type: 'stay' }
  /** Offers what was chosen in the window under that number to a helper. */
  | { readonly type: 'files-send'; readonly person: number; readonly batch: number }
  /** Offers what was copied under that number to a helper. */
  | { readonly type: 'files-send-copied'; readonly person: number; readonly copy: number }
  /** Takes the files of a transfer, into that folder. */
  | {
      readonly type: 'files-accept';
      readonly person: number;
      readonly transfer: number;
      readonly folder: string;
    }
  | { readonly type: 'files-decline'; readonly person: number; readonly transfer: number }
  | {
      readonly type: 'files-hold';
      readonly person: number;
      readonly transfer: number;
      readonly held: boolean;
    }
  | { readonly type: 'files-cancel'; readonly person: number; readonly transfer: number }
  /** Takes a transfer that is over off the list. */
  | { readonly type: 'files-forget'; readonly person: number; readonly transfer: number }
  /** The user has seen which files that helper left unfinished. */
  | { readonly type: 'files-seen'; readonly person: number }
  /** A chat message of at most `limits.chatChars`. */
  | { readonly type: 'say'; readonly text: string }
  /** The user has seen all chat messages up to that number. */
  | { readonly type: 'read-chat'; readonly upTo: number }
  /** What is shown of this machine goes to that helper, or does not. */
  | { readonly type: 'send-system-information'; readonly person: number }
  | { readonly type: 'withhold-system-information'; readonly person: number }
  /** Records into that folder, if all helpers agree. */
  | { readonly type: 'record'; readonly folder: string }
  /** Closes the recording, or asks no more for it. */
  | { readonly type: 'stop-recording' }
  /** The user would like to talk with that helper, and is asked once more; turns the user's microphone off and on for them. */
  | { readonly type: 'voice-offer'; readonly person: number }
  | { readonly type: 'voice-mute'; readonly person: number; readonly muted: boolean }
  | { readonly type: 'end' }
  /** After "ended": a new ID and password. */
  | { readonly type: 'start-again' };

/** A number that is counted from 1. */
const isCounted = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isFolder = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= FOLDER_CHARS && !value.includes('\0');
const isGrant = (value: unknown): boolean => (grants as readonly unknown[]).includes(value);
const isDuration = (value: unknown): boolean => (grantDurations as readonly unknown[]).includes(value);
const isChatNumber = isCounted;
const isChatText = (value: unknown): boolean => typeof value === 'string' && value.length <= limits.chatChars;

/** What each command carries, and how that is told from what it is not. */
const shapes: Readonly<Record<UserCommand['type'], Readonly<Record<string, (value: unknown) => boolean>>>> = {
  allow: { person: isCounted },
  decline: { person: isCounted },
  'allow-grant': { person: isCounted, grant: isGrant, duration: isDuration },
  'decline-grant': { person: isCounted, grant: isGrant },
  'revoke-grant': { person: isCounted, grant: isGrant },
  'clear-drawings': { person: isCounted },
  dismiss: { person: isCounted },
  pause: {},
  'go-on': {},
  invite: {},
  'stop-inviting': {},
  'set-direct': { allowed: isBoolean },
  stay: {},
  'files-send': { person: isCounted, batch: isCounted },
  'files-send-copied': { person: isCounted, copy: isCounted },
  'files-accept': { person: isCounted, transfer: isCounted, folder: isFolder },
  'files-decline': { person: isCounted, transfer: isCounted },
  'files-hold': { person: isCounted, transfer: isCounted, held: isBoolean },
  'files-cancel': { person: isCounted, transfer: isCounted },
  'files-forget': { person: isCounted, transfer: isCounted },
  'files-seen': { person: isCounted },
  say: { text: isChatText },
  'read-chat': { upTo: isChatNumber },
  'send-system-information': { person: isCounted },
  'withhold-system-information': { person: isCounted },
  record: { folder: isFolder },
  'stop-recording': {},
  'voice-offer': { person: isCounted },
  'voice-mute': { person: isCounted, muted: isBoolean },
  end: {},
  'start-again': {},
};

/** @returns the command, with nothing but what belongs to it, or undefined when the text is none */
export function parseUserCommand(text: string): UserCommand | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(value));
  const type = given.get('type');
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return undefined;
  const fields = Object.entries(shapes[type as UserCommand['type']]);
  if (!fields.every(([name, fits]) => fits(given.get(name)))) return undefined;
  return Object.fromEntries([
    ['type', type],
    ...fields.map(([name]) => [name, given.get(name)] as const),
  ]) as unknown as UserCommand;
}

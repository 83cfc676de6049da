import * as z from 'zod/mini';
import { endReasons } from '../end-reason.ts';
import { ProtocolViolation, signallingErrorCodes } from '../errors.ts';
import { limits } from '../limits.ts';
import { parseSessionId } from '../session-id.ts';
import { iceServers } from './ice-servers.ts';

const sessionId = z
  .string()
  .check(z.refine((text) => /^\d{9}$/.test(text) && parseSessionId(text).id !== undefined));
/** 32 random bytes as base64url: whoever holds it may take up the ID again, or open the link. */
const token = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const version = z.int().check(z.minimum(0), z.maximum(65_535));
const statedName = z.string().check(z.maxLength(limits.nameChars));

/** Host → broker, on `/api/host` (PROTOCOL.md SG1–SG6). */
const fromHost = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('register'),
    version,
    /** Takes up an ID that this host had before the line broke. */
    resume: z.optional(z.strictObject({ id: sessionId, token })),
  }),
  /** A helper was let in: who they say they are. For the audit only. */
  z.strictObject({ type: z.literal('joined'), helper: statedName, organisation: statedName }),
  /** The session is over: the ID is freed. */
  z.strictObject({ type: z.literal('end'), reason: z.enum(endReasons) }),
]);

/** Broker → host. */
const toHost = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('registered'),
    id: sessionId,
    token,
    /** What helps the ends to find a direct path; missing: the operator wants none. */
    iceServers: z.optional(iceServers),
  }),
  /** Somebody entered this ID: open `/api/link` with the token within `limits.handshakeTimeoutMs`. */
  z.strictObject({ type: z.literal('viewer'), link: token }),
  z.strictObject({ type: z.literal('ended'), reason: z.enum(endReasons) }),
  /** Nothing new. A broker that says it once says it every `limits.keepAliveMs`, so that a host notices a dead line. */
  z.strictObject({ type: z.literal('alive') }),
  z.strictObject({ type: z.literal('error'), code: z.enum(signallingErrorCodes) }),
]);

/** Host → relay, first and only text on `/api/link`. */
const fromLink = z.strictObject({ type: z.literal('accept'), link: token });

/** Viewer → broker, first and only text on `/api/viewer`. */
const fromViewer = z.strictObject({ type: z.literal('connect'), version, id: sessionId });

/** Broker → viewer, and relay → host on a link: after "linked" only binary messages follow, the other end's. */
const linkAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('linked') }),
  z.strictObject({ type: z.literal('error'), code: z.enum(signallingErrorCodes) }),
]);

export type HostToBroker = z.infer<typeof fromHost>;
export type BrokerToHost = z.infer<typeof toHost>;
export type LinkToRelay = z.infer<typeof fromLink>;
export type ViewerToBroker = z.infer<typeof fromViewer>;
export type LinkAnswer = z.infer<typeof linkAnswer>;

/** WebSocket close codes; 1012 is the registered "service restart" (IANA WebSocket close code registry). */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  /** The server could not do it, for a reason of its own (a full disk): try again later. */
  internal: 1011,
  restart: 1012,
  malformed: 4000,
  rejected: 4001,
  peerGone: 4002,
  superseded: 4003,
  timeout: 4004,
} as const;

/** @throws ProtocolViolation "malformed" | "too-long" */
function parser<T>(schema: {
  safeParse(value: unknown): { success: boolean; data?: T };
}): (text: string) => T {
  return (text) => {
    if (text.length > limits.signallingBytes) throw new ProtocolViolation('too-long');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new ProtocolViolation('malformed', { cause });
    }
    const result = schema.safeParse(value);
    if (!result.success) throw new ProtocolViolation('malformed');
    return result.data as T;
  };
}

export const parseHostToBroker: (text: string) => HostToBroker = parser(fromHost);
export const parseBrokerToHost: (text: string) => BrokerToHost = parser(toHost);
export const parseLinkToRelay: (text: string) => LinkToRelay = parser(fromLink);
export const parseViewerToBroker: (text: string) => ViewerToBroker = parser(fromViewer);
export const parseLinkAnswer: (text: string) => LinkAnswer = parser(linkAnswer);

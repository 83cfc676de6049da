import * as z from 'zod/mini';
import { type Bytes, encodeUtf8 } from '../bytes.ts';
import { limits } from '../limits.ts';
import { iceServers } from '../signalling/ice-servers.ts';
import { jsonDecoder } from './json.ts';

/** Counts what is tried and asked, from 1. */
const number = z.number().check(z.int(), z.minimum(1), z.maximum(0xffff_ffff));
const iceText = (least: number) => z.string().check(z.regex(new RegExp(`^[A-Za-z0-9+/]{${least},256}$`)));

/** Where an end may be reached: an address of its own, or as STUN or TURN servers told it (RFC 8839). */
const candidate = z.strictObject({
  kind: z.enum(['host', 'srflx', 'prflx', 'relay']),
  /** An IPv4 or IPv6 address, never a name. */
  address: z.union([z.ipv4(), z.ipv6()]),
  port: z.number().check(z.int(), z.minimum(1), z.maximum(65_535)),
  priority: z.number().check(z.int(), z.minimum(0), z.maximum(0xffff_ffff)),
});

/** All that one end has to know of the other to reach it: what else stands in an SDP is always the same (PROTOCOL.md DP4). */
const description = z.strictObject({
  ufrag: iceText(4),
  pwd: iceText(22),
  /** SHA-256 of the certificate that the end shows on the direct path. */
  fingerprint: z.string().check(z.regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/)),
  candidates: z.array(candidate).check(z.maxLength(limits.pathCandidates)),
});

/** Viewer → host on the path stream. */
const fromViewer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('offer'), attempt: number, description }),
  z.strictObject({ type: z.literal('give-up'), attempt: number }),
  /** Answered at once; the round trip is what the viewer measured before, in milliseconds, and `null` while it has none. */
  z.strictObject({
    type: z.literal('ping'),
    ping: number,
    roundTripMs: z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(limits.graceMs))),
  }),
]);

/** Host → viewer. */
const toViewer = z.discriminatedUnion('type', [
  /** Which servers help to find a direct path; `null`: there must be none. */
  z.strictObject({ type: z.literal('direct'), iceServers: z.nullable(iceServers) }),
  z.strictObject({ type: z.literal('answer'), attempt: number, description }),
  z.strictObject({ type: z.literal('give-up'), attempt: number }),
  z.strictObject({ type: z.literal('pong'), ping: number }),
]);

export type PathCandidate = z.infer<typeof candidate>;
export type PathDescription = z.infer<typeof description>;
export type PathToHost = z.infer<typeof fromViewer>;
export type PathToViewer = z.infer<typeof toViewer>;

/** @returns the message as UTF-8 JSON */
export function encodePath(message: PathToHost | PathToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

/** @returns what the text of one candidate says, or undefined for one that is not used: by name, or not over UDP */
export function parseCandidate(text: unknown): PathCandidate | undefined {
  const result = candidate.safeParse(text);
  return result.success ? result.data : undefined;
}

/** @returns the same, checked as one that came from the other end is; undefined when it is none */
export function parsePathDescription(value: unknown): PathDescription | undefined {
  const result = description.safeParse(value);
  return result.success ? result.data : undefined;
}

export const decodePathToHost: (bytes: Uint8Array) => PathToHost = jsonDecoder(
  fromViewer,
  limits.pathMessageBytes,
);
export const decodePathToViewer: (bytes: Uint8Array) => PathToViewer = jsonDecoder(
  toViewer,
  limits.pathMessageBytes,
);

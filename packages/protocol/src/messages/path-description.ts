import * as z from 'zod/mini';
import { limits } from '../limits.ts';

/** Counts what is tried and asked, from 1. */
export const number = z.number().check(z.int(), z.minimum(1), z.maximum(0xffff_ffff));
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
export const description = z.strictObject({
  ufrag: iceText(4),
  pwd: iceText(22),
  /** SHA-256 of the certificate that the end shows on the direct path. */
  fingerprint: z.string().check(z.regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/)),
  candidates: z.array(candidate).check(z.maxLength(limits.pathCandidates)),
});

export type PathCandidate = z.infer<typeof candidate>;
export type PathDescription = z.infer<typeof description>;

/** @returns the same, checked as one that came from the other end is; undefined when it is none */
export function parsePathDescription(value: unknown): PathDescription | undefined {
  const result = description.safeParse(value);
  return result.success ? result.data : undefined;
}

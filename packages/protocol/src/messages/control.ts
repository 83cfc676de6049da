import * as z from 'zod/mini';
import { type Bytes, encodeUtf8 } from '../bytes.ts';
import { endingWhys } from '../end-reason.ts';
import { grants } from '../grants.ts';
import { limits } from '../limits.ts';
import { obstacles } from '../obstacle.ts';
import { jsonDecoder } from './json.ts';

const grant = z.enum(grants);
const name = z.string().check(z.maxLength(limits.nameChars));
const reason = z.string().check(z.maxLength(limits.reasonChars));

/** A person's number in this session, counted by the host from 1. */
const person = z.number().check(z.int(), z.minimum(1), z.maximum(limits.peopleInAll));
const grantList = z.array(grant).check(z.maxLength(grants.length));

/** Viewer → host on the control stream (PROTOCOL.md CT1–CT3, CT10). */
const fromViewer = z.discriminatedUnion('type', [
  /** First message after pairing: who asks, and why. Nothing of it is verified. */
  z.strictObject({ type: z.literal('join'), name, organisation: name, reason }),
  z.strictObject({ type: z.literal('request-grant'), grant, reason }),
  /** The helper gives one back. */
  z.strictObject({ type: z.literal('drop-grant'), grant }),
  /** The helper gives control back, for that person to have it if the user agrees. */
  z.strictObject({ type: z.literal('hand-over'), to: person }),
]);

/** Host → viewer on the control stream (PROTOCOL.md CT4, CT5, CT10–CT14, CT20). */
const toViewer = z.discriminatedUnion('type', [
  /**
   * All that holds from now on, and all that this host could give; sent on every change, the first time when the user lets
   * the helper in. While `paused` none of it may be used.
   */
  z.strictObject({ type: z.literal('grants'), grants: grantList, possible: grantList, paused: z.boolean() }),
  z.strictObject({ type: z.literal('grant-declined'), grant }),
  /** What keeps the helper from seeing or steering just now; null when nothing does any more. */
  z.strictObject({ type: z.literal('obstacle'), obstacle: z.nullable(z.enum(obstacles)) }),
  /** Who has been let in, this viewer's person among them: sent on every change. */
  z.strictObject({
    type: z.literal('people'),
    you: person,
    people: z
      .array(
        z.strictObject({
          person,
          name,
          organisation: name,
          control: z.boolean(),
          /** They record: the others are told, since it shows what they do too. */
          records: z.optional(z.literal(true)),
        }),
      )
      .check(z.maxLength(limits.helpers)),
  }),
  /** With this a colleague gets in, once; `null` when that is over. */
  z.strictObject({
    type: z.literal('invitation'),
    password: z.nullable(z.string().check(z.regex(/^[A-Z]{16}$/))),
  }),
  /** The session will be over in so many milliseconds unless the user goes on with it; `null`: it goes on. */
  z.strictObject({
    type: z.literal('ending'),
    why: z.enum(endingWhys),
    inMs: z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(limits.endingWarningMs))),
  }),
  /** The user's own hand is on the mouse or keyboard: input waits. */
  z.strictObject({ type: z.literal('user-active'), active: z.boolean() }),
]);

/** A person who has been let in, as everybody in the session sees them. */
export type Person = Extract<HostToViewer, { type: 'people' }>['people'][number];

export type ViewerToHost = z.infer<typeof fromViewer>;
export type HostToViewer = z.infer<typeof toViewer>;

/** @returns the message as UTF-8 JSON */
export function encodeControl(message: ViewerToHost | HostToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

/** They throw ProtocolViolation "malformed" | "too-long". */
export const decodeViewerToHost: (bytes: Uint8Array) => ViewerToHost = jsonDecoder(fromViewer);
export const decodeHostToViewer: (bytes: Uint8Array) => HostToViewer = jsonDecoder(toViewer);

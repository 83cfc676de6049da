import * as z from 'zod/mini';
import { type Bytes, encodeUtf8 } from '../bytes.ts';
import { limits } from '../limits.ts';
import { iceServers } from '../signalling/ice-servers.ts';
import { jsonDecoder } from './json.ts';
import { number, description as pathDescription } from './path-description.ts';

/**
 * Why two people cannot talk here.
 * no-window: the user's program has no window · forbidden: a direct path is, by one of the two, and voice knows no other ·
 * by-operator: the same by who runs the service, for everybody ·
 * unsupported: the browser cannot · no-microphone: the machine has none · not-allowed: the browser or its user keeps it from the page ·
 * microphone-busy: another program has it · no-answer: nobody answered in time · no-path: the two ends do not reach each other
 */
export const voiceProblems = [
  'no-window',
  'forbidden',
  'by-operator',
  'unsupported',
  'no-microphone',
  'not-allowed',
  'microphone-busy',
  'no-answer',
  'no-path',
] as const;

export type VoiceProblem = (typeof voiceProblems)[number];

const why = z.enum(voiceProblems);

/** What one end has to know of the other (PROTOCOL.md VO3): there is no field for anything but one sound each way. */
const description = z.extend(pathDescription, {
  /** The number that RTP packets with Opus carry (RFC 3551: one of the dynamic ones). */
  payload: z.number().check(z.int(), z.minimum(96), z.maximum(127)),
});

const muted = z.strictObject({ type: z.literal('muted'), call: number, isMuted: z.boolean() });
const giveUp = z.strictObject({ type: z.literal('give-up'), call: number, why });

/** Viewer → host on the voice stream. */
const fromViewer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('offer'), call: number, description }),
  muted,
  giveUp,
]);

/** Host → viewer. */
const toViewer = z.discriminatedUnion('type', [
  /** The user's side can, and these servers help the ends to find each other. */
  z.strictObject({ type: z.literal('able'), iceServers }),
  z.strictObject({ type: z.literal('unable'), why }),
  z.strictObject({ type: z.literal('answer'), call: number, description }),
  muted,
  giveUp,
]);

export type VoiceDescription = z.infer<typeof description>;
export type VoiceToHost = z.infer<typeof fromViewer>;
export type VoiceToViewer = z.infer<typeof toViewer>;

/** @returns the message as UTF-8 JSON */
export function encodeVoice(message: VoiceToHost | VoiceToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

/** @returns the same, checked as one that came from the other end is; undefined when it is none */
export function parseVoiceDescription(value: unknown): VoiceDescription | undefined {
  const result = description.safeParse(value);
  return result.success ? result.data : undefined;
}

/** They throw ProtocolViolation "malformed" | "too-long". */
export const decodeVoiceToHost: (bytes: Uint8Array) => VoiceToHost = jsonDecoder(
  fromViewer,
  limits.pathMessageBytes,
);
export const decodeVoiceToViewer: (bytes: Uint8Array) => VoiceToViewer = jsonDecoder(
  toViewer,
  limits.pathMessageBytes,
);

import * as z from 'zod/mini';
import { type Bytes, encodeUtf8 } from '../bytes.ts';
import { limits } from '../limits.ts';
import { iceServers } from '../signalling/ice-servers.ts';
import { jsonDecoder } from './json.ts';
import { description, number } from './path-description.ts';

export {
  type PathCandidate,
  type PathDescription,
  parsePathDescription,
} from './path-description.ts';

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

export type PathToHost = z.infer<typeof fromViewer>;
export type PathToViewer = z.infer<typeof toViewer>;

/** @returns the message as UTF-8 JSON */
export function encodePath(message: PathToHost | PathToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

export const decodePathToHost: (bytes: Uint8Array) => PathToHost = jsonDecoder(
  fromViewer,
  limits.pathMessageBytes,
);
export const decodePathToViewer: (bytes: Uint8Array) => PathToViewer = jsonDecoder(
  toViewer,
  limits.pathMessageBytes,
);

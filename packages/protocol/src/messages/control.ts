import * as z from 'zod/mini';
import { type Bytes, decodeUtf8, encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { grants } from '../grants.ts';
import { limits } from '../limits.ts';
import { obstacles } from '../obstacle.ts';

const grant = z.enum(grants);
const name = z.string().check(z.maxLength(limits.nameChars));
const reason = z.string().check(z.maxLength(limits.reasonChars));

/** Viewer → host on the control stream (PROTOCOL.md CT1–CT3). */
const fromViewer = z.discriminatedUnion('type', [
  /** First message after pairing: who asks, and why. Nothing of it is verified. */
  z.strictObject({ type: z.literal('join'), name, organisation: name, reason }),
  z.strictObject({ type: z.literal('request-grant'), grant, reason }),
  /** The helper gives one back. */
  z.strictObject({ type: z.literal('drop-grant'), grant }),
]);

/** Host → viewer on the control stream (PROTOCOL.md CT4–CT6, CT20). */
const toViewer = z.discriminatedUnion('type', [
  /** All that holds from now on; sent on every change, the first time when the user lets the helper in. */
  z.strictObject({ type: z.literal('grants'), grants: z.array(grant).check(z.maxLength(grants.length)) }),
  z.strictObject({ type: z.literal('grant-declined'), grant }),
  /** What keeps the helper from seeing or steering just now; null when nothing does any more. */
  z.strictObject({ type: z.literal('obstacle'), obstacle: z.nullable(z.enum(obstacles)) }),
]);

export type ViewerToHost = z.infer<typeof fromViewer>;
export type HostToViewer = z.infer<typeof toViewer>;

/** @returns the message as UTF-8 JSON */
export function encodeControl(message: ViewerToHost | HostToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

/** @throws ProtocolViolation "malformed" | "too-long" */
function decoder<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }) {
  return (bytes: Uint8Array): T => {
    if (bytes.length > limits.messageBytes) throw new ProtocolViolation('too-long');
    let value: unknown;
    try {
      value = JSON.parse(decodeUtf8(bytes));
    } catch (cause) {
      throw new ProtocolViolation('malformed', { cause });
    }
    const result = schema.safeParse(value);
    if (!result.success) throw new ProtocolViolation('malformed');
    return result.data as T;
  };
}

export const decodeViewerToHost: (bytes: Uint8Array) => ViewerToHost = decoder(fromViewer);
export const decodeHostToViewer: (bytes: Uint8Array) => HostToViewer = decoder(toViewer);

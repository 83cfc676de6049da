import * as z from 'zod/mini';
import { limits } from '../limits.ts';

const HOST = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])`;
const ADDRESS = new RegExp(
  String.raw`^(?:stun:${HOST}(?::\d{1,5})?|turns?:${HOST}(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?)$`,
);

/** @returns whether it is the address of a STUN or TURN server (RFC 7064, RFC 7065), a port within its range included */
export function isIceAddress(address: string): boolean {
  const port = /:(\d+)(?:\?|$)/.exec(address.replace(/\[.*\]/, ''))?.[1];
  return ADDRESS.test(address) && (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535));
}

const secret = z.string().check(z.minLength(1), z.maxLength(256));

/** A STUN or TURN server that the ends of a session may use to reach each other (PROTOCOL.md SG20). */
export const iceServers = z
  .array(
    z.strictObject({
      url: z.string().check(z.maxLength(300), z.refine(isIceAddress)),
      username: z.optional(secret),
      credential: z.optional(secret),
    }),
  )
  .check(z.maxLength(limits.iceServers));

export type IceServer = z.infer<typeof iceServers>[number];

import * as z from 'zod/mini';
import { type Bytes, encodeUtf8 } from '../bytes.ts';
import { limits } from '../limits.ts';
import { jsonDecoder } from './json.ts';

/** The number of the user among the persons of a chat. */
export const USER = 0;

const text = z.string().check(z.minLength(1), z.maxLength(limits.chatChars));
/** Of a message, counted by the host from 1. */
const number = z.number().check(z.int(), z.minimum(1));
const person = z.number().check(z.int(), z.minimum(USER), z.maximum(limits.peopleInAll));

/** Viewer → host on the chat stream (PROTOCOL.md MS1, MS4). */
const fromViewer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('say'), text }),
  /** The helper has seen all up to this one. */
  z.strictObject({ type: z.literal('read'), upTo: number }),
]);

/** Host → viewer on the chat stream (PROTOCOL.md MS2, MS4). */
const toViewer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('said'),
    number,
    /** Who said it; `USER` for the user. */
    person,
    /** As the helper stated it; empty for the user. Told with each message, as who said it may be gone. */
    name: z.string().check(z.maxLength(limits.nameChars)),
    text,
    /** When the host heard it, by its clock: milliseconds since 1970 UTC. */
    atMs: z.number().check(z.int(), z.minimum(0)),
    /** This viewer said it. */
    own: z.boolean(),
  }),
  /** That person has seen all up to this one. */
  z.strictObject({ type: z.literal('read'), person, upTo: number }),
]);

export type ChatToHost = z.infer<typeof fromViewer>;
export type ChatToViewer = z.infer<typeof toViewer>;

/** One message of a chat, as everybody who was there sees it. */
export type ChatMessage = Omit<Extract<ChatToViewer, { type: 'said' }>, 'type' | 'own'>;
/** How far a person has read. */
export type ChatRead = Omit<Extract<ChatToViewer, { type: 'read' }>, 'type'>;

/** @returns the message as UTF-8 JSON */
export function encodeChat(message: ChatToHost | ChatToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

/** They throw ProtocolViolation "malformed" | "too-long". */
export const decodeChatToHost: (bytes: Uint8Array) => ChatToHost = jsonDecoder(fromViewer);
export const decodeChatToViewer: (bytes: Uint8Array) => ChatToViewer = jsonDecoder(toViewer);

import * as z from 'zod/mini';
import { type Bytes, encodeUtf8 } from '../bytes.ts';
import { limits } from '../limits.ts';
import { showableText } from '../showable-text.ts';
import { jsonDecoder } from './json.ts';

const text = z.string().check(z.maxLength(limits.systemTextChars));
const count = z.number().check(z.int(), z.minimum(0));
const list = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.maxLength(limits.systemItems));

/** What is tried: whether the server's name can be looked up, and whether its port answers, directly or by the proxy. */
export const systemChecks = ['name', 'server', 'proxy'] as const;

/** What kind of machine the user has (PROTOCOL.md SY2). */
const report = z.strictObject({
  /** By the host's clock: milliseconds since 1970 UTC. */
  takenAtMs: count,
  system: z.strictObject({ name: text, version: text, architecture: text, computer: text }),
  /** Whom the client runs as. */
  account: z.strictObject({ name: text, isAdministrator: z.boolean() }),
  uptimeS: count,
  processor: z.strictObject({ model: text, cores: count }),
  memory: z.strictObject({ totalBytes: count, freeBytes: count }),
  disks: list(z.strictObject({ name: text, totalBytes: count, freeBytes: count })),
  screens: list(z.strictObject({ name: text, widthPx: count, heightPx: count })),
  adapters: list(z.strictObject({ name: text, addresses: list(text) })),
  checks: list(
    z.strictObject({
      what: z.enum(systemChecks),
      target: text,
      /** How long it took; `null` when it could not be reached. */
      tookMs: z.nullable(count),
    }),
  ),
});

/** Viewer → host on the system stream (PROTOCOL.md SY1). */
const fromViewer = z.strictObject({ type: z.literal('ask') });

/** Host → viewer on the system stream (PROTOCOL.md SY2, SY3). */
const toViewer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('report'), report }),
  /** The user would rather not. */
  z.strictObject({ type: z.literal('withheld') }),
  /** It could not be found out. */
  z.strictObject({ type: z.literal('failed') }),
]);

export type SystemReport = z.infer<typeof report>;
export type SystemToHost = z.infer<typeof fromViewer>;
export type SystemToViewer = z.infer<typeof toViewer>;

/** @returns the message as UTF-8 JSON */
export function encodeSystem(message: SystemToHost | SystemToViewer): Bytes {
  return encodeUtf8(JSON.stringify(message));
}

/** They throw ProtocolViolation "malformed" | "too-long". */
export const decodeSystemToHost: (bytes: Uint8Array) => SystemToHost = jsonDecoder(fromViewer);
export const decodeSystemToViewer: (bytes: Uint8Array) => SystemToViewer = jsonDecoder(toViewer);

/** @returns the same within the bounds, with every text safe to show; lists and texts that are too long are cut */
export function showableReport(given: SystemReport): SystemReport {
  return showable(given) as SystemReport;
}

function showable(value: unknown): unknown {
  if (typeof value === 'string') return showableText(value, limits.systemTextChars);
  if (typeof value === 'number') return Math.max(0, Math.round(value));
  if (Array.isArray(value)) return value.slice(0, limits.systemItems).map(showable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, showable(each)]));
}

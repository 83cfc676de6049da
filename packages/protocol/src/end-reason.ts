/** Why a session ended, as both ends show it and the audit keeps it (PROTOCOL.md EN1). */
export const endReasons = [
  'ended-by-user',
  'ended-by-helper',
  'ended-by-server',
  'refused',
  'host-lost',
  'viewer-lost',
  'tampered',
  'protocol-error',
  'internal-error',
  'time-over',
  'idle',
  'logged-off',
] as const;

/** Those that the user is warned of before, and can put off. */
export const endingWhys = ['time-over', 'idle'] as const satisfies readonly EndReason[];

export type EndingWhy = (typeof endingWhys)[number];

export type EndReason = (typeof endReasons)[number];

export function isEndReason(text: string): text is EndReason {
  return (endReasons as readonly string[]).includes(text);
}

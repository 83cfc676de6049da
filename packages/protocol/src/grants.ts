/**
 * What a helper may do. The host enforces each; the user gives and takes them back. "invite" is to bring in a colleague:
 * it holds until one has come.
 */
export const grants = [
  'view',
  'point',
  'control',
  'clipboard-to-user',
  'clipboard-from-user',
  'files-to-user',
  'files-from-user',
  'chat',
  'system-information',
  'recording',
  'voice',
  'invite',
] as const;

export type Grant = (typeof grants)[number];

/** What a plain "allow" to a join gives; everything else is asked for by itself. */
export const defaultGrants: readonly Grant[] = ['view', 'point', 'chat'];

/** How long the user means a grant to hold: until they pause or the line breaks, or for the session. */
export const grantDurations = ['now', 'session'] as const;

export type GrantDuration = (typeof grantDurations)[number];

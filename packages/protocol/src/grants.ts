/** What a helper may do. The host enforces each; the user gives and takes them back. */
export const grants = ['view', 'point', 'control'] as const;

export type Grant = (typeof grants)[number];

/** What a plain "allow" to a join gives; everything else is asked for by itself. */
export const defaultGrants: readonly Grant[] = ['view', 'point'];

import type { ViewerStatus } from '@fjernhjelp/viewer';

/** Control can be let go at any time, and asked for once the user has answered what they were asked before. */
export function mayChangeControl({ phase, grants, requestedGrant }: ViewerStatus): boolean {
  return phase === 'connected' && (grants.includes('control') || requestedGrant === undefined);
}

import { limits } from '../limits.ts';

/**
 * Whether a server speaks with an end of that version (SG7), or a host with a viewer (PA1): its own and the one before, so that programs
 * which were handed out earlier keep working until they are replaced.
 * @param newest the own version
 */
export function isSpokenVersion(version: number, newest: number = limits.protocolVersion): boolean {
  return version <= newest && version >= Math.max(1, newest - 1);
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '@fjernhjelp/protocol/signalling';

const TOKEN_BYTES = 32;

/** @returns 32 random bytes as base64url: 43 characters */
export function createToken(random: RandomBytes): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('base64url');
}

/** @returns the token's SHA-256: all of it that is kept */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

export function tokenMatches(token: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashToken(token), hash);
}

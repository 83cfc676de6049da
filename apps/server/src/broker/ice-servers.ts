import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IceServer } from '@fjernhjelp/protocol/signalling';
import type { ServerSettings } from '../settings/definitions.ts';
import { causeOf, StartFailure } from '../start-failure.ts';

/** How long a name and password for TURN hold: longer than any session. */
const HOLDS_S = 24 * 60 * 60;

/**
 * What hosts are told about direct paths (PROTOCOL.md SG20). TURN servers get a name and password that hold for a day,
 * made as coturn's `use-auth-secret` wants them (draft-uberti-behave-turn-rest-00).
 * @returns asked for each registration; answers undefined when the operator wants no direct paths
 * @throws StartFailure "turn-secret"
 */
export function createIceServers(
  settings: ServerSettings,
  epochNow: () => number,
): () => readonly IceServer[] | undefined {
  const { directPath, iceServers, turnSecretFile } = settings;
  if (!directPath) return () => undefined;
  const secret = turnSecretFile === undefined ? undefined : readSecret(turnSecretFile);
  return () =>
    iceServers.map((url) => {
      if (secret === undefined || url.startsWith('stun:')) return { url };
      const username = `${Math.floor(epochNow() / 1000) + HOLDS_S}:fjernhjelp`;
      return { url, username, credential: createHmac('sha1', secret).update(username).digest('base64') };
    });
}

function readSecret(file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new StartFailure('turn-secret', { file, why: causeOf(cause) }, { cause });
  }
  if (secret === '') throw new StartFailure('turn-secret', { file, why: 'empty' });
  return secret;
}

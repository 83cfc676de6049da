import type { IceServer } from '@fjernhjelp/protocol';

/** @returns the same servers as browsers name them */
export function browserServers(iceServers: readonly IceServer[]): RTCIceServer[] {
  return iceServers.map(({ url, username, credential }) => ({
    urls: url,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  }));
}

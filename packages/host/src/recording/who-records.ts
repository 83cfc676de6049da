import type { WhoRecords } from '@fjernhjelp/protocol';
import type { HostStatus } from '../status.ts';

/** @returns who of user and helpers writes a recording just now, for the receipt */
export function whoRecords({ helpers, recording }: HostStatus): readonly WhoRecords[] {
  const who: WhoRecords[] = helpers.flatMap(({ person, name, recording: records }) =>
    records === true ? [{ by: person, name }] : [],
  );
  return recording?.state === 'running' && recording.isWaiting !== true
    ? [...who, { by: 'user', name: '' }]
    : who;
}

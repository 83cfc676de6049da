import type { WhoRecords } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '../status.ts';

/** @returns who writes a recording of the session just now, as far as this helper knows: for the receipt */
export function whoRecords(
  { recording, userRecording, people, you }: ViewerStatus,
  self: WhoRecords,
): readonly WhoRecords[] {
  return [
    ...(recording?.state === 'running' ? [self] : []),
    ...(userRecording === 'running' ? [{ by: 'user' as const, name: '' }] : []),
    ...people.flatMap(({ person, name, records }) =>
      records === true && person !== you ? [{ by: person, name }] : [],
    ),
  ];
}

export const RECORDING_EXTENSION = '.fjernrec';

/** @returns the name of a recording that began then (milliseconds since 1970): the time in UTC */
export function recordingName(startedAtMs: number): string {
  const [day = '', time = ''] = new Date(startedAtMs).toISOString().split('T');
  return `${day}-${time.slice(0, 8).replaceAll(':', '')}${RECORDING_EXTENSION}`;
}

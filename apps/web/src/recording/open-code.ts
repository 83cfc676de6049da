import type { HostRecording } from '@fjernhjelp/host/status';
import type { RecordingStatus } from '@fjernhjelp/viewer';
import type { OpenCode } from './code-keeping.ts';

/** @returns undefined as long as the code opens nothing */
export function codeOfHelper(recording: RecordingStatus | undefined): OpenCode | undefined {
  if (recording === undefined || (recording.state === 'failed' && recording.sizeBytes === 0))
    return undefined;
  return { code: recording.code, name: recording.name };
}

/** @returns undefined as long as there is no file that the code opens */
export function codeOfUser(recording: HostRecording | undefined): OpenCode | undefined {
  if (recording?.path === undefined || recording.code === undefined) return undefined;
  // The last part of a path of Windows or POSIX.
  return { code: recording.code, name: recording.path.split(/[\\/]/).at(-1) ?? recording.path };
}

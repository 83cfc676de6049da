import {
  encodeRecordingHeader,
  type RecordingCode,
  systemClock,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { createFileKey } from './file-key.ts';
import { createRecorder, type Recorder, type RecorderPorts } from './recorder.ts';

/** Writes the head of a new file. @returns what writes the rest, in the time since now */
export async function beginRecording(
  { code, startedAtMs }: { readonly code: RecordingCode; readonly startedAtMs: number },
  write: RecorderPorts['write'],
): Promise<Recorder> {
  const { header, key } = await createFileKey(code, startedAtMs, systemRandomBytes);
  await write(encodeRecordingHeader(header));
  const startMs = systemClock.now();
  return createRecorder({ key, write, now: () => Math.round(systemClock.now() - startMs) });
}

import { type Bytes, TAG_BYTES } from '@fjernhjelp/protocol';
import { hashTranscript } from '../crypto/key-schedule.ts';

/**
 * @param resume body of the viewer's "resume"
 * @param answer body of the host's "resume-answer"; its tag, at the end, stays out
 * @returns what tags and keys of this resumption hang on (PROTOCOL.md RS3), 64 bytes
 */
export function hashResumption(resume: Uint8Array, answer: Uint8Array): Bytes {
  return hashTranscript('Fjernhjelp resume', resume, answer.subarray(0, answer.length - TAG_BYTES));
}

import { type EndReason, PairingFailure, ProtocolViolation, TransportFailure } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '../status.ts';

/** What an error means for the session: it did not come about, or it is over. */
export type Outcome =
  | { readonly failure: NonNullable<ViewerStatus['failure']> }
  | { readonly endReason: EndReason };

/** @returns what to show of an error on the way to a channel */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof PairingFailure) {
    const { code, triesLeft } = error;
    return { failure: triesLeft === undefined ? { code } : { code, triesLeft } };
  }
  if (error instanceof TransportFailure) return { failure: { code: error.code } };
  if (error instanceof ProtocolViolation) {
    if (error.code === 'version-unsupported') return { failure: { code: error.code } };
    return { endReason: error.code === 'not-authentic' ? 'tampered' : 'protocol-error' };
  }
  return { endReason: 'internal-error' };
}

/** @returns whether the error is nobody's doing but our own, and belongs in the browser's console */
export function isOurFault(error: unknown): boolean {
  return 'endReason' in outcomeOf(error) && !(error instanceof ProtocolViolation);
}

import type { HandshakeType } from '@fjernhjelp/protocol';

/**
 * PROTOCOL.md "States of a handshake". The event is the message that came; what is not in the table is a violation,
 * and any violation, a "failed", a closed transport or `limits.handshakeTimeoutMs` ends the attempt in every state.
 */
export type HandshakeTable<State extends string> = Readonly<
  Record<State, Partial<Record<HandshakeType, State>>>
>;

export type ViewerPairingState = 'awaiting-answer' | 'awaiting-share' | 'awaiting-confirm' | 'paired';

export const viewerPairing: HandshakeTable<ViewerPairingState> = {
  'awaiting-answer': { 'pair-answer': 'awaiting-share' },
  'awaiting-share': { share: 'awaiting-confirm' },
  'awaiting-confirm': { confirm: 'paired' },
  paired: {},
};

export type ViewerResumptionState = 'awaiting-answer' | 'resumed';

export const viewerResumption: HandshakeTable<ViewerResumptionState> = {
  'awaiting-answer': { 'resume-answer': 'resumed' },
  resumed: {},
};

export type HostState =
  | 'awaiting-first'
  | 'awaiting-share'
  | 'awaiting-confirm'
  | 'awaiting-resume-confirm'
  | 'paired'
  | 'resumed';

export const hostHandshake: HandshakeTable<HostState> = {
  'awaiting-first': { pair: 'awaiting-share', resume: 'awaiting-resume-confirm' },
  'awaiting-share': { share: 'awaiting-confirm' },
  'awaiting-confirm': { confirm: 'paired' },
  'awaiting-resume-confirm': { 'resume-confirm': 'resumed' },
  paired: {},
  resumed: {},
};

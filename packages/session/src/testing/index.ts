export { createManualClock, type ManualClock } from './manual-clock.ts';
export { createSeededRandom } from './seeded-random.ts';
export {
  cutByte,
  dropPiece,
  flipByte,
  injectBefore,
  reflectFrom,
  replayPiece,
  type SentPiece,
  swapPieces,
  type Tamper,
  type Tampered,
} from './tampers.ts';
export {
  createTransportPair,
  type Delivery,
  type TransportPair,
  type TransportPairOptions,
} from './transport-pair.ts';
export { createFakeVoicePeers, type FakeVoicePeer, someVoiceDescription } from './voice-peers.ts';

/** Files from one end to the other, against ports for where they come from and go to. */
export type { CreateSha256 } from './block-hash.ts';
export * from './ports.ts';
export { numbered, safeName } from './safe-names.ts';
export type { TransferStatus } from './status.ts';
export { createTransfers } from './transfers.ts';
export { describeUnfinished } from './unfinished.ts';

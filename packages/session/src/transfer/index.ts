/** Files from one end to the other, against ports for where they come from and go to. */
export * from './ports.ts';
export { numbered, safeName } from './safe-names.ts';
export { isOver, type TransferStatus } from './status.ts';
export { createTransfers, type Transfers, type TransfersOptions } from './transfers.ts';

import {
  type BrokerToHost,
  closeCodes,
  type LinkAnswer,
  type SignallingErrorCode,
} from '@fjernhjelp/protocol/signalling';
import type { Connection } from '../sockets/connection.ts';

/** Says why not, and closes (SG7). */
export function refuse(connection: Connection, code: SignallingErrorCode): void {
  connection.sendText({ type: 'error', code } satisfies BrokerToHost & LinkAnswer);
  connection.close(closeCodes.rejected);
}

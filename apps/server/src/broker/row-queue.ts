import type { SessionId } from '@fjernhjelp/protocol/signalling';
import type { ServerPorts } from '../ports.ts';
import { mayPass } from '../store/store.ts';

/** Rows that wait at most; what comes beyond is lost, and the log says of which session. */
const MAX_ROWS = 10_000;
const TRY_AGAIN_MS = 1000;

interface Row {
  /** Of its session, for the log. */
  readonly id: SessionId;
  /** Writes it, with the time at which it came to be. */
  write(): Promise<void>;
}

/**
 * Writes the rows of the audit, in order. While the store cannot take any, as when another process has it locked, they wait; only the
 * first is tried, once a second, as each try in vain holds everything up for as long as SQLite waits.
 */
export class RowQueue {
  readonly #ports: ServerPorts;
  readonly #rows: Row[] = [];
  #writing = Promise.resolve();
  #cancelRetry = () => {};

  constructor(ports: ServerPorts) {
    this.#ports = ports;
  }

  add(row: Row): void {
    if (this.#rows.length >= MAX_ROWS) {
      this.#ports.log.error({ id: row.id }, 'row lost');
      return;
    }
    this.#rows.push(row);
    if (this.#rows.length === 1) this.#start();
  }

  /** Tries once more. What cannot be written then is lost. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#writeAll();
    this.#cancelRetry();
    for (const { id } of this.#rows.splice(0)) this.#ports.log.error({ id }, 'row lost');
  }

  #start(): void {
    this.#writing = this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#cancelRetry();
    for (let row = this.#rows[0]; row; row = this.#rows[0]) {
      try {
        await row.write();
      } catch (error) {
        if (mayPass(error)) {
          this.#ports.log.warn({ err: error, id: row.id }, 'row not written yet');
          this.#cancelRetry = this.#ports.clock.schedule(TRY_AGAIN_MS, () => this.#start());
          return;
        }
        this.#ports.log.error({ err: error, id: row.id }, 'row lost');
      }
      this.#rows.shift();
    }
  }
}

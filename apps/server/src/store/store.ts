import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EndReason, limits, type SessionId } from '@fjernhjelp/protocol/signalling';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { causeOf, StartFailure } from '../start-failure.ts';
import { asKyselyDatabase } from './node-sqlite.ts';
import { type EndedBy, migrations, type Tables } from './schema.ts';

const FILE = 'fjernhjelp.sqlite';

const endedBy: Record<EndReason, EndedBy> = {
  'ended-by-user': 'user',
  'ended-by-helper': 'helper',
  'ended-by-server': 'server',
  refused: 'user',
  'host-lost': 'server',
  'viewer-lost': 'host',
  tampered: 'host',
  'protocol-error': 'host',
  'internal-error': 'host',
  'time-over': 'host',
  idle: 'host',
  'logged-off': 'user',
};

/** SQLite's code for a row that breaks a rule of its table. */
const SQLITE_CONSTRAINT = 19;

/** Whether what could not be written may be later: the database is locked, or its disk full; the row itself is as it should be. */
export function mayPass(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) !== SQLITE_CONSTRAINT;
}

/** A session that has not ended, as a restart finds it. */
export interface StoredSession {
  readonly key: number;
  readonly id: SessionId;
  readonly tokenHash: Uint8Array;
}

/** What must outlast the process: which IDs are taken or rest, and the audit rows. Times are ms since 1970. */
export class Store {
  readonly #database: Kysely<Tables>;

  private constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  /**
   * Opens the database in the data folder, which is made with access for this account only, and brings its tables up to date.
   * @throws StartFailure "data-folder" | "database"
   */
  static async open(dataFolder: string): Promise<Store> {
    const file = join(dataFolder, FILE);
    try {
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      accessSync(dataFolder, constants.W_OK);
      closeSync(openSync(file, 'a', 0o600));
      chmodSync(file, 0o600);
    } catch (cause) {
      throw new StartFailure('data-folder', { folder: dataFolder, why: causeOf(cause) }, { cause });
    }
    let opened: DatabaseSync | undefined;
    try {
      // An earlier process may still be closing it.
      opened = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
      opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      const database = new Kysely<Tables>({
        dialect: new SqliteDialect({ database: asKyselyDatabase(opened) }),
      });
      const provider = { getMigrations: async () => migrations };
      const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
      if (error !== undefined) throw error;
      // From here on a wait for a lock would hold up every session, and nobody else has business here.
      opened.exec('PRAGMA busy_timeout = 100');
      return new Store(database);
    } catch (cause) {
      opened?.close();
      throw new StartFailure('database', { file, why: causeOf(cause) }, { cause });
    }
  }

  /**
   * Takes an ID for a new session, in one statement: nobody can take the same one in between (SG5).
   * @returns the key of the session's row, or undefined when the ID is taken or was in use within `limits.idRestMs`
   */
  async openSession(id: SessionId, tokenHash: Uint8Array, nowMs: number): Promise<number | undefined> {
    const inUse = this.#database
      .selectFrom('sessions')
      .select('sessions.key')
      .where('sessions.id', '=', id)
      .where(({ eb, or }) => or([eb('ended_at', 'is', null), eb('ended_at', '>', nowMs - limits.idRestMs)]));
    const newRow = this.#database
      .selectNoFrom(({ val }) => [
        val(id).as('id'),
        val(tokenHash).as('token_hash'),
        val(nowMs).as('opened_at'),
      ])
      .where(({ not, exists }) => not(exists(inUse)));
    const row = await this.#database
      .insertInto('sessions')
      .columns(['id', 'token_hash', 'opened_at'])
      .expression(newRow)
      .returning('key')
      .executeTakeFirst();
    return row?.key;
  }

  async recordJoin(key: number, helper: string, organisation: string, nowMs: number): Promise<void> {
    const values = { session_key: key, joined_at: nowMs, helper, organisation };
    await this.#database.insertInto('joins').values(values).execute();
  }

  /** Closes the row. Does nothing to one that is closed. */
  async endSession(key: number, reason: EndReason, nowMs: number): Promise<void> {
    await this.#database
      .updateTable('sessions')
      .set({ token_hash: null, ended_at: nowMs, ended_by: endedBy[reason], end_reason: reason })
      .where('key', '=', key)
      .where('ended_at', 'is', null)
      .execute();
  }

  async liveSessions(): Promise<StoredSession[]> {
    const rows = await this.#database
      .selectFrom('sessions')
      .select(['key', 'id', 'token_hash'])
      .where('ended_at', 'is', null)
      .where('token_hash', 'is not', null)
      .execute();
    return rows.map((row) => ({
      key: row.key,
      id: row.id as SessionId,
      tokenHash: row.token_hash as Uint8Array,
    }));
  }

  /** Writes something. @throws what SQLite says when it cannot */
  async probe(nowMs: number): Promise<void> {
    await this.#database
      .insertInto('probe')
      .values({ key: 1, written_at: nowMs })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ written_at: nowMs }))
      .execute();
  }

  /** May be called twice. */
  async close(): Promise<void> {
    await this.#database.destroy();
  }
}

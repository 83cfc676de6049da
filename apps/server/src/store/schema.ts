import type { EndReason } from '@fjernhjelp/protocol/signalling';
import type { Generated, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whose doing an end was. "host": the user's program found a reason by itself. */
export type EndedBy = 'user' | 'helper' | 'host' | 'server';

/** One row for each session there was: who, when, how long and why it ended, never what was in it. Times: ms since 1970. */
export interface SessionTable {
  readonly key: Generated<number>;
  readonly id: string;
  /** SHA-256 of the token that takes the ID up again; gone once the session has ended. */
  readonly token_hash: Uint8Array | null;
  readonly opened_at: number;
  readonly ended_at: number | null;
  readonly ended_by: EndedBy | null;
  readonly end_reason: EndReason | null;
}

/** A helper who was let in, as they stated it themselves. */
export interface JoinTable {
  readonly session_key: number;
  readonly joined_at: number;
  readonly helper: string;
  readonly organisation: string;
}

/** One row that the readiness check writes. */
export interface ProbeTable {
  readonly key: number;
  readonly written_at: number;
}

export interface Tables {
  readonly sessions: SessionTable;
  readonly joins: JoinTable;
  readonly probe: ProbeTable;
}

/** What has been done to the tables, in order of name. A migration that is out is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-sessions': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('sessions')
        .addColumn('key', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('token_hash', 'blob')
        .addColumn('opened_at', 'integer', (column) => column.notNull())
        .addColumn('ended_at', 'integer')
        .addColumn('ended_by', 'text')
        .addColumn('end_reason', 'text')
        .execute();
      await database.schema
        .createIndex('sessions_by_id')
        .on('sessions')
        .columns(['id', 'ended_at'])
        .execute();
      await database.schema
        .createTable('joins')
        .addColumn('session_key', 'integer', (column) =>
          column.notNull().references('sessions.key').onDelete('cascade'),
        )
        .addColumn('joined_at', 'integer', (column) => column.notNull())
        .addColumn('helper', 'text', (column) => column.notNull())
        .addColumn('organisation', 'text', (column) => column.notNull())
        .execute();
      await database.schema.createIndex('joins_by_session').on('joins').column('session_key').execute();
      await database.schema
        .createTable('probe')
        .addColumn('key', 'integer', (column) => column.primaryKey())
        .addColumn('written_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

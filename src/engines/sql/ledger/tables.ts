import type { Migration } from '../index.ts';
import { leasesMigration } from './leases.ts';

/** Tables that stand beside every service's own. */
export interface LedgerTables {
  /** Events to be told. */
  readonly ledger_outbox: {
    readonly sequence: number;
    readonly id: string;
    readonly topic: string;
    readonly type: string;
    readonly key: string;
    /** ISO 8601. */
    readonly at: string;
    /** JSON. */
    readonly payload: string;
  };
  /** What each idempotency token was answered. */
  readonly ledger_answers: {
    readonly token: string;
    /** SHA-256 of the request's canonical JSON, hexadecimal. */
    readonly request: string;
    /** JSON. */
    readonly answer: string;
    /** Unix milliseconds. */
    readonly at: number;
  };
  /** The next offset to read of each topic's partition that is followed. */
  readonly ledger_positions: { readonly topic: string; readonly partition: number; readonly next: number };
  /** Events that took effect here. */
  readonly ledger_seen: { readonly id: string };
  /** Events that could not be applied, and those of the same key that came after them, in order. */
  readonly ledger_dead: DeadLetterRow;
}

export interface DeadLetterRow {
  readonly topic: string;
  readonly partition: number;
  readonly place: number;
  readonly key: string;
  /** As it stood in the log. */
  readonly value: string;
  /** What its last attempt threw; empty for one that only waits behind another of its key. */
  readonly code: string;
  readonly sentence: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** `0000-…`, so that they come before the service's `0001-…`. */
export const ledgerMigrations: readonly Migration[] = [
  {
    name: '0000-ledger',
    async up(db) {
      await db.schema
        .createTable('ledger_outbox')
        .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('id', 'text', (column) => column.notNull().unique())
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('payload', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('ledger_answers')
        .addColumn('token', 'text', (column) => column.primaryKey().notNull())
        .addColumn('request', 'text', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('ledger_answers_at').on('ledger_answers').column('at').execute();
      await db.schema
        .createTable('ledger_positions')
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('partition', 'integer', (column) => column.notNull())
        .addColumn('next', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('ledger_positions_key', ['topic', 'partition'])
        .execute();
      await db.schema
        .createTable('ledger_seen')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .execute();
    },
  },
  {
    name: '0000-ledger-dead',
    async up(db) {
      await db.schema
        .createTable('ledger_dead')
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('partition', 'integer', (column) => column.notNull())
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('code', 'text', (column) => column.notNull())
        .addColumn('sentence', 'text', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('ledger_dead_key', ['topic', 'partition', 'place'])
        .execute();
      await db.schema.createIndex('ledger_dead_keys').on('ledger_dead').columns(['topic', 'key']).execute();
    },
  },
  leasesMigration,
];

import { sql } from 'kysely';
import type { Migration } from '../index.ts';
import { leasesMigration } from './leases.ts';

/** So many keys can be told of at once, if chance will have it. */
export const orderSlots = 64;

const id = 'varchar(64)' as const;
const name = 'varchar(128)' as const;
const key = 'varchar(255)' as const;

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
    /** Of the event's kind. */
    readonly v: number;
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
  /** Locked by whoever tells of one of the keys that a row stands for. */
  readonly ledger_order: { readonly slot: number };
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
    steps: [
      (db) =>
        db.schema
          .createTable('ledger_outbox')
          .addColumn('sequence', 'bigint', (column) => column.primaryKey().autoIncrement())
          .addColumn('id', id, (column) => column.notNull().unique())
          .addColumn('topic', name, (column) => column.notNull())
          .addColumn('type', name, (column) => column.notNull())
          .addColumn('key', key, (column) => column.notNull())
          .addColumn('at', 'varchar(32)', (column) => column.notNull())
          .addColumn('payload', sql`longtext`, (column) => column.notNull())
          .execute(),
      (db) =>
        db.schema
          .createTable('ledger_answers')
          .addColumn('token', key, (column) => column.primaryKey().notNull())
          .addColumn('request', id, (column) => column.notNull())
          .addColumn('answer', sql`longtext`, (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .execute(),
      (db) => db.schema.createIndex('ledger_answers_at').on('ledger_answers').column('at').execute(),
      (db) =>
        db.schema
          .createTable('ledger_positions')
          .addColumn('topic', name, (column) => column.notNull())
          .addColumn('partition', 'integer', (column) => column.notNull())
          .addColumn('next', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('ledger_positions_key', ['topic', 'partition'])
          .execute(),
      (db) =>
        db.schema
          .createTable('ledger_seen')
          .addColumn('id', id, (column) => column.primaryKey().notNull())
          .execute(),
    ],
  },
  {
    name: '0000-ledger-dead',
    steps: [
      (db) =>
        db.schema
          .createTable('ledger_dead')
          .addColumn('topic', name, (column) => column.notNull())
          .addColumn('partition', 'integer', (column) => column.notNull())
          .addColumn('place', 'bigint', (column) => column.notNull())
          .addColumn('key', key, (column) => column.notNull())
          .addColumn('value', sql`longtext`, (column) => column.notNull())
          .addColumn('code', name, (column) => column.notNull())
          .addColumn('sentence', 'text', (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('ledger_dead_key', ['topic', 'partition', 'place'])
          .execute(),
      (db) => db.schema.createIndex('ledger_dead_keys').on('ledger_dead').columns(['topic', 'key']).execute(),
    ],
  },
  {
    name: '0000-ledger-versions',
    steps: [
      (db) =>
        db.schema
          .alterTable('ledger_outbox')
          .addColumn('v', 'integer', (column) => column.notNull().defaultTo(1))
          .execute(),
    ],
  },
  leasesMigration,
  {
    name: '0000-ledger-order',
    steps: [
      (db) =>
        db.schema
          .createTable('ledger_order')
          .addColumn('slot', 'integer', (column) => column.primaryKey().notNull())
          .execute(),
      (db) =>
        db
          .insertInto('ledger_order')
          .values(Array.from({ length: orderSlots }, (_, slot) => ({ slot })))
          .execute(),
    ],
  },
];

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Migration, MigrationStep } from '../index.ts';
import { ledgerMigrations } from '../ledger/tables.ts';
import { portableFaults } from './portable.ts';
import { suiteMigrations } from './tables.ts';

const services = new URL('../../../services/', import.meta.url);

test('the tables of all services and of the ledger are such that MySQL 8 can hold them', async () => {
  const all: [string, readonly Migration[]][] = [
    ['ledger', ledgerMigrations],
    ['suite', suiteMigrations],
  ];
  for (const service of await readdir(services)) {
    const files = await readdir(new URL(`${service}/`, services));
    if (!files.includes('migrations')) continue;
    const { migrations } = await import(new URL(`${service}/migrations/index.ts`, services).href);
    all.push([service, migrations]);
  }
  assert.ok(all.length > 4, 'the services have been looked through');
  const faults = await Promise.all(
    all.map(async ([name, migrations]) => (await portableFaults(migrations)).map((fault) => `${name} ${fault}`)),
  );
  assert.deepEqual(faults.flat(), []);
});

test('what MySQL would refuse or bend is found', async () => {
  const faultOf = async (...steps: MigrationStep[]) => (await portableFaults([{ name: '0001-bad', steps }])).join();
  const table: MigrationStep = (db) =>
    db.schema.createTable('t').addColumn('id', 'varchar(64)').addColumn('note', sql`longtext`).execute();
  assert.equal(await faultOf(table), '');
  const bad: [RegExp, MigrationStep][] = [
    [/cannot be of a key/, (db) => db.schema.createIndex('i').on('t').column('note').execute()],
    [/outgrows 32 bits/, (db) => db.schema.alterTable('t').addColumn('seen_at', 'integer').execute()],
    [/without naming its table/, (db) => db.schema.dropIndex('i').execute()],
    [
      /cannot have a default/,
      (db) =>
        db.schema
          .alterTable('t')
          .addColumn('x', 'text', (c) => c.defaultTo(''))
          .execute(),
    ],
    [/not all engines have/, (db) => db.schema.alterTable('t').addColumn('x', 'jsonb').execute()],
    [/is not MySQL's/, (db) => sql`update t set id = max(id, 7)`.execute(db)],
    [/some rows only/, (db) => db.schema.createIndex('i').on('t').column('id').where('id', '=', 'x').execute()],
    [
      /beyond 3072/,
      (db) =>
        db.schema
          .createTable('u')
          .addColumn('x', 'varchar(800)', (c) => c.primaryKey())
          .execute(),
    ],
    [
      /counted up for ever/,
      (db) =>
        db.schema
          .createTable('v')
          .addColumn('n', 'integer', (c) => c.autoIncrement())
          .execute(),
    ],
  ];
  for (const [fault, step] of bad) assert.match(await faultOf(table, step), fault);
  assert.match(await faultOf(async (db) => [await table(db), await table(db)]), /by 2 statements/);
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/sqlite.ts';
import { type SuiteTables, suiteMigrations } from '../testing/tables.ts';

conformance('sql/sqlite', adapter);

test("Kysely's own transactions are refused with the way to begin one", async (t) => {
  const place = await mkdtemp(join(tmpdir(), 'bijou-sql-'));
  const store = await adapter.open<SuiteTables>(place, suiteMigrations);
  t.after(async () => {
    await store.close();
    await rm(place, { recursive: true });
  });
  await assert.rejects(
    store.db.transaction().execute(async () => undefined),
    (error) => hasCode(error, 'sql.foreign-transaction'),
  );
});

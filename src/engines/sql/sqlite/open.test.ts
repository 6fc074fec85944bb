import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { adapter } from '../testing/sqlite.ts';
import { type SuiteTables, suiteMigrations } from '../testing/tables.ts';

test("Kysely's own transactions are refused with the way to begin one", async (t) => {
  const place = await adapter.newPlace();
  const store = await adapter.open<SuiteTables>(place, suiteMigrations);
  t.after(async () => {
    await store.close();
    await adapter.dropPlace(place);
  });
  await assert.rejects(
    store.db.transaction().execute(async () => undefined),
    (error) => hasCode(error, 'sql.foreign-transaction'),
  );
});

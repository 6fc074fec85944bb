import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kysely } from 'kysely';
import { dialectOver } from './dialect.ts';

const none = { rows: [], changes: 0, lastId: 0 };

test('nobody waits for the answer to somebody else’s statement', async () => {
  const slow = Promise.withResolvers<typeof none>();
  const run = ({ sql }: { readonly sql: string }) => (sql.includes('slow') ? slow.promise : Promise.resolve(none));
  const db = new Kysely<Record<'slow' | 'quick', { readonly id: string }>>({ dialect: dialectOver(run, 'test') });
  const first = db.selectFrom('slow').select('id').execute();
  assert.deepEqual(await db.selectFrom('quick').select('id').execute(), []);
  slow.resolve(none);
  assert.deepEqual(await first, []);
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type Clock, systemClock } from '../../../kit/index.ts';
import { adapter } from '../testing/sqlite.ts';

const day = 24 * 3_600_000;
const shape = {
  name: 'brief',
  partition: { id: 'text' },
  clustering: { n: 'integer' },
  columns: { note: 'text' },
} as const;

test('what has run out, and deletions, take no room once they need not be remembered, and not before', async (t) => {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  let passed = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
  const rows = await adapter.open(place, { clock });
  const table = await rows.table(shape);
  const put = (n: number) => ({ do: 'put', row: { n, note: 'x' } }) as const;
  await table.write({ id: 'p' }, [{ ...put(1), ttlSeconds: 60 }, put(2), put(3)]);
  await table.write({ id: 'p' }, [
    { do: 'delete', row: { n: 2 } },
    { do: 'delete-range', from: { n: 9 } },
  ]);

  const kept = async () => {
    // A write is what begins it, and the one after that waits its turn behind it.
    for (const n of [4, 5]) await table.write({ id: 'q' }, [put(n)]);
    using file = new DatabaseSync(join(place, 'suite.sqlite'), { readOnly: true });
    const count = (name: string, where: string) => file.prepare(`select count(*) as n from ${name} ${where}`).get()?.n;
    return [count('rows_brief', `where partition = cast('p' || char(0, 0) as blob)`), count('deletions_brief', '')];
  };
  passed = 9 * day;
  assert.deepEqual(await kept(), [3, 1]);
  passed = 11 * day;
  assert.deepEqual(await kept(), [1, 0]);
  assert.equal((await table.get({ id: 'p', n: 3 }))?.note, 'x');
  await rows.close();
});

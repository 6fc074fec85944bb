import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type Clock, systemClock } from '../../../kit/index.ts';
import { adapter } from '../testing/sqlite.ts';

test('an item that has expired takes no room for long', async (t) => {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  let passed = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
  const sessions = await adapter.open(place, { clock });
  await sessions.put({ partition: 'p', key: 'brief' }, 1, { expiresAt: clock.now() + 1000 });
  await sessions.put({ partition: 'p', key: 'lasting' }, 1);
  passed = 120_000;
  // A put is what begins it, and the one after that waits its turn behind it.
  for (const key of ['a', 'b']) await sessions.put({ partition: 'q', key }, 1);
  using file = new DatabaseSync(join(place, 'suite.sqlite'), { readOnly: true });
  assert.deepEqual(
    file
      .prepare("select key from items where partition = 'p'")
      .all()
      .map(({ key }) => key),
    ['lasting'],
  );
  await sessions.close();
});

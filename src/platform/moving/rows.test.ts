import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Bounds, Table, TableShape } from '../../engines/rows/index.ts';
import { rangeOf } from '../../engines/rows/plan.ts';
import { openSqliteRows } from '../../engines/rows/sqlite/open.ts';
import { silentLogger as logger, openSqliteReader } from '../../host/index.ts';
import { systemClock as clock } from '../../kit/index.ts';
import { openProgress } from './progress.ts';
import { rowsMover } from './rows.ts';
import { boundsOf } from './rows-deletions.ts';
import type { Source } from './source.ts';

const shape = {
  name: 'seen',
  partition: { who: 'text' },
  clustering: { day: 'integer descending', film: 'text' },
  columns: { a: 'text', b: 'integer' },
} as const satisfies TableShape;

const now = () => clock.now() * 1000;

test('a column that was written later, a deletion and a life stay what they are for whatever arrives late', async (t) => {
  const { old, moved } = await places(t);
  const at = now() - 60_000_000;
  const key = (film: string) => ({ day: 1, film });
  await old.write({ who: 'x' }, [
    { do: 'put', row: { ...key('put'), a: 'one', b: null }, at, ttlSeconds: 1_000 },
    { do: 'update', row: { ...key('put'), b: 5 }, at: at + 10 },
    { do: 'update', row: { ...key('bare'), a: 'only' }, at },
    { do: 'put', row: { ...key('gone'), a: 'was', b: 1 }, at },
    { do: 'delete', row: key('gone'), at: at + 10 },
    { do: 'put', row: { ...key('zone'), a: 'kept', b: 1 }, at: at + 30 },
    { do: 'delete-range', within: { day: 1 }, from: { film: 'z' }, at: at + 20 },
  ]);
  const is = await moved();
  const late = await Promise.all(
    [is, old].map(async (table) => {
      await table.write({ who: 'x' }, [
        { do: 'update', row: { ...key('put'), a: 'late', b: 9 }, at: at + 5 },
        { do: 'update', row: { ...key('bare'), a: 'late' }, at: at - 1 },
        { do: 'put', row: { ...key('gone'), a: 'late', b: 9 }, at: at + 9 },
        { do: 'put', row: { ...key('zulu'), a: 'late', b: 9 }, at: at + 19 },
        { do: 'update', row: { ...key('zone'), b: 9 }, at: at + 29 },
      ]);
      return (await table.read({ who: 'x' }, { limit: 10 })).rows;
    }),
  );
  assert.deepEqual(late[0], late[1]);
  assert.deepEqual(
    late[0]?.map(({ film, a, b }) => `${film} ${a} ${b}`),
    ['bare only null', 'put late 5', 'zone kept 1'],
  );
});

test('bounds of a deletion are the same in words and in bytes', () => {
  const texts = ['', 'a', 'a\0', 'b', '\u{10FFFF}'];
  const all: Bounds<TableShape>[] = [{}];
  for (const day of [-1, 0, 255, 2 ** 40])
    for (const film of texts) {
      all.push({ within: { day } }, { from: { day } }, { to: { day } }, { from: { day, film } }, { to: { day, film } });
      all.push(
        { within: { day, film } },
        { within: { day }, from: { film } },
        { within: { day }, to: { film: `${film}x` } },
      );
      all.push(
        { within: { day }, from: { film }, to: { film: `${film}~` } },
        { from: { day: day + 9 }, to: { day, film } },
      );
    }
  for (const bounds of all) {
    const range = rangeOf(shape, bounds);
    assert.deepEqual(rangeOf(shape, boundsOf(shape, range)), range, JSON.stringify(bounds));
  }
});

async function places(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-moving-rows-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'rows.sqlite');
  const open = async (path: string) => {
    const rows = await openSqliteRows({ file: path, clock, logger });
    t.after(() => rows.close());
    return rows;
  };
  const old: Table<typeof shape> = await (await open(file)).table(shape);
  return {
    old,
    async moved(): Promise<Table<typeof shape>> {
      const progress = await openProgress(join(folder, 'progress'), { clock, logger });
      t.after(() => progress.close());
      const rows = await openSqliteReader(file, { scratch: join(folder, 'copies') });
      t.after(() => rows?.close());
      const target = await open(join(folder, 'new.sqlite'));
      const mover = rowsMover({ source: { rows } as Source, target, progress, clock });
      await mover.carry(() => undefined);
      assert.deepEqual((await mover.verify(() => undefined)).differences, []);
      return target.table(shape);
    },
  };
}

// A process of the suite: counts in several lanes at once, and prints `lane n` for each count that was acknowledged.
// Arguments: the adapter's module, the place, a name, how many counts a lane (0: until killed).
import { sql } from 'kysely';
import { change } from './change.ts';
import { type SqlAdapter, type SuiteTables, suiteMigrations } from './tables.ts';

const [module = '', place = '', name = '', counts = '0'] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: SqlAdapter };
const store = await adapter.open<SuiteTables>(place, suiteMigrations);
const limit = Number(counts) || Number.POSITIVE_INFINITY;
await Promise.all(['a', 'b', 'c', 'd'].map((lane) => count(`${name}-${lane}`)));
await store.close();
process.stdin.destroy();

async function count(lane: string): Promise<void> {
  await change(store, (tx) => store.insertOnce(tx, 'counters', { row: { name: lane, n: 0 }, keys: ['name'] }));
  for (let done = 0; done < limit; done += 1) {
    const n = await change(store, async (tx) => {
      await tx.updateTable('counters').set({ n: sql<number>`n + 1` }).where('name', '=', lane).execute();
      const row = await tx.selectFrom('counters').select('n').where('name', '=', lane).executeTakeFirstOrThrow();
      await tx.insertInto('entries').values({ name: lane, n: row.n }).execute();
      return row.n;
    });
    process.stdout.write(`${lane} ${n}\n`);
    await store.transaction((tx) => undo(tx, lane)).catch(() => undefined);
  }
}

/** Leaves an entry that must never be found. */
async function undo(tx: typeof store.db, lane: string): Promise<void> {
  await tx.insertInto('entries').values({ name: lane, n: -1 }).execute();
  throw new Error('undone');
}

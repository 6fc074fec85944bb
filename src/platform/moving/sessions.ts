import type { Sessions } from '../../engines/sessions/index.ts';
import type { SqliteRow } from '../../host/index.ts';
import { type Clock, canonicalJson, type JsonValue } from '../../kit/index.ts';
import { canonical, summed } from './checksum.ts';
import { movingErrors } from './errors.ts';
import { inOrder } from './in-order.ts';
import { differencesUpTo, type Mover } from './mover.ts';
import type { Progress } from './progress.ts';
import type { Source } from './source.ts';

const page = 500;
const bytesAtOnce = 1024 * 1024;
const lanes = 16;
/** What is as good as over while it is compared is left out. */
const aboutOverMs = 60_000;

export interface SessionsMoverOptions {
  readonly source: Source;
  readonly target: Sessions;
  readonly progress: Progress;
  readonly clock: Clock;
}

/** Every item with its version and the moment at which it expires, and every partition's epoch. */
export function sessionsMover({ source, target, progress, clock }: SessionsMoverOptions): Mover {
  const { sessions: old } = source;
  const note = 'sessions/after';

  function* items(from?: readonly [string, string]): Generator<SqliteRow> {
    for (let after = from ?? (['', ''] as const); old !== undefined; ) {
      const rows = old.rows(
        {
          sql: `select partition, key, value, version, expires_at from items
            where (partition, key) > (?, ?) and (expires_at is null or expires_at > ?) order by partition, key limit ?`,
          values: [...after, clock.now(), page],
        },
        bytesAtOnce,
      );
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined) return;
      after = [String(last.partition), String(last.key)];
    }
  }

  const epochs = () => old?.rows({ sql: 'select partition, epoch from epochs order by partition' }) ?? [];

  async function put(row: SqliteRow): Promise<void> {
    const place = { partition: String(row.partition), key: String(row.key) };
    const { stored } = await target.put(place, JSON.parse(String(row.value)) as JsonValue, {
      ...{ if: 'absent', token: String(row.version) },
      ...(row.expires_at === null ? {} : { expiresAt: Number(row.expires_at) }),
    });
    const isOver = row.expires_at !== null && Number(row.expires_at) <= clock.now();
    if (!stored && !isOver)
      throw movingErrors.error('moving.taken', {
        port: 'sessions',
        what: `another ${place.key} of ${place.partition}`,
      });
  }

  return {
    port: 'sessions',
    async refuseTaken() {
      // A place says nothing of others: those that are wanted are looked at, as each is put.
      const [first] = items();
      if (first === undefined) return;
      const { items: there } = await target.list(String(first.partition), { limit: 1 });
      if (there.length > 0)
        throw movingErrors.error('moving.taken', { port: 'sessions', what: `items of ${String(first.partition)}` });
    },
    async carry(onCarried) {
      let since = 0;
      await inOrder(items(await progress.get<[string, string]>(note)), {
        atOnce: lanes,
        work: put,
        async done({ partition, key, value }) {
          since += 1;
          if (since % page === 0) await progress.set(note, [String(partition), String(key)]);
          onCarried(1, String(value).length);
        },
      });
      for (const { partition, epoch } of epochs())
        for (let is = await target.epoch(String(partition)); is < Number(epoch); )
          is = await target.raiseEpoch(String(partition));
    },
    async verify(onCarried) {
      const found = differencesUpTo();
      const sums = { source: '', target: '' };
      await inOrder(items(), {
        atOnce: lanes,
        work: ({ partition, key }) => target.get({ partition: String(partition), key: String(key) }),
        async done({ partition, key, value, version, expires_at: expiresAt }, is) {
          onCarried(1, 0);
          if (expiresAt !== null && Number(expiresAt) < clock.now() + aboutOverMs) return;
          const was = canonical([canonicalJson(JSON.parse(String(value))), version, expiresAt]);
          const now = is && canonical([canonicalJson(is.value), is.version, is.expiresAt]);
          if (now !== was) found.add(`${partition} ${key}: the item ${is === undefined ? 'is missing' : 'differs'}`);
          sums.source = summed(sums.source, [was]);
          sums.target = summed(sums.target, [now ?? '']);
        },
      });
      for (const { partition, epoch } of epochs()) {
        const is = await target.epoch(String(partition));
        if (is !== Number(epoch)) found.add(`${partition}: its epoch is ${is}, and was ${epoch}`);
      }
      return { checksums: sums, differences: found.all };
    },
  };
}

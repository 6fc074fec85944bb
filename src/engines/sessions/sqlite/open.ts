import { bringUp, type Logger, openSqliteFile, type Run, type SqliteRow, sweeper } from '../../../host/index.ts';
import { type Clock, type JsonValue, type Random, toHex } from '../../../kit/index.ts';
import type { Item, ListOptions, Place, Put, PutOptions, Sessions } from '../index.ts';
import { checkList, checkName, checkPlace, checkPut, textOf } from '../limits.ts';
import * as sql from './statements.ts';

export interface SqliteSessionsOptions {
  /** Absolute path of the database file; any number of processes may open it. */
  readonly file: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The sessions port on a SQLite file (decisions 0010, 0115). */
export async function openSqliteSessions(options: SqliteSessionsOptions): Promise<Sessions> {
  const { clock, random, logger } = options;
  const file = await openSqliteFile(options);
  await bringUp(file, sql.steps);
  const swept = sweeper({ file, clock, logger, statements: (now) => [sql.sweep(now)] });

  return {
    async get(place) {
      checkPlace(place);
      return itemOf((await file.read(sql.get(place, clock.now()))).rows[0]);
    },
    async list(partition, options: ListOptions) {
      checkName('partition', partition);
      checkList(options);
      const { prefix = '', limit, after } = options;
      const { rows } = await file.read(sql.list({ partition, prefix, after, limit, now: clock.now() }));
      const items = rows.map(itemOf).filter((item) => item !== undefined);
      const last = items.at(-1);
      const bytes = rows.reduce((sum, { value }) => sum + Buffer.byteLength(String(value)), 0);
      if (last === undefined || (items.length < limit && bytes < sql.pageBytes)) return { items };
      return { items, next: last.key };
    },
    async put(place: Place, value: JsonValue, put: PutOptions = {}): Promise<Put> {
      checkPlace(place);
      checkPut(put);
      const text = textOf(value);
      const version = put.token ?? toHex(random.bytes(16));
      const row = { ...place, value: text, version, expiresAt: put.expiresAt ?? null, condition: put.if };
      const result = await file.transaction(async (run): Promise<Put> => {
        const because = await failing(run, place, put.epoch);
        if (because === undefined) {
          const { changes } = await run(sql.put({ ...row, now: clock.now() }));
          if (changes > 0) return { stored: true, version };
        }
        const { rows } = await run(sql.get(place, clock.now()));
        const item = itemOf(rows[0]);
        // It was stored the first time, and the answer was lost.
        if (item !== undefined && item.version === put.token) return { stored: true, version };
        return { stored: false, because: because ?? 'item', item };
      });
      swept.due();
      return result;
    },
    async take(place) {
      checkPlace(place);
      const { rows } = await file.write(sql.take(place));
      const item = itemOf(rows[0]);
      return item === undefined || isOver(item, clock.now()) ? undefined : item;
    },
    async delete(place, { version } = {}) {
      checkPlace(place);
      return file.transaction(async (run) => {
        const { changes } = await run(sql.remove(place, version));
        if (changes > 0 || version === undefined) return true;
        return (await run(sql.get(place, clock.now()))).rows.length === 0;
      });
    },
    async epoch(partition) {
      checkName('partition', partition);
      return Number((await file.read(sql.epoch(partition))).rows[0]?.epoch ?? 0);
    },
    async raiseEpoch(partition) {
      checkName('partition', partition);
      return Number((await file.write(sql.raiseEpoch(partition))).rows[0]?.epoch);
    },
    close: () => file.close(),
  };
}

async function failing(run: Run, { partition }: Place, wanted: number | undefined): Promise<'epoch' | undefined> {
  if (wanted === undefined) return undefined;
  const { rows } = await run(sql.epoch(partition));
  return Number(rows[0]?.epoch ?? 0) === wanted ? undefined : 'epoch';
}

function itemOf(row: SqliteRow | undefined): Item | undefined {
  if (row === undefined) return undefined;
  const { key, value, version, expires_at: expiresAt } = row;
  return {
    key: String(key),
    value: JSON.parse(String(value)) as JsonValue,
    version: String(version),
    expiresAt: expiresAt === null || expiresAt === undefined ? null : Number(expiresAt),
  };
}

function isOver({ expiresAt }: Item, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bringUp, type HeldLock, type Logger, openSqliteFile, type Statement, tryHold } from '../../host/index.ts';
import { type Clock, type JsonValue, sentenceOf } from '../../kit/index.ts';
import { movingErrors } from './errors.ts';

/** How far a move has come, durably: whoever is killed goes on from there. */
export interface Progress {
  readonly folder: string;
  /** What was put down under a name. */
  get<Value extends JsonValue>(name: string): Promise<Value | undefined>;
  set(name: string, value: JsonValue): Promise<void>;
  /** All of them or none. */
  setAll(notes: Readonly<Record<string, JsonValue>>): Promise<void>;
  /** Those whose names begin so, with the rest of their names, in order of names. */
  all<Value extends JsonValue>(prefix: string): Promise<ReadonlyMap<string, Value>>;
  /** The next ones after `after`, as `all`. */
  some<Value extends JsonValue>(
    prefix: string,
    after: string,
    limit: number,
  ): Promise<readonly (readonly [string, Value])[]>;
  close(): Promise<void>;
}

const steps = [['create table notes (name text not null primary key, value text not null) strict, without rowid']];

/** Opens a folder of progress for this process alone. Errors: `moving.busy`, `moving.progress-place`. */
export async function openProgress(
  folder: string,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<Progress> {
  const lock = held(folder);
  const file = await openSqliteFile({ file: join(folder, 'progress.sqlite'), clock, logger });
  await bringUp(file, steps);

  async function some<Value extends JsonValue>(prefix: string, after: string, limit: number) {
    const { rows } = await file.read({
      sql: 'select name, value from notes where name > ? and name < ? order by name limit ?',
      values: [prefix + after, `${prefix}\u{10FFFF}`, limit],
    });
    return rows.map(
      ({ name, value }) => [String(name).slice(prefix.length), JSON.parse(String(value)) as Value] as const,
    );
  }

  return {
    folder,
    async get<Value extends JsonValue>(name: string) {
      const { rows } = await file.read({ sql: 'select value from notes where name = ?', values: [name] });
      return rows[0] === undefined ? undefined : (JSON.parse(String(rows[0].value)) as Value);
    },
    async set(name, value) {
      await file.write(putDown(name, value));
    },
    async setAll(notes) {
      await file.transaction(async (run) => {
        await Promise.all(Object.entries(notes).map(([name, value]) => run(putDown(name, value))));
      });
    },
    all: async <Value extends JsonValue>(prefix: string) => new Map(await some<Value>(prefix, '', 1_000_000)),
    some,
    async close() {
      await file.close();
      lock.release();
    },
  };
}

function putDown(name: string, value: JsonValue): Statement {
  return {
    sql: 'insert into notes (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    values: [name, JSON.stringify(value)],
  };
}

function held(folder: string): HeldLock {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = tryHold(join(folder, 'moving.lock'));
    if (lock !== undefined) return lock;
  } catch (error) {
    throw movingErrors.error('moving.progress-place', { progress: folder, why: sentenceOf(error) }, error);
  }
  throw movingErrors.error('moving.busy', { progress: folder });
}

import type { SqliteValue, Statement } from '../../../host/index.ts';
import type { Place, PutOptions } from '../index.ts';

/** Each step of the file's tables, once (host's bringUp). */
export const steps: readonly (readonly string[])[] = [
  [
    `create table items (
      partition text not null,
      key text not null,
      value text not null,
      version text not null,
      expires_at integer,
      primary key (partition, key)
    ) strict, without rowid`,
    'create index items_over on items (expires_at) where expires_at is not null',
    'create table epochs (partition text not null primary key, epoch integer not null) strict, without rowid',
  ],
];

const shown = 'key, value, version, expires_at';
/** What a page may hold beyond its last item; DynamoDB's has 1 MiB. */
export const pageBytes = 1024 * 1024;

const living = '(expires_at is null or expires_at > ?)';

export function get({ partition, key }: Place, now: number): Statement {
  return {
    sql: `select ${shown} from items where partition = ? and key = ? and ${living}`,
    values: [partition, key, now],
  };
}

export interface List {
  readonly partition: string;
  readonly prefix: string;
  readonly after: string | undefined;
  readonly limit: number;
  readonly now: number;
}

export function list({ partition, prefix, after = '', limit, now }: List): Statement {
  const clauses = ['partition = ?', 'key >= ?', 'key > ?', living];
  const bounds: SqliteValue[] = [partition, prefix, after, now];
  const end = afterPrefix(prefix);
  if (end !== undefined) {
    clauses.push('key < ?');
    bounds.push(end);
  }
  // Sizes first, of at most `limit` items, then the items up to the one that fills the page.
  return {
    sql: `with sizes as (
        select key, sum(bytes) over (order by key rows unbounded preceding) - bytes as before
        from (select key, octet_length(value) as bytes from items where ${clauses.join(' and ')} order by key limit ?)
      )
      select item.key, value, version, expires_at from sizes
      join items as item on item.partition = ? and item.key = sizes.key
      where before < ? order by sizes.key`,
    values: [...bounds, limit, partition, pageBytes],
  };
}

/** The first text, by its UTF-8 bytes, after all that begin with `prefix`; undefined where there is none. */
function afterPrefix(prefix: string): string | undefined {
  const letters = Array.from(prefix, (letter) => letter.codePointAt(0) ?? 0);
  const last = letters.findLastIndex((letter) => letter < 0x10ffff);
  const letter = letters[last];
  if (letter === undefined) return undefined;
  // UTF-8 has no surrogates.
  return String.fromCodePoint(...letters.slice(0, last), letter === 0xd7ff ? 0xe000 : letter + 1);
}

export interface PutRow extends Place {
  readonly value: string;
  readonly version: string;
  readonly expiresAt: number | null;
  readonly condition: PutOptions['if'];
  readonly now: number;
}

/** Changes one row where the condition holds, else none. */
export function put({ partition, key, value, version, expiresAt, condition, now }: PutRow): Statement {
  const row = [value, version, expiresAt];
  if (typeof condition === 'object')
    return {
      sql: `update items set value = ?, version = ?, expires_at = ?
        where partition = ? and key = ? and version = ? and ${living}`,
      values: [...row, partition, key, condition.version, now],
    };
  return {
    sql: `insert into items (value, version, expires_at, partition, key) values (?, ?, ?, ?, ?)
      on conflict (partition, key) do update
      set value = excluded.value, version = excluded.version, expires_at = excluded.expires_at
      where ? or items.expires_at <= ?`,
    values: [...row, partition, key, condition === 'absent' ? 0 : 1, now],
  };
}

export function remove({ partition, key }: Place, version: string | undefined): Statement {
  return version === undefined
    ? { sql: 'delete from items where partition = ? and key = ?', values: [partition, key] }
    : { sql: 'delete from items where partition = ? and key = ? and version = ?', values: [partition, key, version] };
}

/** Also one that has expired; its taker looks. */
export function take({ partition, key }: Place): Statement {
  return { sql: `delete from items where partition = ? and key = ? returning ${shown}`, values: [partition, key] };
}

export function epoch(partition: string): Statement {
  return { sql: 'select epoch from epochs where partition = ?', values: [partition] };
}

export function raiseEpoch(partition: string): Statement {
  return {
    sql: `insert into epochs (partition, epoch) values (?, 1)
      on conflict (partition) do update set epoch = epoch + 1 returning epoch`,
    values: [partition],
  };
}

export function sweep(now: number): Statement {
  return {
    sql: `delete from items where (partition, key) in (select partition, key from items where expires_at <= ? limit 500)`,
    values: [now],
  };
}

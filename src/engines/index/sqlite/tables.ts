import type { SqliteRow, Statement } from '../../../host/index.ts';
import { isSingle } from '../analysis.ts';
import { indexErrors } from '../errors.ts';
import type { Field, Mapping } from '../index.ts';
import { type Fragment, joined, named, sql } from './fragment.ts';

/** Each step of the file's tables, once (host's bringUp). Each index has tables of its own besides. */
export const steps: readonly (readonly string[])[] = [
  [
    'create table indexes (name text primary key, number integer not null unique, mapping text not null) strict',
    'create table aliases (alias text primary key, name text not null) strict',
  ],
];

/** An index as its statements need it. */
export interface IndexTables {
  readonly name: string;
  readonly mapping: Mapping;
  /** A row a document; `number` is what other tables know it by. Single values are columns of it. */
  readonly documents: Fragment;
  /** `word`, `document`, `weight`. */
  readonly words: Fragment;
  /** `pair`, `word`: two letters that follow one another in a word, its ends marked: what slips leave alike. */
  readonly pairs: Fragment;
  /** `field`, `compared`, `document`, `value`: of keywords that are `many` or `folded`. */
  readonly keywords: Fragment;
  /** Ids and versions of what was deleted, with `at` in Unix milliseconds. */
  readonly deleted: Fragment;
}

type Run = (statement: Statement) => Promise<{ readonly rows: readonly SqliteRow[] }>;

/** The index that a name means. Errors: `index.missing`. */
export async function indexOf(run: Run, name: string): Promise<IndexTables> {
  const found = await lookUp(run, name);
  if (found === undefined) throw indexErrors.error('index.missing', { name });
  return found;
}

export async function lookUp(run: Run, name: string): Promise<IndexTables | undefined> {
  const { rows } = await run(sql`select name, number, mapping from indexes
    where name = coalesce((select name from aliases where alias = ${name}), ${name})`);
  const [row] = rows;
  if (row === undefined) return undefined;
  return tablesOf({ name: String(row.name), number: Number(row.number), mapping: JSON.parse(String(row.mapping)) });
}

export function tablesOf(index: { readonly name: string; readonly number: number; readonly mapping: Mapping }) {
  const table = (what: string) => named(`${what}_${index.number}`);
  return {
    ...{ name: index.name, mapping: index.mapping, documents: table('documents'), words: table('words') },
    ...{ pairs: table('pairs'), keywords: table('keywords'), deleted: table('deleted') },
  } satisfies IndexTables;
}

/** The column of a single value. */
export function columnOf(field: string): Fragment {
  return named(`of_${field}`);
}

export function singleFields({ fields }: Mapping): string[] {
  return Object.keys(fields).filter((name) => isSingle(fields[name]));
}

/** The column of a field that has to be a single value. Errors: `index.bad-request`. */
export function singleColumn({ mapping }: IndexTables, field: string): Fragment {
  if (!isSingle(mapping.fields[field])) {
    throw indexErrors.error('index.bad-request', { why: `${field} is not a field with a single value.` });
  }
  return columnOf(field);
}

/** Errors: `index.bad-request`. */
export function fieldOf({ mapping }: IndexTables, name: string): Field {
  const field = mapping.fields[name];
  if (field === undefined || field.type === 'text') {
    throw indexErrors.error('index.bad-request', { why: `${name} is not a keyword, number or date of this index.` });
  }
  return field;
}

/** What makes the tables of an index. */
export function making(index: IndexTables): readonly Fragment[] {
  const { documents, words, pairs, keywords, deleted, mapping } = index;
  const kind = { keyword: 'text', date: 'integer', number: 'real', text: 'text' } as const;
  const columns = singleFields(mapping).map((name) => {
    const type = kind[mapping.fields[name]?.type ?? 'text'];
    return sql`${columnOf(name)} ${{ sql: type, values: [] }}, `;
  });
  const sortedBy = mapping.sortedBy === undefined ? [] : [columnOf(mapping.sortedBy)];
  return [
    sql`create table ${documents} (number integer primary key, id text not null unique, version integer not null,
      ${joined(columns, '')}source text not null) strict`,
    ...singleFields(mapping).map((name) => {
      const index = named(`${documents.sql.slice(1, -1)}_by_${name}`);
      const by = name === mapping.sortedBy ? [columnOf(name)] : [columnOf(name), ...sortedBy];
      return sql`create index ${index} on ${documents} (${joined(by)})`;
    }),
    sql`create table ${words} (word text not null, document integer not null, weight integer not null,
      primary key (word, document)) strict, without rowid`,
    sql`create table ${pairs} (pair text not null, word text not null, primary key (pair, word)) strict, without rowid`,
    sql`create table ${keywords} (field text not null, compared text not null, document integer not null,
      value text not null, primary key (field, compared, document)) strict, without rowid`,
    sql`create table ${deleted} (id text primary key, version integer not null, at integer not null) strict`,
  ];
}

export function dropping({ documents, words, pairs, keywords, deleted }: IndexTables): readonly Fragment[] {
  return [documents, words, pairs, keywords, deleted].map((table) => sql`drop table ${table}`);
}

import type { Kysely } from 'kysely';
import type { TitleMetadata } from '../../contracts/index.ts';
import { beginningsOf, fold, sortKey, wordsOf } from './fold.ts';
import { seriesKey } from './series-of.ts';
import { pairsOf } from './slips.ts';
import type { CatalogTables, CatalogTitleRow, Languages, TagKind } from './tables.ts';

type Tx = Kysely<CatalogTables>;

/** Rises with each change of what follows: titles that were indexed before it are indexed again at the start. */
export const indexVersion = 2;

const weights = { name: 8, series: 6, year: 4, person: 2 } as const;

export type IndexColumns = Pick<
  CatalogTitleRow,
  'name_key' | 'series_key' | 'series_year' | 'episode_key' | 'year' | 'index_version'
>;

/** Specials come behind every season. */
const specials = 20_000;

/** The columns that a title is sorted and filtered by. */
export function indexColumns({ name, year, series }: TitleMetadata): IndexColumns {
  const two = (value: number) => String(value).padStart(5, '0');
  const name_key =
    series === undefined
      ? sortKey(name)
      : `${sortKey(series.name)} ${two(series.season)} ${two(series.episode)} ${sortKey(name)}`.slice(0, 400);
  return {
    name_key,
    series_key: series === undefined ? null : seriesKey(series.name),
    series_year: series?.year ?? null,
    episode_key: series === undefined ? null : seasonKey(series.season) * 100_000 + Math.min(series.episode, 99_999),
    year: year ?? null,
    index_version: indexVersion,
  };
}

function seasonKey(season: number): number {
  return season === 0 ? specials : Math.min(Math.max(season, 0), specials - 1);
}

/** Writes by what a title is found, in place of what was written before. */
export async function indexTitle(
  tx: Tx,
  title: string,
  { metadata, languages }: { readonly metadata: TitleMetadata; readonly languages: Languages },
): Promise<void> {
  await dropIndex(tx, title);
  const words = [...weightedWords(metadata)].map(([word, weight]) => ({ word, title, weight }));
  await inParts(words, (rows) => tx.insertInto('words').values(rows).execute());
  const known = await knownWords(tx, words);
  const pairs = words
    .filter(({ word }) => !known.has(word))
    .flatMap(({ word }) => pairsOf(word).map((pair) => ({ pair, word })));
  await inParts(pairs, (rows) => tx.insertInto('pairs').values(rows).execute());
  const tags = tagsOf(metadata, languages).map((tag) => ({ ...tag, title }));
  await inParts(tags, (rows) => tx.insertInto('tags').values(rows).execute());
}

/** Takes away by what a title was found, and words that no other title has. */
export async function dropIndex(tx: Tx, title: string): Promise<void> {
  const mine = await tx.selectFrom('words').select('word').where('title', '=', title).execute();
  await tx.deleteFrom('words').where('title', '=', title).execute();
  await tx.deleteFrom('tags').where('title', '=', title).execute();
  await inParts(mine, async (rows) => {
    const words = rows.map(({ word }) => word);
    const used = await tx.selectFrom('words').select('word').distinct().where('word', 'in', words).execute();
    const others = new Set(used.map(({ word }) => word));
    const unused = words.filter((word) => !others.has(word));
    if (unused.length > 0) await tx.deleteFrom('pairs').where('word', 'in', unused).execute();
  });
}

function weightedWords({ name, year, series, people }: TitleMetadata): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  function add(text: string, weight: number): void {
    for (const word of wordsOf(text).flatMap(beginningsOf)) found.set(word, Math.max(weight, found.get(word) ?? 0));
  }
  add(name, weights.name);
  if (series !== undefined) add(series.name, weights.series);
  if (year !== undefined) add(String(year), weights.year);
  for (const person of people) add(person.name, weights.person);
  return found;
}

function tagsOf({ genres, people, series }: TitleMetadata, { audio }: Languages) {
  const told: readonly [TagKind, string][] = [
    ...genres.map((genre): [TagKind, string] => ['genre', genre]),
    ...audio.map((language): [TagKind, string] => ['language', language]),
    ...people.map(({ name }): [TagKind, string] => ['person', name]),
    ...(series === undefined ? [] : [['series', series.name] satisfies [TagKind, string]]),
  ];
  const tags = told.map(([kind, value]) => ({
    kind,
    value: value.slice(0, 300),
    tag: fold(value).trim().slice(0, 300),
  }));
  return [...new Map(tags.map((tag) => [`${tag.kind} ${tag.tag}`, tag])).values()];
}

async function knownWords(tx: Tx, rows: readonly { readonly word: string }[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  await inParts(rows, async (part) => {
    const words = part.map(({ word }) => word);
    const there = await tx.selectFrom('pairs').select('word').distinct().where('word', 'in', words).execute();
    for (const { word } of there) known.add(word);
  });
  return known;
}

async function inParts<Row>(rows: readonly Row[], write: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += 200) await write(rows.slice(from, from + 200));
}

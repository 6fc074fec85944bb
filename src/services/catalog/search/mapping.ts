import type { Document, Mapping } from '../../../engines/index/index.ts';
import { detailsOf, languagesOf } from '../card.ts';
import type { CatalogTitleRow } from '../tables.ts';

/** Rises with each change of what follows: another generation of the index is filled then, and takes its place. */
const generation = 4;

export const alias = 'titles';
export const indexName = `${alias}-${generation}`;

/** Generations before this one. */
export function isOlder(index: string): boolean {
  const [name, number] = index.split('-');
  return name === alias && Number(number) < generation;
}

const languages = ['en', 'de', 'da', 'sv', 'fr'];

/** By what titles are found, sorted and narrowed. */
export const mapping: Mapping = {
  fields: {
    name: { type: 'text', weight: 8, languages },
    seriesName: { type: 'text', weight: 6, languages },
    yearText: { type: 'text', weight: 4 },
    people: { type: 'text', weight: 2, languages },
    genre: { type: 'keyword', many: true, folded: true },
    language: { type: 'keyword', many: true, folded: true },
    person: { type: 'keyword', many: true, folded: true },
    series: { type: 'keyword', folded: true },
    seriesKey: { type: 'keyword' },
    seriesId: { type: 'keyword' },
    thing: { type: 'keyword' },
    nameKey: { type: 'keyword' },
    place: { type: 'keyword' },
    year: { type: 'number' },
    duration: { type: 'number' },
  },
  sortedBy: 'place',
};

/** What the index knows of a title. */
export function documentOf(row: CatalogTitleRow): Document {
  const { name, genres, people, series } = detailsOf(row);
  const { audio } = languagesOf(row);
  const names = people.map((person) => person.name);
  return {
    ...{ name, people: names, genre: genres, language: audio, person: names },
    ...{ thing: row.series_id ?? row.id, nameKey: row.name_key, place: row.place, duration: row.duration_seconds },
    ...(series === undefined ? {} : { seriesName: series.name, series: series.name }),
    ...(row.series_key === null ? {} : { seriesKey: row.series_key }),
    ...(row.series_id === null ? {} : { seriesId: row.series_id }),
    ...(row.year === null ? {} : { year: row.year, yearText: String(row.year) }),
  };
}

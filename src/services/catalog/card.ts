import type { Artwork, TitleCard, TitleMetadata } from '../../contracts/index.ts';
import type { CatalogTitleRow, Languages } from './tables.ts';

/** The longest summary on a card, in UTF-16 units, where its first sentence is not longer itself. */
const summaryLength = 240;
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

export function cardOf(row: CatalogTitleRow): TitleCard {
  const { id, name, duration_seconds, added_at, height } = row;
  const { year, series, summary, genres, maturity } = detailsOf(row);
  const { audio, text } = languagesOf(row);
  const artwork = row.artwork === null ? undefined : (JSON.parse(row.artwork) as Artwork);
  return {
    id,
    name,
    durationSeconds: duration_seconds,
    addedAt: added_at,
    height,
    ...(year === undefined ? {} : { year }),
    ...(series === undefined ? {} : { series }),
    ...(row.series_id === null ? {} : { seriesId: row.series_id }),
    ...(summary === undefined ? {} : { summary: beginningOf(summary) }),
    genres,
    ...(maturity === undefined ? {} : { maturity }),
    audioLanguages: [...audio],
    textLanguages: [...text],
    ...(artwork === undefined ? {} : { artwork }),
  };
}

export function detailsOf({ name, details }: Pick<CatalogTitleRow, 'name' | 'details'>): TitleMetadata {
  return details === null ? { name, genres: [], people: [] } : (JSON.parse(details) as TitleMetadata);
}

export function languagesOf({ languages }: Pick<CatalogTitleRow, 'languages'>): Languages {
  return languages === null ? { audio: [], text: [] } : (JSON.parse(languages) as Languages);
}

/** The first sentences. */
function beginningOf(summary: string): string {
  let text = '';
  for (const { segment } of sentences.segment(summary.slice(0, 1_000))) {
    if (text !== '' && text.length + segment.trimEnd().length > summaryLength) break;
    text += segment;
  }
  return text.trim();
}

import type { StudioTitle, TitleVersion } from '../../../../contracts/studio/index.ts';
import type { Edit } from '../arrivals/details.ts';

/** What stands in the fields of the edit sheet: all text, as it is typed. */
export interface EditForm {
  readonly name: string;
  readonly year: string;
  readonly isEpisode: boolean;
  readonly series: string;
  readonly seriesYear: string;
  readonly season: string;
  readonly episode: string;
  /** Of a file that holds several. */
  readonly until: number | undefined;
  readonly summary: string;
  readonly genres: string;
  readonly maturity: string;
  /** By the track's name. */
  readonly languages: Readonly<Record<string, string>>;
}

export type Wrong = Readonly<Partial<Record<keyof EditForm, 'name' | 'year' | 'number' | 'series'>>>;

export function formOf({ name, metadata }: StudioTitle, version: TitleVersion | undefined): EditForm {
  const { series } = metadata ?? {};
  const tracks = [...(version?.audio ?? []), ...(version?.text ?? [])];
  return {
    name,
    year: metadata?.year === undefined ? '' : String(metadata.year),
    isEpisode: series !== undefined,
    series: series?.name ?? '',
    seriesYear: series?.year === undefined ? '' : String(series.year),
    season: series === undefined ? '1' : String(series.season),
    episode: series === undefined ? '1' : String(series.episode),
    until: series?.until,
    summary: metadata?.summary ?? '',
    genres: (metadata?.genres ?? []).join(', '),
    maturity: metadata?.maturity ?? '',
    languages: Object.fromEntries(tracks.map((track) => [track.name, track.language])),
  };
}

/** What is not as it must be, by field. */
export function wrongIn(form: EditForm): Wrong {
  const wrong: Partial<Record<keyof EditForm, 'name' | 'year' | 'number' | 'series'>> = {};
  const name = form.name.trim();
  if (name === '' || name.length > 500) wrong.name = 'name';
  if (!isYear(form.year)) wrong.year = 'year';
  if (form.isEpisode) {
    if (form.series.trim() === '') wrong.series = 'series';
    if (!isYear(form.seriesYear)) wrong.seriesYear = 'year';
    if (wholeOf(form.season) === undefined) wrong.season = 'number';
    if (wholeOf(form.episode) === undefined) wrong.episode = 'number';
  }
  return wrong;
}

/** What to ask of the studio: only what differs from before; null takes a thing away. Nothing differs: undefined. */
export function editOf(before: EditForm, after: EditForm): Edit | undefined {
  const edit: { -readonly [Key in keyof Edit]: Edit[Key] } = {};
  const differs = (...keys: (keyof EditForm)[]) => keys.some((key) => before[key] !== after[key]);
  if (differs('name')) edit.name = after.name.trim();
  if (differs('year')) edit.year = wholeOf(after.year) ?? null;
  if (differs('summary')) edit.summary = after.summary.trim() || null;
  if (differs('maturity')) edit.maturity = after.maturity.trim() || null;
  if (differs('genres')) edit.genres = genresOf(after.genres);
  if (differs('isEpisode', 'series', 'seriesYear', 'season', 'episode')) {
    edit.series = after.isEpisode
      ? {
          name: after.series.trim(),
          ...(wholeOf(after.seriesYear) === undefined ? {} : { year: wholeOf(after.seriesYear) }),
          season: wholeOf(after.season) ?? 1,
          episode: wholeOf(after.episode) ?? 1,
          // A file of several episodes stays one until it is said to be another.
          ...(after.until === undefined || differs('season', 'episode') ? {} : { until: after.until }),
        }
      : null;
  }
  const languages = Object.entries(after.languages).filter(
    ([track, language]) => language.trim() !== (before.languages[track] ?? ''),
  );
  if (languages.length > 0) {
    edit.languages = Object.fromEntries(languages.map(([track, language]) => [track, language.trim() || 'und']));
  }
  return Object.keys(edit).length === 0 ? undefined : edit;
}

/** The title as it will look when the studio has taken the edit. */
export function edited(title: StudioTitle, edit: Edit): StudioTitle {
  const before = title.metadata ?? { name: title.name, genres: [], people: [] };
  const changes = Object.entries(edit).filter(([key]) => key !== 'languages');
  const kept = new Map<string, unknown>(Object.entries(before));
  for (const [key, value] of changes) {
    if (value === null) kept.delete(key);
    else kept.set(key, value);
  }
  return { ...title, name: edit.name ?? title.name, metadata: Object.fromEntries(kept) as typeof before };
}

function isYear(text: string): boolean {
  const year = wholeOf(text);
  return text.trim() === '' || (year !== undefined && year >= 1800 && year <= 2200);
}

function wholeOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

function genresOf(text: string): string[] {
  const genres = text
    .split(/[,،;]/)
    .map((genre) => genre.trim().slice(0, 100))
    .filter((genre) => genre !== '');
  return [...new Set(genres)].slice(0, 50);
}

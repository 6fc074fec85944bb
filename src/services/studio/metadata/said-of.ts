import { readFilmName, type SeriesPlace, type TitleMetadata } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';
import type { NfoMetadata } from './nfo.ts';
import { changed } from './title-metadata.ts';

/** What is said of a new title: by its file's name, over that by an NFO, over that the name that it was given. */
export function saidOf(
  { clock }: Pick<Studio, 'clock'>,
  source: { readonly path: string; readonly name?: string | null | undefined; readonly nfo?: NfoMetadata },
): TitleMetadata {
  const { path, name, nfo = {} } = source;
  const thisYear = new Date(clock.now()).getUTCFullYear();
  const byFile: TitleMetadata = { genres: [], people: [], ...readFilmName(path, thisYear) };
  return changed(changed(byFile, { ...nfo, series: placeOf(byFile.series, nfo.series) }), {
    name: name?.trim() || undefined,
  });
}

/** An NFO tells neither a series' year nor that a file holds two episodes; where it means the same, the file does. */
function placeOf(byFile: SeriesPlace | undefined, byNfo: SeriesPlace | undefined): SeriesPlace | undefined {
  if (byFile === undefined || byNfo === undefined) return byNfo;
  const { year, until } = byFile;
  const isSame = byFile.name.toLowerCase() === byNfo.name.toLowerCase();
  const isSamePlace = byFile.season === byNfo.season && byFile.episode === byNfo.episode;
  return {
    ...byNfo,
    ...(isSame && year !== undefined ? { year } : {}),
    ...(isSame && isSamePlace && until !== undefined ? { until } : {}),
  };
}

import { readFilmName, type TitleMetadata } from '../../../contracts/index.ts';
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
  return changed(changed(byFile, nfo), { name: name?.trim() || undefined });
}

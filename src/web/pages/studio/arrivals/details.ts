import type { InputOf } from '../../../../contracts/calls/index.ts';
import type { studioContract } from '../../../../contracts/studio/index.ts';
import { titleMetadata } from '../../../../contracts/title/index.ts';

export type Edit = Omit<InputOf<(typeof studioContract)['calls']['edit']>, 'id'>;

/** What a sheet of details (`.nfo`, as media centres write them: XML) says of a film. Undefined where it is none. */
export function readDetails(xml: string): Edit | undefined {
  // Some have an address after the XML's end.
  const end = xml.lastIndexOf('>');
  const root = new DOMParser().parseFromString(xml.slice(0, end + 1), 'text/xml').documentElement;
  if (!['movie', 'episodedetails', 'video'].includes(root.localName)) return undefined;
  const text = (name: string) => root.querySelector(`:scope > ${name}`)?.textContent?.trim() || undefined;
  const texts = (name: string) =>
    [...root.querySelectorAll(`:scope > ${name}`)].map((element) => element.textContent?.trim() ?? '').filter(Boolean);
  const number = (name: string) => {
    const value = Number.parseInt(text(name) ?? '', 10);
    return Number.isSafeInteger(value) ? value : undefined;
  };
  const year = number('year') ?? Number.parseInt(text('premiered') ?? text('aired') ?? '', 10);
  const season = number('season');
  const episode = number('episode');
  const series = text('showtitle');
  const actors = [...root.querySelectorAll(':scope > actor')].map((actor) => ({
    name: actor.querySelector('name')?.textContent?.trim() ?? '',
    role: actor.querySelector('role')?.textContent?.trim() ?? '',
  }));
  const makers = (['director', 'credits'] as const).flatMap((role) => texts(role).map((name) => ({ name, role })));
  const people = [...makers, ...actors].filter(({ name }) => name !== '').slice(0, 500);
  const genres = texts('genre')
    .flatMap((genre) => genre.split(/\s*\/\s*/))
    .slice(0, 50);
  const details = {
    name: text('title')?.slice(0, 500),
    year: titleMetadata.shape.year.safeParse(year).data,
    series:
      series !== undefined && season !== undefined && episode !== undefined
        ? { name: series, season, episode }
        : undefined,
    summary: text('plot')?.slice(0, 10_000),
    maturity: text('mpaa')?.slice(0, 20),
    genres: genres.length > 0 ? genres : undefined,
    people: people.length > 0 ? people : undefined,
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)) as Edit;
}

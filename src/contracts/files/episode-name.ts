import type { SeriesPlace } from '../title/index.ts';

/** What an episode is called whose file says nothing but its place. Pages say it in the reader's language. */
export function plainEpisodeName({ episode, until }: Pick<SeriesPlace, 'episode' | 'until'>): string {
  return until === undefined ? `Episode ${episode}` : `Episodes ${episode}–${until}`;
}

/** True where a name says nothing but the episode's place: `Episode 2`, or `Show S01E02` as earlier releases had it. */
export function isPlainEpisodeName(name: string, series: SeriesPlace): boolean {
  if (name === plainEpisodeName(series) || name === plainEpisodeName({ episode: series.episode })) return true;
  const two = (value: number) => String(value).padStart(2, '0');
  return name === `${series.name} S${two(series.season)}E${two(series.episode)}`;
}

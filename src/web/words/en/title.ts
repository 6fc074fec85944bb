import { pluralOf } from '../plural.ts';

/** The pages of one film, one episode and one series. Places in a series come as they are to be read. */
export const title = {
  loading: 'Loading the film',
  play: 'Play',
  goOn: (left: string) => `Continue · ${left} left`,
  fromStart: 'From the start',
  episodes: 'Episodes',
  season: (season: string) => `Season ${season}`,
  specials: 'Specials',
  /** Of an episode whose file said no more. */
  episodeName: (episode: string) => `Episode ${episode}`,
  episodesName: (first: string, last: string) => `Episodes ${first}–${last}`,
  special: (episode: string) => `Special ${episode}`,
  episode: (season: string, episode: string) => `Season ${season}, episode ${episode}`,
  /** Where there is little room. */
  shortEpisode: (season: string, episode: string) => `S${season} E${episode}`,
  series: (name: string) => `All episodes of ${name}`,
  loadingSeries: 'Loading the series',
  seasonCount: pluralOf('en', { one: '# season', other: '# seasons' }),
  episodeCount: pluralOf('en', { one: '# episode', other: '# episodes' }),
  playNext: 'Play next episode',
  playAgain: 'Watch again',
  watched: 'Watched',
  markWatched: 'Mark as watched',
  markUnwatched: 'Mark as unwatched',
  markSeason: 'Mark season as watched',
  unmarkSeason: 'Mark season as unwatched',
  chapters: 'Chapters',
  people: 'Cast and crew',
  more: 'More like this',
  sound: 'Audio',
  captions: 'Subtitles',
  noCaptions: 'None',
  genres: 'Genre',
  maturity: 'Rating',
  unknownLanguage: 'Unknown language',
  others: pluralOf('en', { one: 'and # more', other: 'and # more' }),
  gone: {
    title: 'This film isn’t here',
    sentence: 'It may have been removed. There’s plenty more to watch.',
    action: 'Browse the library',
  },
  goneSeries: {
    title: 'This series isn’t here',
    sentence: 'It may have been removed. There’s plenty more to watch.',
  },
};

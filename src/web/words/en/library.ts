import { pluralOf } from '../plural.ts';

/** Everything in the house. */
export const library = {
  title: 'Library',
  loading: 'Loading the library',
  films: pluralOf('en', { one: '# film', other: '# films' }),
  series: pluralOf('en', { one: '# series', other: '# series' }),
  sort: 'Sort by',
  sorts: {
    added: 'Recently added',
    name: 'Name',
    year: 'Newest films first',
    'year-up': 'Oldest films first',
    duration: 'Shortest first',
    'duration-down': 'Longest first',
  },
  genre: 'Genre',
  anyGenre: 'All genres',
  decade: 'Decade',
  anyDecade: 'All decades',
  decadeName: (year: string) => `${year}s`,
  language: 'Spoken language',
  anyLanguage: 'Any language',
  clear: 'Clear filters',
  more: 'Show more',
  empty: { title: 'The shelves are empty', sentence: 'Films you add appear here.', action: 'Add a film' },
  none: { title: 'No matches', sentence: 'Nothing in the library fits everything you chose.' },
};

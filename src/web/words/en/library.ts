/** Everything in the house. */
export const library = {
  title: 'Library',
  loading: 'Fetching the library',
  count: (count: number, shown: string) => (count === 1 ? '1 film' : `${shown} films`),
  sort: 'Order',
  sorts: {
    added: 'Newest first',
    name: 'By name',
    year: 'Latest year first',
    'year-up': 'Oldest film first',
    duration: 'Shortest first',
    'duration-down': 'Longest first',
  },
  genre: 'Kind',
  anyGenre: 'Every kind',
  language: 'Spoken in',
  anyLanguage: 'Any language',
  clear: 'Show everything',
  more: 'Show more',
  empty: { title: 'The shelves are empty', sentence: 'Films that are brought in stand here.', action: 'Add a film' },
  none: { title: 'Nothing is like that', sentence: 'No film in the house fits all of what was chosen.' },
};

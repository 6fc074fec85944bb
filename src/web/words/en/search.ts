import { pluralOf } from '../plural.ts';

/** Finding by name. */
export const search = {
  title: 'Search',
  field: 'Film, series or person',
  clear: 'Clear',
  idle: {
    title: 'What would you like to watch?',
    sentence: 'A few letters are enough, and typos are fine.',
  },
  loading: 'Searching',
  found: pluralOf('en', { one: '# result', other: '# results' }),
  none: {
    title: (wanted: string) => `No results for “${wanted}”`,
    sentence: 'Try fewer letters, or browse the library.',
    action: 'Browse the library',
  },
};

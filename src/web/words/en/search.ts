/** Finding by name. */
export const search = {
  title: 'Search',
  field: 'Name of a film, a series, a person',
  clear: 'Clear',
  idle: {
    title: 'What would you like to see',
    sentence: 'A few letters are enough, and a slip of the pen is forgiven.',
  },
  loading: 'Looking',
  found: (count: number, shown: string) => (count === 1 ? '1 film found' : `${shown} films found`),
  none: {
    title: (wanted: string) => `Nothing here is called “${wanted}”`,
    sentence: 'Try fewer letters, or look through everything.',
    action: 'To the library',
  },
};

/** The front page. */
export const home = {
  title: 'Films',
  now: 'Tonight',
  goOn: 'Where you left off',
  fresh: 'New in the house',
  all: 'In the programme',
  play: 'Play',
  goOnFrom: (time: string) => `Continue from ${time}`,
  fromStart: 'From the start',
  about: 'More',
  aboutFilm: (name: string) => `More about ${name}`,
  left: (span: string) => `${span} left`,
  upTo: (height: string) => `Up to ${height}p`,
  loading: 'Opening the house',
  everything: 'Everything in the house',
  empty: {
    title: 'The house is dark tonight',
    sentence: 'There is no film here yet. Bring one in, and it can be watched as soon as its first look is done.',
    action: 'Add a film',
  },
};

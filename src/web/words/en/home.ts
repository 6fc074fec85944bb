/** The front page. */
export const home = {
  title: 'Films',
  now: 'Tonight',
  goOn: 'Continue watching',
  fresh: 'Just added',
  play: 'Play',
  goOnFrom: (time: string) => `Continue from ${time}`,
  about: 'More',
  aboutFilm: (name: string) => `More about ${name}`,
  left: (span: string) => `${span} left`,
  loading: 'Opening the house',
  decade: (year: string) => `From the ${year}s`,
  short: 'Short films',
  long: 'For a long evening',
  everything: 'Everything',
  empty: {
    title: 'The house is dark tonight',
    sentence: 'There are no films here yet. Add one, and you can watch it as soon as its first look is ready.',
    action: 'Add a film',
  },
};

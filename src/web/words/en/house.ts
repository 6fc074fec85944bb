/** What every page says. */
export const house = {
  name: 'Bijou',
  untitled: 'Untitled',
  tagline: 'Your own picture house',
  skip: 'Skip to the films',
  close: 'Close',
  more: 'More',
  back: 'Back',
  nav: {
    label: 'Main',
    films: 'Films',
    library: 'Library',
    search: 'Search',
    studio: 'Studio',
    operations: 'Operations',
  },
  language: 'Language',
  wrong: {
    title: 'Something is in the way',
    retry: 'Try again',
    code: 'Code for support',
    stale: 'The list may be out of date.',
    undone: 'That did not work, so it was put back.',
  },
  offline: {
    title: 'No connection',
    sentence: 'This device is offline. The page comes back by itself when the connection does.',
    action: 'Try again',
  },
  nowhere: {
    title: 'There is no such room',
    sentence: 'The address leads nowhere in this house.',
    action: 'To the films',
  },
  loading: 'One moment',
  span: {
    hours: (hours: string, minutes: string | undefined) =>
      minutes === undefined ? `${hours} h` : `${hours} h ${minutes} min`,
    minutes: (minutes: string) => `${minutes} min`,
    seconds: (seconds: string) => `${seconds} s`,
  },
  row: { on: (name: string) => `${name}: further on`, back: (name: string) => `${name}: back` },
  required: 'Needed',
};

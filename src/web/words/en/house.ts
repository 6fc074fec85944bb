/** What every page says. */
export const house = {
  name: 'Bijou',
  untitled: 'Untitled',
  tagline: 'Your own picture house',
  skip: 'Skip to the films',
  close: 'Close',
  cancel: 'Cancel',
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
    title: 'Something went wrong',
    retry: 'Try again',
    code: 'Code for support',
    stale: 'This may be out of date.',
    undone: 'That didn’t work, so it was undone.',
  },
  offline: {
    title: 'No connection',
    sentence: 'This device is offline. The page will come back by itself once you’re connected.',
    action: 'Try again',
  },
  nowhere: {
    title: 'Page not found',
    sentence: 'There’s nothing at this address.',
    action: 'Back to the films',
  },
  loading: 'One moment',
  span: {
    hours: (hours: string, minutes: string | undefined) =>
      minutes === undefined ? `${hours} h` : `${hours} h ${minutes} min`,
    minutes: (minutes: string) => `${minutes} min`,
    seconds: (seconds: string) => `${seconds} s`,
  },
  row: { on: (name: string) => `${name}: next`, back: (name: string) => `${name}: previous` },
  required: 'Required',
};

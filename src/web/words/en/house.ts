/** What every page says. */
export const house = {
  name: 'Bijou',
  tagline: 'Your own picture house',
  skip: 'Skip to the films',
  nav: { label: 'Main', films: 'Films', studio: 'Studio' },
  wrong: {
    title: 'Something is in the way',
    retry: 'Try again',
    code: 'Code for support',
    stale: 'The list may be out of date.',
  },
  offline: {
    title: 'No connection',
    sentence: 'This device is offline. The list comes back by itself when the connection does.',
  },
  nowhere: {
    title: 'There is no such room',
    sentence: 'The address leads nowhere in this house.',
    action: 'To the films',
  },
  span: {
    hours: (hours: number, minutes: number) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
    minutes: (minutes: number) => `${minutes} min`,
    seconds: (seconds: number) => `${seconds} s`,
  },
};

import type { home as English } from '../en/home.ts';

export const home: typeof English = {
  title: 'Filme',
  now: 'Heute Abend',
  goOn: 'Weiterschauen',
  fresh: 'Neu im Haus',
  all: 'Im Programm',
  play: 'Abspielen',
  goOnFrom: (time) => `Weiter ab ${time}`,
  fromStart: 'Von vorn',
  about: 'Mehr',
  aboutFilm: (name) => `Mehr über ${name}`,
  left: (span) => `noch ${span}`,
  upTo: (height) => `Bis ${height}p`,
  loading: 'Das Haus öffnet',
  everything: 'Alles im Haus',
  empty: {
    title: 'Heute bleibt es dunkel',
    sentence: 'Hier ist noch kein Film. Bring einen herein; sobald der erste Blick fertig ist, kann man ihn sehen.',
    action: 'Film hinzufügen',
  },
};

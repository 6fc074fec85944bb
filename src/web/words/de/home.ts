import type { home as English } from '../en/home.ts';

export const home: typeof English = {
  title: 'Filme',
  now: 'Heute Abend',
  goOn: 'Weiterschauen',
  fresh: 'Neu dabei',
  play: 'Abspielen',
  goOnFrom: (time) => `Weiter ab ${time}`,
  about: 'Mehr',
  aboutFilm: (name) => `Mehr über ${name}`,
  left: (span) => `noch ${span}`,
  loading: 'Das Haus öffnet',
  decade: (year) => `Aus den ${year}ern`,
  short: 'Kurzfilme',
  long: 'Für einen langen Abend',
  everything: 'Alles',
  empty: {
    title: 'Heute bleibt es dunkel',
    sentence: 'Hier gibt es noch keine Filme. Füg einen hinzu: Sobald der erste Blick fertig ist, kannst du ihn sehen.',
    action: 'Film hinzufügen',
  },
};

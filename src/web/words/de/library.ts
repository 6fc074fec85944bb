import type { library as English } from '../en/library.ts';

export const library: typeof English = {
  title: 'Archiv',
  loading: 'Das Archiv wird geholt',
  count: (count, shown) => (count === 1 ? '1 Film' : `${shown} Filme`),
  sort: 'Reihenfolge',
  sorts: {
    added: 'Zuletzt gekommen',
    name: 'Nach Namen',
    year: 'Neueste Filme zuerst',
    'year-up': 'Älteste Filme zuerst',
    duration: 'Kürzeste zuerst',
    'duration-down': 'Längste zuerst',
  },
  genre: 'Art',
  anyGenre: 'Jede Art',
  language: 'Gesprochen',
  anyLanguage: 'Jede Sprache',
  clear: 'Alles zeigen',
  more: 'Mehr zeigen',
  empty: {
    title: 'Die Regale sind leer',
    sentence: 'Hier stehen die Filme, die hereingebracht werden.',
    action: 'Film hinzufügen',
  },
  none: { title: 'So einen gibt es nicht', sentence: 'Kein Film im Haus passt zu allem, was gewählt ist.' },
};

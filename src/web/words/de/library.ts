import type { library as English } from '../en/library.ts';
import { pluralOf } from '../plural.ts';

export const library: typeof English = {
  title: 'Bibliothek',
  loading: 'Die Bibliothek wird geladen',
  films: pluralOf('de', { one: '# Film', other: '# Filme' }),
  series: pluralOf('de', { one: '# Serie', other: '# Serien' }),
  sort: 'Sortieren nach',
  sorts: {
    added: 'Zuletzt hinzugefügt',
    name: 'Name',
    year: 'Neueste Filme zuerst',
    'year-up': 'Älteste Filme zuerst',
    duration: 'Kürzeste zuerst',
    'duration-down': 'Längste zuerst',
  },
  genre: 'Genre',
  anyGenre: 'Alle Genres',
  decade: 'Jahrzehnt',
  anyDecade: 'Alle Jahrzehnte',
  decadeName: (year) => `${year}er`,
  language: 'Gesprochene Sprache',
  anyLanguage: 'Alle Sprachen',
  clear: 'Filter zurücksetzen',
  more: 'Mehr anzeigen',
  empty: {
    title: 'Die Regale sind leer',
    sentence: 'Hier erscheinen die Filme, die du hinzufügst.',
    action: 'Film hinzufügen',
  },
  none: { title: 'Keine Treffer', sentence: 'Nichts in der Bibliothek passt zu allem, was du gewählt hast.' },
};

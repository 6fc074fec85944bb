import type { search as English } from '../en/search.ts';

export const search: typeof English = {
  title: 'Suche',
  field: 'Name eines Films, einer Reihe, eines Menschen',
  clear: 'Leeren',
  idle: {
    title: 'Was möchtest du sehen',
    sentence: 'Ein paar Buchstaben genügen, und ein Tippfehler schadet nicht.',
  },
  loading: 'Es wird gesucht',
  found: (count, shown) => (count === 1 ? '1 Film gefunden' : `${shown} Filme gefunden`),
  none: {
    title: (wanted) => `Nichts hier heißt „${wanted}“`,
    sentence: 'Versuch es mit weniger Buchstaben, oder sieh alles durch.',
    action: 'Zum Archiv',
  },
};

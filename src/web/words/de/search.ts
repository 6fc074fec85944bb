import type { search as English } from '../en/search.ts';
import { pluralOf } from '../plural.ts';

export const search: typeof English = {
  title: 'Suche',
  field: 'Film, Serie oder Person',
  clear: 'Leeren',
  idle: {
    title: 'Was möchtest du sehen?',
    sentence: 'Ein paar Buchstaben genügen, und Tippfehler machen nichts.',
  },
  loading: 'Suche läuft',
  found: pluralOf('de', { one: '# Treffer', other: '# Treffer' }),
  none: {
    title: (wanted) => `Keine Treffer für „${wanted}“`,
    sentence: 'Versuch es mit weniger Buchstaben oder stöbere in der Bibliothek.',
    action: 'Zur Bibliothek',
  },
};

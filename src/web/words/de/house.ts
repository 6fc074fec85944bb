import type { house as English } from '../en/house.ts';

export const house: typeof English = {
  name: 'Bijou',
  untitled: 'Ohne Titel',
  tagline: 'Dein eigenes Lichtspielhaus',
  skip: 'Zu den Filmen springen',
  close: 'Schließen',
  more: 'Mehr',
  back: 'Zurück',
  nav: {
    label: 'Hauptmenü',
    films: 'Filme',
    library: 'Archiv',
    search: 'Suche',
    studio: 'Studio',
    operations: 'Betrieb',
  },
  language: 'Sprache',
  wrong: {
    title: 'Etwas ist im Weg',
    retry: 'Noch einmal',
    code: 'Kennwort für die Hilfe',
    stale: 'Die Liste ist vielleicht nicht mehr aktuell.',
    undone: 'Das ging nicht und wurde zurückgenommen.',
  },
  offline: {
    title: 'Keine Verbindung',
    sentence: 'Dieses Gerät ist offline. Die Seite kommt von selbst wieder, sobald die Verbindung da ist.',
    action: 'Noch einmal',
  },
  nowhere: {
    title: 'Diesen Saal gibt es nicht',
    sentence: 'Die Adresse führt in diesem Haus nirgendwohin.',
    action: 'Zu den Filmen',
  },
  loading: 'Einen Augenblick',
  span: {
    hours: (hours, minutes) => (minutes === undefined ? `${hours} Std.` : `${hours} Std. ${minutes} Min.`),
    minutes: (minutes) => `${minutes} Min.`,
    seconds: (seconds) => `${seconds} Sek.`,
  },
  row: { on: (name) => `${name}: weiter`, back: (name) => `${name}: zurück` },
  required: 'Nötig',
};

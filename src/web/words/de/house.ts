import type { house as English } from '../en/house.ts';

export const house: typeof English = {
  name: 'Bijou',
  untitled: 'Ohne Titel',
  tagline: 'Dein eigenes Lichtspielhaus',
  skip: 'Zu den Filmen springen',
  close: 'Schließen',
  cancel: 'Abbrechen',
  more: 'Mehr',
  back: 'Zurück',
  nav: {
    label: 'Hauptmenü',
    films: 'Filme',
    library: 'Bibliothek',
    search: 'Suche',
    studio: 'Studio',
    operations: 'Betrieb',
  },
  language: 'Sprache',
  wrong: {
    title: 'Da ist etwas schiefgegangen',
    retry: 'Noch einmal versuchen',
    code: 'Code für den Support',
    stale: 'Das hier ist vielleicht nicht mehr aktuell.',
    undone: 'Das hat nicht geklappt und wurde rückgängig gemacht.',
  },
  offline: {
    title: 'Keine Verbindung',
    sentence: 'Dieses Gerät ist offline. Sobald du wieder verbunden bist, geht es von selbst weiter.',
    action: 'Noch einmal versuchen',
  },
  nowhere: {
    title: 'Seite nicht gefunden',
    sentence: 'Unter dieser Adresse gibt es nichts.',
    action: 'Zurück zu den Filmen',
  },
  loading: 'Einen Augenblick',
  span: {
    hours: (hours, minutes) => (minutes === undefined ? `${hours} Std.` : `${hours} Std. ${minutes} Min.`),
    minutes: (minutes) => `${minutes} Min.`,
    seconds: (seconds) => `${seconds} Sek.`,
  },
  row: { on: (name) => `${name}: weiter`, back: (name) => `${name}: zurück` },
  required: 'Pflichtfeld',
};

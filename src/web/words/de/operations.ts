import type { operations as English } from '../en/operations.ts';

export const operations: typeof English = {
  title: 'Betrieb',
  loading: 'Ein Blick durchs Haus',
  well: 'Alles ist gut',
  wellMore: (processes) => `${processes} Prozesse laufen, und nichts wartet auf dich.`,
  wellOne: 'Alles läuft in einem Prozess, und nichts wartet auf dich.',
  unwell: (count, shown) => (count === 1 ? 'Eines ist nicht gut' : `${shown} Dinge sind nicht gut`),
  complaints: {
    missing: (targets) => `Läuft nicht: ${targets}.`,
    unready: (targets, why) => `${targets} ist nicht bereit. ${why}`,
    disk: (held) => `Es wird keine neue Arbeit begonnen: ${held}`,
    'no-encoder': (count, shown) =>
      count === 1
        ? '1 Auftrag wartet, und kein Kodierer ist wach.'
        : `${shown} Aufträge warten, und kein Kodierer ist wach.`,
    failed: (count, shown) =>
      count === 1
        ? '1 Auftrag ist gescheitert und wartet auf dich.'
        : `${shown} Aufträge sind gescheitert und warten auf dich.`,
  },
  noWhy: 'Er sagt nicht, warum.',
  asOf: (time) => `Stand ${time}`,
  live: 'Live',
  processes: {
    title: 'Was wo läuft',
    label: 'Prozesse',
    targets: 'Dienste',
    pid: 'Prozess',
    address: 'Adresse',
    up: 'Läuft seit',
    ready: 'Bereit',
    unready: 'Nicht bereit',
  },
  jobs: {
    title: 'Aufträge',
    label: 'Aufträge nach Zustand',
    states: { waiting: 'Warten', leased: 'In Arbeit', done: 'Fertig', failed: 'Gescheitert' },
    uploads: (count, shown) => (count === 1 ? '1 Film kommt herein' : `${shown} Filme kommen herein`),
    none: 'Gerade gibt es nichts zu tun.',
  },
  encoders: {
    title: 'Kodierer',
    label: 'Kodierer und was sie halten',
    name: 'Kodierer',
    leased: 'In Arbeit',
    seen: 'Zuletzt gehört',
    none: 'Noch kein Kodierer hat nach Arbeit gefragt.',
  },
  disk: {
    title: 'Platte',
    free: (free, all) => `${free} von ${all} sind frei`,
    used: 'Belegt',
    unknown: 'Die Platte ist noch nicht vermessen.',
  },
  troubles: {
    title: 'Die letzten Fehler',
    label: 'Die letzten Fehler, neueste zuerst',
    none: 'Keine. In letzter Zeit ging nichts schief.',
  },
  version: (version) => `Bijou ${version}`,
};

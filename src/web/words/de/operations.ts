import type { operations as English } from '../en/operations.ts';
import { pluralOf } from '../plural.ts';

export const operations: typeof English = {
  title: 'Betrieb',
  loading: 'Das Haus wird geprüft',
  well: 'Alles in Ordnung',
  wellMore: pluralOf('de', {
    one: '# Prozess läuft, und es gibt nichts zu tun.',
    other: '# Prozesse laufen, und es gibt nichts zu tun.',
  }),
  wellOne: 'Alles läuft in einem Prozess, und es gibt nichts zu tun.',
  unwell: pluralOf('de', { one: 'Ein Problem', other: '# Probleme' }),
  complaints: {
    missing: (targets) => `Läuft nicht: ${targets}.`,
    unready: (targets, why) => `${targets}: nicht bereit. ${why}`,
    disk: (held) => `Neue Aufträge ruhen: ${held}`,
    'no-encoder': pluralOf('de', {
      one: '# Auftrag wartet, aber kein Encoder ist verfügbar.',
      other: '# Aufträge warten, aber kein Encoder ist verfügbar.',
    }),
    failed: pluralOf('de', {
      one: '# Auftrag ist fehlgeschlagen und braucht deine Aufmerksamkeit.',
      other: '# Aufträge sind fehlgeschlagen und brauchen deine Aufmerksamkeit.',
    }),
  },
  noWhy: 'Ohne Angabe von Gründen.',
  seeFailed: 'Fehlgeschlagenes ansehen',
  asOf: (time) => `Stand ${time}`,
  live: 'Live',
  processes: {
    title: 'Prozesse',
    label: 'Prozesse',
    targets: 'Dienste',
    pid: 'Prozess-ID',
    address: 'Adresse',
    up: 'Laufzeit',
    ready: 'Bereit',
    unready: 'Nicht bereit',
  },
  jobs: {
    title: 'Aufträge',
    label: 'Aufträge nach Status',
    states: { waiting: 'Wartend', leased: 'In Arbeit', done: 'Fertig', failed: 'Fehlgeschlagen' },
    uploads: pluralOf('de', { one: '# Upload läuft', other: '# Uploads laufen' }),
    none: 'Gerade gibt es nichts zu tun.',
  },
  encoders: {
    title: 'Encoder',
    label: 'Encoder und ihre Aufträge',
    name: 'Encoder',
    leased: 'In Arbeit',
    seen: 'Zuletzt gesehen',
    none: 'Noch hat kein Encoder nach Arbeit gefragt.',
  },
  disk: {
    title: 'Festplatte',
    free: (free, all) => `${free} von ${all} frei`,
    used: (share) => `${share} belegt`,
    unknown: 'Die Festplatte wurde noch nicht gemessen.',
  },
  troubles: {
    title: 'Letzte Fehler',
    label: 'Letzte Fehler, neueste zuerst',
    none: 'In letzter Zeit keine Fehler.',
  },
  version: (version) => `Bijou ${version}`,
};

import type { title as English } from '../en/title.ts';

export const title: typeof English = {
  loading: 'Der Film wird gesucht',
  play: 'Abspielen',
  goOn: (left) => `Weiter · noch ${left}`,
  fromStart: 'Von vorn',
  facts: 'In Kürze',
  episodes: 'Folgen',
  season: (season) => `Staffel ${season}`,
  episode: (season, episode) => `Staffel ${season}, Folge ${episode}`,
  chapters: 'Kapitel',
  people: 'Mitwirkende',
  more: 'Ähnliche Filme',
  sound: 'Ton',
  captions: 'Untertitel',
  noCaptions: 'Keine',
  genres: 'Art',
  maturity: 'Freigabe',
  unknownLanguage: 'Sprache unbekannt',
  others: (_count, shown) => `und ${shown} weitere`,
  gone: {
    title: 'Dieser Film ist nicht im Haus',
    sentence: 'Vielleicht wurde er abgesetzt. Was jetzt läuft, ist nur einen Schritt entfernt.',
    action: 'Zum Archiv',
  },
};

import type { errors as English } from '../en/errors.ts';

export const errors: typeof English = {
  'peer.unavailable': 'Bijou antwortet nicht. Vielleicht startet es gerade; versuch es gleich noch einmal.',
  'peer.timeout': 'Bijou braucht zu lange für eine Antwort. Versuch es gleich noch einmal.',
  'peer.answer': 'Bijou hat etwas geantwortet, das diese Seite nicht versteht. Vielleicht hilft es, sie neu zu laden.',
  'server.fault': 'Auf dem Server ist etwas schiefgegangen. Näheres steht im Protokoll.',
  'request.owner-only': 'Das darf nur der Eigentümer.',
  'catalog.no-such-title': 'Diesen Film gibt es hier nicht.',
  'catalog.no-such-version': 'Diese Fassung des Films gibt es nicht mehr.',
  'catalog.no-such-series': 'Diese Serie gibt es hier nicht.',
  'app.no-script': 'Ein Teil der App konnte nicht geladen werden. Versuch es noch einmal oder lade die Seite neu.',
};

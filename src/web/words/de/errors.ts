import type { errors as English } from '../en/errors.ts';

export const errors: typeof English = {
  'peer.unavailable': 'Das Haus antwortet nicht. Vielleicht startet es gerade; versuch es gleich noch einmal.',
  'peer.timeout': 'Das Haus braucht zu lange für eine Antwort. Versuch es gleich noch einmal.',
  'peer.answer': 'Das Haus gab eine Antwort, die diese Seite nicht versteht. Neu laden hilft vielleicht.',
  'server.fault': 'Im Haus ging etwas schief. Sein Protokoll weiß mehr.',
  'request.owner-only': 'Das ist dem Eigentümer des Hauses vorbehalten.',
  'catalog.no-such-title': 'Diesen Film gibt es hier nicht.',
  'catalog.no-such-version': 'Diese Fassung des Films ist nicht mehr da.',
  'app.no-script': 'Ein Teil der App konnte nicht geholt werden. Versuch es noch einmal, oder lade die Seite neu.',
};

import type { Film } from '../film.ts';
import { captions } from './captions.ts';
import { musicAlone, musicAndWeather } from './score.ts';
import { dunes } from './shots/dunes.ts';
import { fields } from './shots/fields.ts';
import { harbour } from './shots/harbour.ts';
import { home } from './shots/home.ts';
import { island } from './shots/island.ts';
import { peaks } from './shots/peaks.ts';
import { titleCard } from './shots/title-card.ts';

/**
 * The Red Kite: on Monday its line snaps, and by Sunday it has company. Cut paper in daylight, as easy to encode as
 * a drawn film can be. Seven shots of two bars each of a waltz at 75 beats a minute (120 pictures at 25 a second),
 * the last of two and a half.
 */
export const redKite: Film = {
  id: 'the-red-kite',
  name: 'The Red Kite',
  told: {
    year: 2026,
    summary:
      'On Monday its line snaps. A waltz over dunes, harbour, fields and mountains with a kite that nobody holds; by Sunday it has company.',
    genres: ['Daylight', 'Adventure'],
  },
  width: 1280,
  height: 720,
  rate: 25,
  grain: 0.2,
  shots: [dunes, titleCard, harbour, fields, peaks, island, home],
  sounds: [
    { language: 'eng', name: 'Music and weather', mix: musicAndWeather },
    { language: 'eng', name: 'Music alone', mix: musicAlone },
  ],
  captions,
  chapters: [
    { shot: 'dunes', name: 'A good wind' },
    { shot: 'harbour', name: 'The harbour and the fields' },
    { shot: 'peaks', name: 'Over the mountains' },
    { shot: 'island', name: 'The other shore' },
  ],
};

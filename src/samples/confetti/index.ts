import type { Film } from '../film.ts';
import { captions } from './captions.ts';
import { score } from './score.ts';
import { avenue, underpass } from './shots/avenue.ts';
import { clock } from './shots/clock.ts';
import { dawn } from './shots/dawn.ts';
import { fireworks, willows } from './shots/fireworks.ts';
import { flock } from './shots/flock.ts';
import { square } from './shots/square.ts';
import { titleCard } from './shots/title-card.ts';
import { tramWindow } from './shots/window.ts';

/**
 * Confetti: midnight, and what becomes of a city's worth of coloured paper until the morning. As hard to encode as
 * it looks: thousands of small things, each going its own way. Ten shots of one to three bars at 150 beats a minute
 * (48 pictures a bar at 30 a second).
 */
export const confetti: Film = {
  id: 'confetti',
  name: 'Confetti',
  told: {
    year: 2026,
    summary: 'Midnight, and what becomes of a city’s worth of coloured paper until the morning.',
    genres: ['City', 'Celebration'],
  },
  width: 1280,
  height: 720,
  rate: 30,
  grain: 0.4,
  shots: [clock, titleCard, square, avenue, tramWindow, flock, underpass, fireworks, willows, dawn],
  sounds: [{ language: 'eng', name: 'Music and city', mix: score }],
  captions,
  chapters: [
    { shot: 'clock', name: 'Midnight' },
    { shot: 'avenue', name: 'The wind' },
    { shot: 'fireworks', name: 'The answer' },
    { shot: 'dawn', name: 'The morning after' },
  ],
};

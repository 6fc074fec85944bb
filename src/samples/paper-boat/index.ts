import type { Film } from '../film.ts';
import { captions } from './captions.ts';
import { score } from './score.ts';
import { aurora } from './shots/aurora.ts';
import { curtain } from './shots/curtain.ts';
import { goodNight } from './shots/good-night.ts';
import { sea } from './shots/sea.ts';
import { street } from './shots/street.ts';
import { titleCard } from './shots/title-card.ts';
import { train } from './shots/train.ts';
import { wood } from './shots/wood.ts';

/**
 * The Paper Boat: somebody folds a boat, puts a candle in it and lets it go; it comes to you. Seven shots of one bar
 * each at 72 beats a minute (80 pictures at 24 a second), and a last one of a bar and a half.
 */
export const paperBoat: Film = {
  id: 'the-paper-boat',
  name: 'The Paper Boat',
  told: {
    year: 2026,
    summary:
      'Somebody folds a boat, puts a candle in it and lets it go. It sails down a wet street, under a train, through a wood and over the sea, all the way to you.',
    genres: ['Night', 'Fairy tale'],
  },
  width: 1280,
  height: 720,
  rate: 24,
  grain: 0.45,
  shots: [curtain, titleCard, street, train, wood, sea, aurora, goodNight],
  sounds: [{ language: 'eng', name: 'Music and weather', mix: score }],
  captions: [{ language: 'eng', name: 'English', captions }],
  chapters: [
    { shot: 'curtain', name: 'The house' },
    { shot: 'street', name: 'Rain, and a train' },
    { shot: 'wood', name: 'The wood and the sea' },
    { shot: 'aurora', name: 'The far north, and home' },
  ],
};

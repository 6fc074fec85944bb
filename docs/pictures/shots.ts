// What there is to see: every page, in every state that looks different.
import type { Page } from 'playwright-core';
import type { FakeLibrary } from '../../test/browser/fixtures/library.ts';
import { states } from '../../test/browser/fixtures/states.ts';
import { opensTimeline, playsTo, rests } from './acts.ts';

export interface Shot {
  /** Of its files: `docs/pictures/<file>-<size>.jpg`. */
  readonly file: string;
  readonly title: string;
  /** What the gallery says under it. */
  readonly says: string;
  /** The house it is taken in: with the three sample films, while those come in, after one was removed, or without any. */
  readonly house: 'films' | 'coming' | 'removed' | 'empty';
  readonly path: string;
  /** English unless told. */
  readonly locale?: string;
  /** Answers the page's calls in the house's place. */
  readonly library?: FakeLibrary;
  /** Seen when the state is there. */
  readonly shows: string;
  readonly offline?: true;
  /** On a desk, the whole height of the page rather than what the screen shows. */
  readonly whole?: true;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

export interface Chapter {
  readonly title: string;
  readonly shots: readonly Shot[];
}

/** A shot of a state that the pages' tests have, too. */
function ofState(name: string, shot: Pick<Shot, 'file' | 'title' | 'says'>): Shot {
  const state = states.find((one) => one.name === name);
  if (state === undefined) throw new Error(`The pages have no state “${name}”.`);
  const { path, library, shows, offline } = state;
  return { ...shot, house: 'films', path, library, shows, ...(offline && { offline }) };
}

/** `FILM` stands for the sample film that is looked at. */
export const chapters: readonly Chapter[] = [
  {
    title: 'The front of the house',
    shots: [
      {
        file: 'home',
        title: 'Front page',
        says: 'One film in the light, the others in rows below. This is what a newcomer sees a minute after `npm start`.',
        house: 'films',
        path: '/',
        shows: '.strip a.card',
        act: rests,
      },
      {
        file: 'home-arabic',
        title: 'Front page, from right to left',
        says: 'The house is in English, German and Arabic; the whole page turns with the language.',
        house: 'films',
        path: '/',
        locale: 'ar',
        shows: '.strip a.card',
        act: rests,
      },
      {
        file: 'title',
        title: 'A film’s page',
        says: 'The still grows out of its card. The picture’s darkest colour runs on behind the page.',
        house: 'films',
        path: '/title/FILM',
        shows: '.scene-do',
        act: rests,
      },
      {
        file: 'library',
        title: 'Library',
        says: 'Everything there is, by name, year or length, narrowed by kind, language and series; all of it in the address.',
        house: 'films',
        path: '/library',
        shows: '.library-cards a.card',
        act: rests,
      },
      {
        file: 'search',
        title: 'Search',
        says: 'Finds names, people, kinds and words of the summary while one types.',
        house: 'films',
        path: '/search?q=boat',
        shows: '.search-cards a.card',
        act: rests,
      },
      ofState('front page', {
        file: 'home-many',
        title: 'Front page with more films',
        says: 'Rows scroll by touch, wheel and arrow keys; each remembers where one was in it. (These stills are drawn by a test.)',
      }),
      ofState('series', {
        file: 'series',
        title: 'A series',
        says: 'One card, one page: seasons, what was watched, and the episode that comes next.',
      }),
      ofState('title', {
        file: 'title-much',
        title: 'A film’s page with all there is to say',
        says: 'Chapters, people, languages, and more like it.',
      }),
    ],
  },
  {
    title: 'Watching',
    shots: [
      {
        file: 'watch',
        title: 'Player',
        says: 'Nothing over the film but what was asked for: one line with chapters as ticks, a picture over the pointer.',
        house: 'films',
        path: '/watch/FILM?t=9',
        shows: 'video',
        act: opensTimeline,
      },
      {
        file: 'watch-sheet',
        title: 'Picture and sound',
        says: 'Quality, sound, captions, speed and a timer to sleep by, in one sheet with an address of its own.',
        house: 'films',
        path: '/watch/FILM?t=9&sheet=settings',
        shows: 'dialog[open]',
        act: (page) => playsTo(page, 9.5),
      },
      {
        file: 'watch-captions',
        title: 'Captions as one likes them',
        says: 'Size, colour and ground; kept for the next film.',
        house: 'films',
        path: '/watch/FILM?t=9&sheet=captions',
        shows: 'dialog[open]',
        act: (page) => playsTo(page, 9.5),
      },
      {
        file: 'watch-keys',
        title: 'Keyboard shortcuts',
        says: 'All of the player by keyboard; `?` shows how.',
        house: 'films',
        path: '/watch/FILM?t=9&sheet=keys',
        shows: 'dialog[open]',
        act: (page) => playsTo(page, 9.5),
      },
      {
        file: 'watch-curious',
        title: 'Playback details',
        says: 'Which rung plays and why, what is ahead, what was measured, where the bytes come from.',
        house: 'films',
        path: '/watch/FILM?t=9&sheet=curious',
        shows: '.curious',
        act: (page) => playsTo(page, 14),
      },
      {
        file: 'watch-wrong',
        title: 'A film that cannot be played',
        says: 'What happened, what to try, and a code that can be read out.',
        house: 'films',
        path: '/watch/0190a000-0000-7000-8000-00000000dead?t=9',
        shows: '[role=alert]',
        act: rests,
      },
    ],
  },
  {
    title: 'The studio',
    shots: [
      {
        file: 'studio',
        title: 'Studio',
        says: 'Drop a film, a folder or a hundred files; what is here is a table that is live.',
        house: 'films',
        path: '/studio',
        shows: '.title-row',
        act: rests,
      },
      {
        file: 'studio-working',
        title: 'A film on its way in',
        says: 'The wall: chunks across, rungs down, a square each; those that are being encoded breathe.',
        house: 'coming',
        path: '/studio/COMING',
        shows: '.wall-tile',
      },
      {
        file: 'studio-film',
        title: 'A film that is ready',
        says: 'The ladder as a curve of rate against measured quality, the findings with their frames, tracks and versions.',
        house: 'films',
        path: '/studio/FILM',
        shows: '.wall-tile',
        whole: true,
        act: rests,
      },
      {
        file: 'studio-piece',
        title: 'A piece of the wall',
        says: 'What one square is: its shots, its settings, its bytes, and the log if it failed.',
        house: 'films',
        path: '/studio/FILM?sheet=piece.0.720p',
        shows: 'dialog[open] .facts',
        act: rests,
      },
      {
        file: 'studio-edit',
        title: 'What is said of a film',
        says: 'Its name, year, summary, people and kinds, changed here and seen at once.',
        house: 'films',
        path: '/studio/FILM?sheet=edit',
        shows: 'dialog[open] form',
        act: rests,
      },
      {
        file: 'studio-removed',
        title: 'What was removed',
        says: 'For a month it can be brought back, unless its room is needed.',
        house: 'removed',
        path: '/studio/removed',
        shows: '.shelf-title',
        act: rests,
      },
      {
        file: 'operations',
        title: 'Operations',
        says: 'In ten seconds: is all well, what runs where, what waits, how full the disk is, what went wrong last.',
        house: 'films',
        path: '/operations',
        shows: '.process',
        whole: true,
        act: rests,
      },
    ],
  },
  {
    title: 'Empty, loading, wrong, offline',
    shots: [
      {
        file: 'home-empty',
        title: 'No film yet',
        says: 'A house without films says so, and what to do.',
        house: 'empty',
        path: '/',
        shows: '.notice',
        act: rests,
      },
      {
        file: 'studio-empty',
        title: 'An empty bench',
        says: 'The same in the studio.',
        house: 'empty',
        path: '/studio',
        shows: '.bench-empty',
        act: rests,
      },
      ofState('front page, loading', { file: 'home-loading', title: 'Loading', says: 'Room is kept; nothing jumps.' }),
      ofState('front page, wrong', { file: 'home-wrong', title: 'Wrong', says: 'What happened, and its code.' }),
      ofState('front page, offline', {
        file: 'home-offline',
        title: 'Offline',
        says: 'What is known stays; a line says that it may be old.',
      }),
      ofState('search, nothing found', { file: 'search-none', title: 'Nothing found', says: 'And a way on from it.' }),
      ofState('title, gone', { file: 'title-gone', title: 'A film that is gone', says: 'An old link, kindly.' }),
      ofState('nowhere', { file: 'nowhere', title: 'Nowhere', says: 'An address that leads to no page.' }),
      ofState('front page, hostile', {
        file: 'home-hostile',
        title: 'Odd names',
        says: 'Three hundred letters, no spaces, right to left, emoji, markup, no picture, no length.',
      }),
    ],
  },
  {
    title: 'What it is made of',
    shots: [
      {
        ...ofState('parts', {
          file: 'parts',
          title: 'Parts',
          says: 'Every part in each of its states, at `/parts`.',
        }),
        whole: true,
      },
    ],
  },
];

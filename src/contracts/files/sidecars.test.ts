import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from '../../kit/index.ts';
import { sidecarsOf, textMarks } from './sidecars.ts';

test('a language is known by its tag, its three letters and its name', () => {
  const words: readonly [string, string | undefined][] = [
    ['en', 'en'],
    ['eng', 'en'],
    ['ger', 'de'],
    ['fre', 'fr'],
    ['pt-BR', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['zh-Hans', 'zh-Hans'],
    ['English', 'en'],
    ['deutsch', 'de'],
    ['Español', 'es'],
    ['русский', 'ru'],
    ['Film', undefined],
    ['qq', undefined],
    ['12', undefined],
    ['', undefined],
  ];
  for (const [word, tag] of words) assert.equal(languageOf(word), tag, word);
});

test('a subtitle file says by its name in what language and for whom it is', () => {
  const none = { forced: false, hearing: false };
  assert.deepEqual(textMarks('.en.forced'), { ...none, language: 'en', forced: true });
  assert.deepEqual(textMarks('.en.sdh'), { ...none, language: 'en', hearing: true });
  assert.deepEqual(textMarks('.en.hi'), { ...none, language: 'en', hearing: true });
  assert.deepEqual(textMarks('.hi'), { ...none, language: 'hi' });
  assert.deepEqual(textMarks('2_English'), { ...none, language: 'en' });
  assert.deepEqual(textMarks(''), { ...none, language: 'und' });
});

test('what is named after a film goes with it, the longest name first', () => {
  const files = [
    '/f/Film.mkv',
    '/f/Film 2.mkv',
    '/f/Film.en.srt',
    '/f/film.de.forced.ass',
    '/f/Film.it.ttml',
    '/f/Film 2.en.srt',
    '/f/Filmography.srt',
    '/f/Film.nfo',
    '/f/Film 2.nfo',
    '/f/Film-poster.jpg',
    '/f/Film 2-fanart.png',
    '/f/poster.jpg',
    '/f/other/Film.en.srt',
    '/f/Subs/Film.fr.srt',
  ];
  const found = (film: string) => sidecarsOf(film, files).map(({ kind, path }) => `${kind} ${path}`);
  assert.deepEqual(found('/f/Film.mkv'), [
    'text /f/Film.en.srt',
    'text /f/film.de.forced.ass',
    'text /f/Film.it.ttml',
    'nfo /f/Film.nfo',
    'text /f/Subs/Film.fr.srt',
    'poster /f/Film-poster.jpg',
  ]);
  assert.deepEqual(found('/f/Film 2.mkv'), [
    'text /f/Film 2.en.srt',
    'nfo /f/Film 2.nfo',
    'backdrop /f/Film 2-fanart.png',
  ]);
});

test('what is named after nobody goes with a film that is alone in its folder', () => {
  const files = [
    'Film (2010)/Film (2010).mkv',
    'Film (2010)/poster.jpg',
    'Film (2010)/fanart.jpg',
    'Film (2010)/movie.nfo',
    'Film (2010)/en.srt',
    'Film (2010)/notes.srt',
    'Film (2010)/Subs/2_English.srt',
    'Film (2010)/holiday.jpg',
  ];
  const found = sidecarsOf('Film (2010)/Film (2010).mkv', files);
  assert.deepEqual(
    found.map(({ kind, path }) => [kind, path.slice(12)]),
    [
      ['nfo', 'movie.nfo'],
      ['text', 'en.srt'],
      ['text', 'Subs/2_English.srt'],
      ['poster', 'poster.jpg'],
      ['backdrop', 'fanart.jpg'],
    ],
  );
  assert.deepEqual(sidecarsOf('Film (2010)/Film (2010).mkv', [...files, 'Film (2010)/Other.mkv']), []);
});

test('of the pictures beside a film one is its poster and one its backdrop, the likeliest', () => {
  const chosen = (...names: string[]) =>
    sidecarsOf('f/Film.mkv', ['f/Film.mkv', ...names.map((name) => `f/${name}`)]).map(
      ({ kind, path }) => `${kind} ${path.slice(2)}`,
    );
  assert.deepEqual(chosen('cover.jpg', 'folder.jpg', 'poster.png'), ['poster poster.png']);
  assert.deepEqual(chosen('cover.jpg', 'folder.webp'), ['poster folder.webp']);
  assert.deepEqual(chosen('poster.jpg', 'Film.jpg'), ['poster Film.jpg']);
  assert.deepEqual(chosen('Film.jpg', 'Film-poster.jpg'), ['poster Film-poster.jpg']);
  assert.deepEqual(chosen('backdrop.jpg', 'fanart.jpg', 'Film-fanart.webp'), ['backdrop Film-fanart.webp']);
  assert.deepEqual(chosen('Other.mkv', 'poster.jpg', 'fanart.jpg', 'Film.jpg'), ['poster Film.jpg']);
  assert.deepEqual(chosen('Subs/poster.jpg', 'holiday.jpg', 'poster.txt'), []);
});

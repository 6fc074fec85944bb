import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPlainEpisodeName } from './episode-name.ts';
import { readFilmName } from './film-name.ts';

const films: readonly [path: string, name: string, year?: number][] = [
  ['/films/Film (2010).mkv', 'Film', 2010],
  ['Film.2010.1080p.BluRay.x264-GRP.mkv', 'Film', 2010],
  ['Film.2010.Extended.1080p.BluRay.mkv', 'Film', 2010],
  ['Film [2010] [1080p].mp4', 'Film', 2010],
  ['Film (2010) {imdb-tt1375666}.mkv', 'Film', 2010],
  ['Film (2010) - Director’s Cut.mkv', 'Film', 2010],
  ['1917 (2019).mkv', '1917', 2019],
  ['1917.2019.1080p.mkv', '1917', 2019],
  ['2001 A Space Odyssey.mkv', '2001 A Space Odyssey'],
  ['2001.A.Space.Odyssey.1968.mkv', '2001 A Space Odyssey', 1968],
  ['2001.A.Space.Odyssey.1080p.mkv', '2001 A Space Odyssey'],
  ['300.mkv', '300'],
  ['2012.mkv', '2012'],
  ['Blade Runner 2049.mkv', 'Blade Runner 2049'],
  ['Blade.Runner.2049.2017.2160p.UHD.mkv', 'Blade Runner 2049', 2017],
  ['Wonder Woman 1984 (2020).mkv', 'Wonder Woman 1984', 2020],
  ['Class of 1984.mkv', 'Class of 1984'],
  ['Metropolis.1927.mkv', 'Metropolis', 1927],
  ['Metropolis.1927', 'Metropolis', 1927],
  ['8½ (1963).mkv', '8½', 1963],
  ['Mr. Nobody (2009).mkv', 'Mr. Nobody', 2009],
  ['Se7en.1995.DVDRip.mkv', 'Se7en', 1995],
  ['Амели (2001).mkv', 'Амели', 2001],
  ['千と千尋の神隠し.2001.mkv', '千と千尋の神隠し', 2001],
  ['Das weiße Band (2009) German 720p.mkv', 'Das weiße Band', 2009],
  ['/films/Big_Buck.Bunny.mp4', 'Big Buck Bunny'],
  ['C:\\films\\Sintel.webm', 'Sintel'],
  ['Tears of Steel', 'Tears of Steel'],
  ['Sintel (2010)/movie.mkv', 'Sintel', 2010],
  ['Sintel (2010)/Sintel.mkv', 'Sintel', 2010],
  ['Sintel (2010)/Making of.mkv', 'Making of'],
  ['Film (2010)/VTS_01_1.VOB', 'Film', 2010],
  ['IMG_2019.MOV', 'IMG 2019'],
  ['VID_20230615_143012.mp4', 'VID 20230615 143012'],
  ['Birthday 2023-06-15.mp4', 'Birthday 2023-06-15'],
  ['(2010).mkv', '(2010)'],
  ['live-01_dog.mp4', 'live-01 dog'],
];

for (const [path, name, year] of films) {
  test(`${path} is the film ${name}${year === undefined ? '' : ` of ${year}`}`, () => {
    assert.deepEqual(readFilmName(path, 2026), year === undefined ? { name } : { name, year });
  });
}

interface Expected {
  readonly name: string;
  readonly series: string;
  readonly place: readonly [season: number, episode: number, until?: number];
  readonly year?: number;
}

const episode = (
  name: string,
  series: string,
  place: Expected['place'],
  more: { readonly year?: number } = {},
): Expected => ({ name, series, place, ...more });

const episodes: readonly (readonly [path: string, expected: Expected])[] = [
  ['Show/Season 02/Show - S02E05 - Title.mkv', episode('Title', 'Show', [2, 5])],
  ['show.s01e02.mkv', episode('Episode 2', 'show', [1, 2])],
  ['Show 1x02.mkv', episode('Episode 2', 'Show', [1, 2])],
  ['Show - 12x113 - Far.mkv', episode('Far', 'Show', [12, 113])],
  ['Show.S01E02.The.Long.Way.1080p.WEB-DL.x264-GRP.mkv', episode('The Long Way', 'Show', [1, 2])],
  ['Show S01E02 10 Things.mkv', episode('10 Things', 'Show', [1, 2])],
  ['Show S01E02-E03.mkv', episode('Episodes 2–3', 'Show', [1, 2, 3])],
  ['Show.S01E01E02E03.1080p.mkv', episode('Episodes 1–3', 'Show', [1, 1, 3])],
  ['Show 1x02-03 - Both.mkv', episode('Both', 'Show', [1, 2, 3])],
  ['Show (2005)/Season 1/S01E02.mkv', episode('Episode 2', 'Show', [1, 2], { year: 2005 })],
  ['Show (2005) - S01E02 - Two.mkv', episode('Two', 'Show', [1, 2], { year: 2005 })],
  ['Show/Season 1/02 - Second.mkv', episode('Second', 'Show', [1, 2])],
  ['Show/Staffel 3/Folge 7.mkv', episode('Episode 7', 'Show', [3, 7])],
  ['Show/Specials/Show - S00E01 - Extra.mkv', episode('Extra', 'Show', [0, 1])],
  ['Show/Show.2020.03.04.Guest.mkv', episode('Guest', 'Show', [2020, 304])],
  ['Show/Season 2020/Show - 2020-03-04.mkv', episode('2020-03-04', 'Show', [2020, 304])],
  ['1923.S01E01.1080p.mkv', episode('Episode 1', '1923', [1, 1])],
  ['Бригада/Сезон 1/Бригада - S01E03.mkv', episode('Episode 3', 'Бригада', [1, 3])],
  ['[Group] Show - S01E09 [720p].mkv', episode('Episode 9', 'Show', [1, 9])],
  // Without a season it is the first, and the number runs through.
  ['[Group] Show - 09v2 [720p].mkv', episode('Episode 9', 'Show', [1, 9])],
  ['[Group] Show 3 - 112 (BD).mkv', episode('Episode 112', 'Show 3', [1, 112])],
  ['Harbour (1999)/Harbour - 113 - Far.mkv', episode('Far', 'Harbour', [1, 113], { year: 1999 })],
  ['Harbour/Episode 5.mkv', episode('Episode 5', 'Harbour', [1, 5])],
  ['Harbour Ep. 5.mkv', episode('Episode 5', 'Harbour', [1, 5])],
  ['Harbour E05 - Five.mkv', episode('Five', 'Harbour', [1, 5])],
];

for (const [path, { name, series, place, year }] of episodes) {
  const [season, number, until] = place;
  test(`${path} is ${series} ${season}, ${number}`, () => {
    const of = year === undefined ? { name: series } : { name: series, year };
    const last = until === undefined ? {} : { until };
    assert.deepEqual(readFilmName(path, 2026), {
      name,
      ...(year === undefined ? {} : { year }),
      series: { ...of, season, episode: number, ...last },
    });
  });
}

for (const path of [
  'Season 1 Episode 4.mkv',
  'Clip 1920x1080.mkv',
  'Star Wars Episode 1.mkv',
  'Rocky/Rocky - 4.mkv',
  'Apollo - 13.mkv',
  'Videos/Episode 5.mkv',
]) {
  test(`${path} is no episode`, () => {
    assert.equal(readFilmName(path, 2026).series, undefined);
  });
}

test('a name that says nothing but an episode’s place is known as such, also one of an earlier release', () => {
  const series = { name: 'Show', season: 1, episode: 2 };
  assert.ok(isPlainEpisodeName(readFilmName('Show S01E02.mkv', 2026).name, series));
  assert.ok(isPlainEpisodeName('Show S01E02', series));
  assert.ok(isPlainEpisodeName('Episodes 2–3', { ...series, until: 3 }));
  assert.ok(!isPlainEpisodeName('Episode 3', series));
  assert.ok(!isPlainEpisodeName('The Thaw', series));
});

test('whatever a file is called, it gets a name', () => {
  for (const path of ['', '___', '...']) assert.equal(readFilmName(path, 2026).name, 'Untitled');
  assert.equal(readFilmName(`${'x'.repeat(900)}.mp4`, 2026).name.length, 500);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (path) => {
      const { name } = readFilmName(path, 2026);
      assert.ok(name.length > 0 && name.length <= 500);
    }),
  );
});

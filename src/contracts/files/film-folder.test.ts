import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discFilmPath } from './disc.ts';
import { isDiscFolder } from './film-folder.ts';

test('a disc is known by its folder, or by what was copied out of it', () => {
  const dvd = ['VIDEO_TS.IFO', 'VIDEO_TS.VOB', 'VTS_01_0.IFO', 'VTS_01_0.VOB', 'VTS_01_1.VOB', 'VTS_01_2.VOB'];
  assert.ok(isDiscFolder('VIDEO_TS', []));
  assert.ok(isDiscFolder('Old Film (1998)', dvd));
  assert.ok(isDiscFolder('old film', ['vts_02_1.vob', 'vts_02_2.vob', 'cover.jpg']));
  assert.ok(isDiscFolder('Blue (2009)', ['index.bdmv', 'MovieObject.bdmv', 'PLAYLIST', 'STREAM']));
  assert.ok(!isDiscFolder('Films', [...dvd, 'Another Film (2001).mkv']), 'a film beside it would be lost');
  assert.ok(!isDiscFolder('Films', ['Film.vob', 'Other.vob']));
  assert.ok(!isDiscFolder('Films', []));
});

test('a camera’s card is no disc: each of its files is a recording', () => {
  assert.ok(!isDiscFolder('BDMV', ['INDEX.BDM', 'MOVIEOBJ.BDM', 'CLIPINF', 'PLAYLIST', 'STREAM']));
});

test('a disc’s film is called after the folder that people named', () => {
  assert.equal(discFilmPath('/f/Old Film (1998)/VIDEO_TS'), '/f/Old Film (1998)/Old Film (1998).vob');
  assert.equal(discFilmPath('/f/Old Film (1998)'), '/f/Old Film (1998)/Old Film (1998).vob');
  assert.equal(discFilmPath('/f/Old Film (1998)/'), '/f/Old Film (1998)/Old Film (1998).vob');
});

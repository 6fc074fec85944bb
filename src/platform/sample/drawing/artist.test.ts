import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureCount, shotStarts } from '../film.ts';
import { firstFilm } from '../films.ts';
import { makeArtist } from './artist.ts';
import { bytesOf } from './finish.ts';

const film = firstFilm;
const size = bytesOf(film);
const luma = film.width * film.height;

function draw(artist: (picture: number, to: Uint8Array) => void, number: number): Uint8Array {
  const bytes = new Uint8Array(size);
  artist(number, bytes);
  return bytes;
}

function mean(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bytes[i] ?? 0;
  return sum / (to - from);
}

test('a picture is the same bytes whoever draws it and whatever was drawn before', () => {
  const one = makeArtist(film);
  const other = makeArtist(film);
  for (const { first } of shotStarts(film)) {
    draw(one, first);
    assert.deepEqual(draw(one, first + 37), draw(other, first + 37), `the picture ${first + 37}`);
  }
});

test('the first picture is not black, every shot has light and colour, and the last picture is dark', () => {
  const artist = makeArtist(film);
  assert.ok(mean(draw(artist, 0), 0, luma) > 28, 'the first picture shows the curtain');
  for (const { shot, first } of shotStarts(film)) {
    const bytes = draw(artist, first + 40);
    const spread = bytes.subarray(0, luma).reduce((most, value) => Math.max(most, value), 0);
    assert.ok(spread > 150, `${shot.name} has something bright in it`);
    const chroma = bytes.subarray(luma).reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
    assert.ok(chroma > 20, `${shot.name} has colour`);
  }
  assert.ok(mean(draw(artist, pictureCount(film) - 1), 0, luma) < 20, 'the lights are out');
});

test('shots look unlike each other and move within themselves', () => {
  const artist = makeArtist(film);
  const difference = (a: Uint8Array, b: Uint8Array): number => {
    let sum = 0;
    for (let i = 0; i < luma; i += 5) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    return sum / (luma / 5);
  };
  let before: Uint8Array | undefined;
  for (const { shot, first } of shotStarts(film)) {
    const start = draw(artist, first);
    if (before !== undefined) assert.ok(difference(before, start) > 12, `there is a cut before ${shot.name}`);
    before = draw(artist, first + shot.pictures - 1);
    assert.ok(difference(start, draw(artist, first + 30)) > 1, `${shot.name} moves`);
  }
});

test('dark gradients are dithered: neighbours differ although the slope is gentle', () => {
  const artist = makeArtist(film);
  const sea = shotStarts(film).find(({ shot }) => shot.name === 'sea');
  const bytes = draw(artist, sea?.first ?? 0);
  let same = 0;
  const row = 60 * film.width;
  for (let column = 1; column < film.width; column++) if (bytes[row + column] === bytes[row + column - 1]) same++;
  assert.ok(same < film.width * 0.75, `${same} of ${film.width} neighbours are equal`);
});

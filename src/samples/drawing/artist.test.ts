import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureCount, shotStarts } from '../film.ts';
import { films } from '../films.ts';
import { makeArtist } from './artist.ts';
import { bytesOf } from './finish.ts';

function draw(artist: (picture: number, to: Uint8Array) => void, number: number): Uint8Array {
  const bytes = new Uint8Array(bytesOf({ width: 1280, height: 720 }));
  artist(number, bytes);
  return bytes;
}

function mean(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bytes[i] ?? 0;
  return sum / (to - from);
}

const luma = 1280 * 720;

for (const film of Object.values(films)) {
  test(`${film.name}: a picture is the same bytes whoever draws it and whatever was drawn before`, () => {
    const one = makeArtist(film);
    const other = makeArtist(film);
    for (const { shot, first } of shotStarts(film)) {
      draw(one, first);
      const number = first + Math.min(37, shot.pictures - 1);
      // not deepEqual: telling a million differences apart would take minutes
      assert.ok(Buffer.from(draw(one, number)).equals(draw(other, number)), `the picture ${number} of ${shot.name}`);
    }
  });

  test(`${film.name}: the first picture is not black, every shot has light and colour, and the last picture is dark`, () => {
    const artist = makeArtist(film);
    assert.ok(mean(draw(artist, 0), 0, luma) > 28, 'a poster made of it shows something');
    for (const { shot, first } of shotStarts(film)) {
      const bytes = draw(artist, first + Math.min(40, shot.pictures - 1));
      const spread = bytes.subarray(0, luma).reduce((most, value) => Math.max(most, value), 0);
      assert.ok(spread > 150, `${shot.name} has something bright in it`);
      const chroma = bytes.subarray(luma).reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
      assert.ok(chroma > 20, `${shot.name} has colour`);
    }
    assert.ok(mean(draw(artist, pictureCount(film) - 1), 0, luma) < 20, 'the lights are out');
  });

  test(`${film.name}: shots look unlike each other and move within themselves`, () => {
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
}

test('dark gradients are dithered: neighbours differ although the slope is gentle', () => {
  const film = films['the-paper-boat'];
  const artist = makeArtist(film);
  const sea = shotStarts(film).find(({ shot }) => shot.name === 'sea');
  const bytes = draw(artist, sea?.first ?? 0);
  let same = 0;
  const row = 60 * film.width;
  for (let column = 1; column < film.width; column++) if (bytes[row + column] === bytes[row + column - 1]) same++;
  assert.ok(same < film.width * 0.75, `${same} of ${film.width} neighbours are equal`);
});

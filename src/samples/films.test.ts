import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureCount, shotStarts } from './film.ts';
import { filmOf, films } from './films.ts';
import { sampleIds } from './ids.ts';

test('films are found by their ids, and a name that is none is refused', () => {
  for (const id of sampleIds) assert.equal(filmOf(id).id, id);
  assert.throws(() => filmOf('the-other-boat'), RangeError);
  assert.equal(new Set(Object.values(films).map(({ rate }) => rate)).size, sampleIds.length, 'each has its own rate');
});

for (const film of Object.values(films)) {
  const seconds = pictureCount(film) / film.rate;

  test(`${film.name} is 24 to 40 seconds long, and its chapters begin with shots, in order, the first at once`, () => {
    assert.ok(seconds >= 24 && seconds <= 40, `${seconds} s`);
    const names = film.shots.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const begins = film.chapters.map(({ shot }) => names.indexOf(shot));
    assert.equal(begins[0], 0);
    assert.ok(begins.length >= 3);
    assert.ok(begins.every((begin, i) => i === 0 || begin > (begins[i - 1] ?? 0)));
  });

  test(`${film.name}: captions are in order, stay long enough to be read, and none lies over a cut`, () => {
    const cuts = shotStarts(film).map(({ first }) => first / film.rate);
    for (const { name, captions } of film.captions) {
      let before = 0;
      for (const { from, to, text } of captions) {
        assert.ok(from >= before && to > from, text);
        assert.ok(text.length / (to - from) < 20, `${text} can be read in time (${name})`);
        assert.ok(!cuts.some((cut) => cut > from && cut < to), `${text} lies within one shot`);
        before = to;
      }
      assert.ok(captions.length > 4 && before <= seconds);
    }
  });

  for (const { name, mix } of film.sounds) {
    test(`${film.name}, ${name}: as long as the film, silent at both ends, in range, in stereo, and the same each time`, () => {
      const sound = mix();
      assert.equal(sound.rate, 48_000);
      assert.equal(sound.left.length / sound.rate, seconds);
      for (const ear of [sound.left, sound.right]) {
        assert.ok(ear.every((value) => Math.abs(value) < 0.86));
        assert.ok(Math.abs(ear[0] ?? 1) < 0.001 && Math.abs(ear.at(-1) ?? 1) < 0.001);
      }
      assert.ok(Buffer.from(mix().left.buffer).equals(Buffer.from(sound.left.buffer)));
      assert.notDeepEqual(sound.left.slice(480_000, 480_100), sound.right.slice(480_000, 480_100));
    });
  }
}

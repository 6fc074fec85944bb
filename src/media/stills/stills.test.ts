import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gainFor } from '../plan/gain.ts';
import { chooseStills, posterCrop, type Sighting } from './choose.ts';
import { measurePicture } from './measure.ts';
import { pictureAt, placesToScout } from './places.ts';
import { thumbnailGrid } from './thumbs.ts';
import { tintOf } from './tint.ts';

const size = { width: 96, height: 54 };

/** A picture that a function paints: x and y to red, green, blue. */
function painted(paint: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const rgb = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) rgb.set(paint(x, y), (y * size.width + x) * 3);
  }
  return rgb;
}

function sighting(at: number, paint: Parameters<typeof painted>[0]): Sighting {
  return { at, ...measurePicture(painted(paint), size) };
}

const black = sighting(0, () => [2, 2, 2]);
const flat = sighting(20, () => [120, 120, 120]);
const credits = sighting(85, (x, y) => (y % 12 < 3 && x % 7 < 3 && x > 20 && x < 70 ? [240, 240, 240] : [0, 0, 0]));
const blurred = sighting(30, (x) => [60 + x, 90 + x / 2, 80]);
const lively = sighting(40, (x, y) => [(x * 37) % 200, 60 + ((y * 53) % 150), (x * y) % 90]);
const subjectRight = sighting(50, (x, y) => (x > 66 && (x + y) % 3 === 0 ? [230, 140, 40] : [70, 80, 90]));

test('neither the black first picture nor a flat, a blurred one or credits stand for a film', () => {
  const { backdrop, poster } = chooseStills([black, flat, blurred, lively, credits], 100);
  assert.equal(backdrop, 40);
  assert.equal(poster, 40);
});

test('a film of which nothing good was seen is shown from its first third, not from its black beginning', () => {
  assert.deepEqual(chooseStills([black], 100), { poster: 35, backdrop: 35 });
  assert.deepEqual(chooseStills([], 100), { poster: 35, backdrop: 35 });
});

test('a poster is upright and has in it what is to be seen', () => {
  const crop = posterCrop({ width: 1920, height: 1080 }, subjectRight);
  assert.deepEqual([crop.width, crop.height, crop.y], [720, 1080, 0]);
  assert.ok(crop.x >= 1100 && crop.x + crop.width <= 1920, `it begins at ${crop.x}`);
  const tall = posterCrop({ width: 1080, height: 1920 }, lively);
  assert.deepEqual([tall.width, tall.height, tall.x], [1080, 1620, 0]);
  assert.ok(tall.y >= 0 && tall.y + tall.height <= 1920);
});

test('places lie within the film, within its shots, and are found again as pictures', () => {
  const plan = { timeBase: { num: 1, den: 25 }, durations: [[1, 2500]] as [number, number][], cuts: [500, 1300] };
  const places = placesToScout(plan);
  assert.ok(places.length >= 4 && places.length <= 16);
  for (const [index, place] of places.entries()) {
    assert.ok(place > 0 && place < 100);
    assert.ok(place > (places[index - 1] ?? 0));
  }
  assert.deepEqual(pictureAt(plan, 10.01), { at: 10, previous: 9.96 });
  assert.deepEqual(pictureAt(plan, 0), { at: 0 });
  assert.equal(pictureAt(plan, 1000).at, 99.96);
  const one = { timeBase: { num: 1, den: 25 }, durations: [[1, 1]] as [number, number][], cuts: [] };
  assert.deepEqual(pictureAt(one, 3), { at: 0 });
});

test('a sheet of thumbnails is for a minute, and a short film fills one', () => {
  const lasting = (pictures: number) => ({
    timeBase: { num: 1, den: 25 },
    durations: [[1, pictures]] as [number, number][],
  });
  const hour = thumbnailGrid(lasting(90_000), { width: 854, height: 480 });
  assert.equal(hour.columns * hour.rows * hour.interval, 60);
  assert.equal(hour.count, 1500);
  assert.deepEqual([hour.width, hour.height], [224, 126]);
  const short = thumbnailGrid(lasting(175), { width: 270, height: 480 });
  assert.ok(short.count <= 25 && short.count * short.interval >= 7);
  assert.deepEqual([short.width, short.height], [126, 224]);
  assert.deepEqual(thumbnailGrid(lasting(1), { width: 16, height: 16 }), {
    ...short,
    width: 16,
    height: 16,
    interval: 0.2,
    count: 1,
  });
});

test('the tint is the darkest colour that leads, not the rarest and not the commonest', () => {
  const rgba = new Uint8Array(100 * 4);
  for (let pixel = 0; pixel < 100; pixel++) {
    rgba.set(pixel < 3 ? [0, 0, 0, 255] : pixel < 30 ? [20, 40, 80, 255] : [240, 230, 220, 255], pixel * 4);
  }
  assert.equal(tintOf(rgba), '#142850');
});

test('a gain evens what can be evened without touching peaks, and leaves silence alone', () => {
  assert.equal(gainFor({ integrated: -26, truePeak: -12 }), 8);
  assert.equal(gainFor({ integrated: -26, truePeak: -4 }), 2.5);
  assert.equal(gainFor({ integrated: -9, truePeak: 1 }), -9);
  assert.equal(gainFor({ integrated: -30, truePeak: 3 }), -4.5);
  assert.equal(gainFor({ integrated: -55, truePeak: -50 }), 20);
  assert.equal(gainFor({ integrated: -66, truePeak: -50 }), 0);
  assert.equal(gainFor({ integrated: null, truePeak: null }), 0);
});

import { seededRandom } from '../../kit/index.ts';
import type { Stereo } from '../sound/stereo.ts';
import { ping, rustle, type Stretch, scatter } from '../sound/weather.ts';

/** What the night sounds like under the music: the crowd, traffic that goes by, rain on glass, wings, shells, a broom. */
export function addCity(sound: Stereo, { bar, seconds }: { readonly bar: number; readonly seconds: number }): void {
  const of = (first: number, count: number, gain: number): Stretch => ({
    from: first * bar,
    to: first + count >= 17 ? seconds : (first + count) * bar,
    gain,
    seed: 500 + first,
  });
  cheer(sound, of(1, 4, 0.3));
  rush(sound, of(5, 1, 0.5));
  rain(sound, of(6, 1, 0.3));
  wings(sound, of(7, 2, 0.3));
  rush(sound, of(9, 1, 0.6));
  shells(sound, of(10, 5, 1));
  cheer(sound, of(13, 2, 0.25));
  broom(sound, of(15, 2, 0.5));
}

function cheer(sound: Stereo, stretch: Stretch): void {
  rustle(sound, stretch, { low: 500, high: 2200, swell: (t) => 0.7 + 0.3 * Math.sin(t * 2.1) });
}

function rush(sound: Stereo, stretch: Stretch): void {
  rustle(sound, stretch, {
    low: 120,
    high: 1400,
    swell: (t) => 0.4 + 0.6 * Math.abs(Math.sin((t - stretch.from) * 3.9)),
  });
}

function rain(sound: Stereo, stretch: Stretch): void {
  rustle(sound, { ...stretch, gain: stretch.gain * 0.5 }, { low: 1800, high: 8000 });
  scatter(stretch, (at, random) => {
    ping(sound, {
      at,
      frequency: 700 + random.float() * 2400,
      decay: 0.012,
      gain: 0.03 * random.float(),
      pan: random.float() - 0.5,
      glide: 8,
    });
    return random.float() * 0.02;
  });
}

function wings(sound: Stereo, stretch: Stretch): void {
  rustle(sound, stretch, {
    low: 700,
    high: 3600,
    swell: (t) => Math.max(0, Math.sin(t * 34)) * (0.6 + 0.4 * Math.sin(t * 2.3)),
  });
}

/** Thuds that come late, as from over the water, and what crackles after them. */
function shells(sound: Stereo, stretch: Stretch): void {
  scatter(stretch, (at, random) => {
    ping(sound, { at: at + 0.1, frequency: 70, decay: 0.09, gain: 0.16, pan: random.float() - 0.5, glide: 0.1 });
    crackle(sound, at + 0.5, random.float());
    return 0.3 + random.float() * 0.3;
  });
}

function crackle(sound: Stereo, from: number, chance: number): void {
  const random = seededRandom(Math.round(chance * 1e6) + 1);
  for (let i = 0; i < 16; i++)
    ping(sound, {
      at: from + random.float() * 0.5,
      frequency: 2600 + random.float() * 3000,
      decay: 0.004,
      gain: 0.03,
      pan: random.float() * 1.4 - 0.7,
    });
}

function broom(sound: Stereo, stretch: Stretch): void {
  rustle(
    sound,
    { ...stretch, gain: stretch.gain * 0.2 },
    { low: 1500, high: 5200, swell: (t) => Math.max(0, Math.sin((t - stretch.from) * 3.2)) ** 2 },
  );
  for (const [at, frequency] of [
    [0.7, 3400],
    [1.1, 3900],
    [1.9, 3100],
    [2.05, 3600],
  ] as const)
    ping(sound, { at: stretch.from + at, frequency, decay: 0.03, gain: 0.03, pan: 0.5, glide: 2 });
}

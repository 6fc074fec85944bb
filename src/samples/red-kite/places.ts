import type { Stereo } from '../sound/stereo.ts';
import { ping, rustle, type Stretch, scatter } from '../sound/weather.ts';

/** What each place sounds like, cut with the picture: surf, wind, gulls, larks, geese, bell buoy. */
export function addPlaces(sound: Stereo, { shot, seconds }: { readonly shot: number; readonly seconds: number }): void {
  const of = (index: number, gain: number, count = 1): Stretch => ({
    from: index * shot,
    to: index + count >= 7 ? seconds : (index + count) * shot,
    gain,
    seed: 300 + index,
  });
  surf(sound, of(0, 0.5));
  wind(sound, of(1, 0.6));
  surf(sound, of(2, 0.25));
  gulls(sound, of(2, 1));
  wind(sound, of(3, 0.3));
  larks(sound, of(3, 1));
  wind(sound, of(4, 0.9));
  geese(sound, of(4, 1));
  surf(sound, of(5, 0.5));
  buoy(sound, of(5, 1));
  surf(sound, of(6, 0.45));
  gulls(sound, { ...of(6, 0.6), seed: 390 });
}

function surf(sound: Stereo, stretch: Stretch): void {
  const swell = (t: number): number => 0.4 + 0.6 * Math.sin(t * 1.05 + 0.5) ** 2;
  rustle(sound, { ...stretch, gain: stretch.gain * 0.24 }, { low: 120, high: 700, swell });
  rustle(
    sound,
    { ...stretch, gain: stretch.gain * 0.07, seed: stretch.seed + 9 },
    { low: 1200, high: 5000, swell: (t) => swell(t - 0.4) ** 2 },
  );
}

function wind(sound: Stereo, stretch: Stretch): void {
  rustle(
    sound,
    { ...stretch, gain: stretch.gain * 0.22 },
    { low: 240, high: 640, swell: (t) => 0.5 + 0.35 * Math.sin(t * 1.1) + 0.15 * Math.sin(t * 2.9) },
  );
}

/** A cry that falls, three or four times. */
function gulls(sound: Stereo, stretch: Stretch): void {
  scatter(stretch, (at, random) => {
    const pan = random.float() * 1.4 - 0.7;
    for (let cry = 0; cry < 3; cry++)
      for (const [times, gain] of [
        [1, 0.016],
        [2, 0.008],
      ] as const)
        ping(sound, {
          at: at + cry * 0.26,
          frequency: 1350 * times,
          decay: 0.07,
          gain: gain * stretch.gain,
          pan,
          glide: 0.12,
        });
    return 1.1 + random.float() * 0.9;
  });
}

function larks(sound: Stereo, stretch: Stretch): void {
  scatter(stretch, (at, random) => {
    const frequency = 3000 + random.float() * 1800;
    ping(sound, { at, frequency, decay: 0.022, gain: 0.009, pan: 0.4, glide: 0.2 + random.float() * 12 });
    return 0.05 + 0.06 * random.float() + (random.float() > 0.94 ? 0.5 : 0);
  });
}

function geese(sound: Stereo, stretch: Stretch): void {
  scatter(stretch, (at, random) => {
    const frequency = 420 + random.float() * 130;
    const pan = random.float() - 0.5;
    for (const [times, gain] of [
      [1, 0.02],
      [2, 0.022],
      [3, 0.012],
      [4.02, 0.006],
    ] as const)
      ping(sound, { at, frequency: frequency * times, decay: 0.06, gain, pan, glide: 2.2 });
    return 0.22 + random.float() * 0.4;
  });
}

/** A bell on the water, as the swell takes it. */
function buoy(sound: Stereo, stretch: Stretch): void {
  for (const at of [0.5, 2.1, 3.9])
    for (const [times, gain] of [
      [1, 0.05],
      [2.76, 0.02],
      [5.4, 0.008],
    ] as const)
      ping(sound, { at: stretch.from + at, frequency: 392 * times, decay: 0.5 / times, gain, pan: -0.5 });
}

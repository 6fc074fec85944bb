import type { Stereo } from '../sound/stereo.ts';
import { ping, rustle, type Stretch, scatter } from '../sound/weather.ts';

/** What each place sounds like, cut with the picture: projector, rain, rails, crickets, surf, wind, quay. */
export function addPlaces(sound: Stereo, { bar, seconds }: { readonly bar: number; readonly seconds: number }): void {
  const shot = (first: number, count: number, gain: number): Stretch => ({
    from: first * bar,
    to: first + count >= 8 ? seconds : (first + count) * bar,
    gain,
    seed: 100 + first,
  });
  projector(sound, shot(0, 2, 0.05));
  rain(sound, shot(2, 1, 0.5));
  rails(sound, shot(3, 1, 1), bar / 8);
  crickets(sound, shot(4, 1, 1));
  surf(sound, shot(5, 1, 0.9));
  wind(sound, shot(6, 1, 0.6));
  quay(sound, shot(7, 1, 0.3));
}

/** Twenty-four soft clicks a second. */
function projector(sound: Stereo, stretch: Stretch): void {
  rustle(sound, stretch, { low: 500, high: 2600, swell: (t) => 0.3 + Math.max(0, 1 - ((t * 24) % 1) * 3) });
}

function rain(sound: Stereo, stretch: Stretch): void {
  rustle(sound, { ...stretch, gain: stretch.gain * 0.2 }, { low: 1400, high: 7000 });
  rustle(sound, { ...stretch, gain: stretch.gain * 0.22, seed: 190 }, { low: 180, high: 700 });
  scatter(stretch, (at, random) => {
    ping(sound, {
      at,
      frequency: 900 + random.float() * 2600,
      decay: 0.012,
      gain: 0.012 + 0.02 * random.float() ** 3,
      pan: random.float() * 1.6 - 0.8,
      glide: 9,
    });
    return random.float() * 0.03;
  });
}

/** Two wheels over a joint, twice a beat, over a low rumble. */
function rails(sound: Stereo, stretch: Stretch, every: number): void {
  rustle(sound, { ...stretch, gain: 0.5 }, { low: 40, high: 190 });
  rustle(sound, { ...stretch, gain: 0.03, seed: 191 }, { low: 900, high: 3000 });
  for (let at = stretch.from; at < stretch.to - 0.1; at += every * 2) {
    for (const [after, gain] of [
      [0, 0.6],
      [0.11, 0.42],
    ] as const) {
      ping(sound, { at: at + after, frequency: 92, decay: 0.035, gain: gain * 0.16, pan: 0, glide: 0.05 });
      ping(sound, { at: at + after, frequency: 410, decay: 0.012, gain: gain * 0.05, pan: 0.1 });
    }
  }
}

function crickets(sound: Stereo, stretch: Stretch): void {
  rustle(sound, { ...stretch, gain: 0.1 }, { low: 150, high: 900, swell: (t) => 0.7 + 0.3 * Math.sin(t * 1.7) });
  for (const [seed, frequency, pan] of [
    [5, 4300, -0.7],
    [6, 4720, 0.6],
    [7, 3900, 0.1],
  ] as const) {
    scatter({ ...stretch, seed }, (at, random) => {
      for (let chirp = 0; chirp < 4; chirp++)
        ping(sound, { at: at + chirp * 0.042, frequency, decay: 0.009, gain: 0.012, pan });
      return 0.36 + random.float() * 0.3;
    });
  }
  ping(sound, { at: stretch.from + 1.5, frequency: 330, decay: 0.16, gain: 0.03, pan: -0.5, glide: 0.8 });
  ping(sound, { at: stretch.from + 2.0, frequency: 330, decay: 0.2, gain: 0.03, pan: -0.5, glide: 0.75 });
}

/** Waves that come every few seconds, and the lighthouse's horn far away. */
function surf(sound: Stereo, stretch: Stretch): void {
  const wave = (t: number): number => 0.35 + 0.65 * Math.max(0, Math.sin((t - stretch.from) * 1.9 + 0.4)) ** 2;
  rustle(sound, { ...stretch, gain: 0.26 }, { low: 90, high: 620, swell: wave });
  rustle(sound, { ...stretch, gain: 0.09, seed: 193 }, { low: 900, high: 4200, swell: (t) => wave(t - 0.25) ** 2 });
  for (const [frequency, gain] of [
    [146.8, 0.05],
    [220, 0.025],
  ] as const)
    ping(sound, { at: stretch.from + 0.85, frequency, decay: 0.5, gain, pan: 0.45 });
}

function wind(sound: Stereo, stretch: Stretch): void {
  rustle(
    sound,
    { ...stretch, gain: 0.34 },
    { low: 260, high: 560, swell: (t) => 0.45 + 0.4 * Math.sin(t * 1.3) + 0.15 * Math.sin(t * 3.7) },
  );
  rustle(
    sound,
    { ...stretch, gain: 0.05, seed: 194 },
    { low: 1800, high: 5200, swell: (t) => 0.5 + 0.5 * Math.sin(t * 0.9 + 1) },
  );
}

function quay(sound: Stereo, stretch: Stretch): void {
  rustle(sound, { ...stretch, gain: 0.16 }, { low: 120, high: 520, swell: (t) => 0.5 + 0.5 * Math.sin(t * 2.3) });
  // the sign's tubes go out
  for (let i = 0; i < 5; i++)
    ping(sound, { at: stretch.from + 3.12 + i * 0.16, frequency: 1500 - i * 90, decay: 0.01, gain: 0.02, pan: 0 });
}

import { seededRandom } from '../../kit/index.ts';
import type { Stereo } from './stereo.ts';

export interface Hit {
  readonly at: number;
  readonly gain: number;
  readonly pan: number;
}

function strike(to: Stereo, { at, gain, pan }: Hit, seconds: number, hear: (t: number) => number): void {
  const first = Math.max(0, Math.round(at * to.rate));
  const last = Math.min(to.left.length, first + Math.round(seconds * to.rate));
  for (let i = first; i < last; i++) {
    const t = (i - first) / to.rate;
    const value = hear(t) * gain * Math.min(1, (last - i) / 300);
    to.left[i] = (to.left[i] as number) + value * Math.min(1, 1 - pan);
    to.right[i] = (to.right[i] as number) + value * Math.min(1, 1 + pan);
  }
}

/** A bass drum: a sine that falls from a slap to a thud. */
export function kick(to: Stereo, hit: Hit): void {
  let turns = 0;
  strike(to, hit, 0.34, (t) => {
    turns += (46 + 190 * Math.exp(-t * 34)) / to.rate;
    return Math.sin(turns * 2 * Math.PI) * Math.exp(-t * 9) * Math.min(1, t / 0.002);
  });
}

/** A snare: a short tone under noise. */
export function snare(to: Stereo, hit: Hit): void {
  const random = seededRandom(Math.round(hit.at * 1000) + 1);
  let before = 0;
  strike(to, hit, 0.24, (t) => {
    const noise = random.float() * 2 - 1;
    const bright = noise - before * 0.5;
    before = noise;
    return bright * 0.5 * Math.exp(-t * 19) + Math.sin(t * 2 * Math.PI * 196) * 0.6 * Math.exp(-t * 28);
  });
}

/** A hi-hat: noise without its lower half; `open` rings longer. */
export function hat(to: Stereo, hit: Hit, open = false): void {
  const random = seededRandom(Math.round(hit.at * 1000) + 7);
  let before = 0;
  let again = 0;
  strike(to, hit, open ? 0.22 : 0.06, (t) => {
    const noise = random.float() * 2 - 1;
    const first = noise - before;
    const second = first - again;
    before = noise;
    again = first;
    return second * 0.4 * Math.exp(-t * (open ? 14 : 60));
  });
}

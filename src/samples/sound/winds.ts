import { seededRandom } from '../../kit/index.ts';
import type { Note } from './instruments.ts';
import type { Stereo } from './stereo.ts';
import { look, wave } from './waves.ts';

const reeds = wave([1, 0.7, 0.55, 0.42, 0.3, 0.22, 0.16, 0.11, 0.08, 0.05, 0.03]);
const whistling = wave([1, 0.12, 0.05]);
const wood = wave([1, 0.5, 0.3, 0.12, 0.05]);

/** Calls `hear` for each sample of a note with its index, seconds into it, and level after attack and release. */
function sound(
  to: Stereo,
  note: Note,
  how: { rise: number; fall: number },
  hear: (i: number, t: number, level: number) => void,
): void {
  const first = Math.max(0, Math.round(note.at * to.rate));
  const last = Math.min(to.left.length, Math.round((note.at + note.length + how.fall) * to.rate));
  for (let i = first; i < last; i++) {
    const t = (i - first) / to.rate;
    const edge = Math.min(1, t / how.rise, (note.length + how.fall - t) / how.fall);
    hear(i, t, Math.max(0, edge) * note.gain);
  }
}

function place(to: Stereo, i: number, value: number, pan: number): void {
  to.left[i] = (to.left[i] as number) + value * Math.min(1, 1 - pan);
  to.right[i] = (to.right[i] as number) + value * Math.min(1, 1 + pan);
}

/** An accordion's two reeds, a few cents apart, so that they beat. */
export function reed(to: Stereo, note: Note): void {
  const step = note.frequency / to.rate;
  let turns = 0;
  sound(to, note, { rise: 0.07, fall: 0.12 }, (i, t, level) => {
    turns += step;
    const breath = 0.9 + 0.1 * Math.sin(t * 5.1);
    place(to, i, (look(reeds, turns) + look(reeds, turns * 1.0042 + 0.2) * 0.8) * level * breath, note.pan);
  });
}

/** Somebody whistling: nearly a sine, a little breath, a slow vibrato that comes late. */
export function whistle(to: Stereo, note: Note): void {
  const random = seededRandom(Math.round(note.frequency * 10 + note.at * 100));
  const step = note.frequency / to.rate;
  let turns = 0;
  let breath = 0;
  sound(to, note, { rise: 0.05, fall: 0.16 }, (i, t, level) => {
    turns += step * (1 + 0.006 * Math.sin(t * 33) * Math.min(1, t * 2.2) - 0.02 * Math.exp(-t * 40));
    breath += (random.float() * 2 - 1 - breath) * 0.25;
    place(to, i, (look(whistling, turns) + breath * 0.07) * level, note.pan);
  });
}

/** A plucked double bass: a soft knock, and gone within a second. */
export function pizzicato(to: Stereo, note: Note): void {
  const step = note.frequency / to.rate;
  let turns = 0;
  sound(to, note, { rise: 0.004, fall: 0.1 }, (i, t, level) => {
    turns += step * (1 + 0.01 * Math.exp(-t * 60));
    place(to, i, look(wood, turns) * level * Math.exp(-t * 3.4), note.pan);
  });
}

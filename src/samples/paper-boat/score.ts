import { bass, pad, pitch, pluck } from '../sound/instruments.ts';
import { master } from '../sound/master.ts';
import { reverb } from '../sound/reverb.ts';
import { addSound, makeStereo, type Stereo } from '../sound/stereo.ts';
import { addPlaces } from './places.ts';

/** 72 beats a minute: a beat is 20 pictures, a bar of four beats one shot. */
const beat = 20 / 24;
const bar = beat * 4;
const seconds = 680 / 24;

interface Harmony {
  readonly bass: string;
  readonly pad: readonly string[];
  /** Eighths; a dot is a rest. */
  readonly tune: string;
}

/** D major, never quite settled until it is home. */
const bars: readonly Harmony[] = [
  { bass: 'D2', pad: ['F#3', 'A3', 'D4', 'E4'], tune: '. . . . A4 D5 . E5' },
  { bass: 'G2', pad: ['G3', 'B3', 'D4', 'F#4'], tune: 'F#5 . E5 D5 . A4 B4 .' },
  { bass: 'B1', pad: ['F#3', 'A3', 'D4', 'F#4'], tune: 'D5 . C#5 B4 F#4 . A4 B4' },
  { bass: 'E2', pad: ['G3', 'B3', 'D4', 'F#4'], tune: 'G4 B4 D5 F#5 E5 . D5 B4' },
  { bass: 'F#2', pad: ['A3', 'C#4', 'E4', 'F#4'], tune: 'C#5 . A4 E5 . C#5 A5 .' },
  { bass: 'G2', pad: ['B3', 'D4', 'F#4', 'A4'], tune: 'D5 F#5 . A5 . F#5 E5 D5' },
  { bass: 'A2', pad: ['A3', 'D4', 'E4', 'B4'], tune: 'E5 . A5 B5 . A5 E5 F#5' },
  { bass: 'G2', pad: ['B3', 'D4', 'F#4'], tune: 'F#5 . D5 . B4 . A4 .' },
];

export function score(): Stereo {
  const music = makeStereo(48_000, seconds);
  for (const [index, { bass: low, pad: chord, tune }] of bars.entries()) {
    const at = index * bar;
    const last = index === bars.length - 1;
    const length = last ? beat * 2.6 : bar - 0.2;
    for (const [voice, name] of chord.entries())
      pad(music, {
        frequency: pitch(name),
        at: Math.max(0, at - 0.3),
        length,
        gain: 0.034,
        pan: voice % 2 === 0 ? -0.5 : 0.5,
      });
    bass(music, { frequency: pitch(low), at, length: last ? beat * 2.8 : bar, gain: 0.16, pan: 0 });
    // the left hand, once a beat, under the tune
    for (let step = 0; step < (last ? 3 : 4); step++) {
      const name = chord[(step * 2 + index) % chord.length] ?? 'D4';
      pluck(music, { frequency: pitch(name), at: at + step * beat + beat / 2, length: 2, gain: 0.036, pan: -0.35 });
    }
    for (const [step, name] of tune.split(' ').entries()) {
      if (name === '.') continue;
      const accent = step === 0 ? 1.15 : 0.9;
      pluck(music, {
        frequency: pitch(name),
        at: at + step * (beat / 2) + 0.004,
        length: 3,
        gain: 0.19 * accent,
        pan: 0.2,
      });
    }
  }
  addEnding(music);
  const room = reverb(music, { size: 0.62, damping: 0.3 });
  addSound(music, room, 0.7);
  addPlaces(music, { bar, seconds });
  return master(music, { gain: 0.98, knee: 0.55, ceiling: 0.82, fadeIn: 0.25, fadeOut: 0.7 });
}

/** Home: the tonic, and the tune's last note an octave higher, as the sign goes dark. */
function addEnding(music: Stereo): void {
  const home = bar * 7 + beat * 3;
  for (const name of ['D3', 'A3', 'E4', 'F#4'])
    pad(music, { frequency: pitch(name), at: home - 0.4, length: 2.1, gain: 0.042, pan: 0 });
  bass(music, { frequency: pitch('D2'), at: home, length: 2.6, gain: 0.17, pan: 0 });
  for (const [step, name] of ['D4', 'A4', 'D5', 'F#5', 'D6'].entries()) {
    pluck(music, {
      frequency: pitch(name),
      at: home + step * 0.09,
      length: 3,
      gain: step === 4 ? 0.1 : 0.12,
      pan: step * 0.12 - 0.2,
    });
  }
}

import { pad, pitch, pluck } from '../sound/instruments.ts';
import { master } from '../sound/master.ts';
import { reverb } from '../sound/reverb.ts';
import { addSound, makeStereo, type Stereo } from '../sound/stereo.ts';
import { pizzicato, reed, whistle } from '../sound/winds.ts';
import { addPlaces } from './places.ts';

/** A slow waltz at 75 beats a minute: a beat is 20 pictures, a bar of three 60, two bars a shot. */
const beat = 20 / 25;
const bar = beat * 3;
const seconds = 870 / 25;

interface Harmony {
  readonly bass: string;
  readonly chord: readonly [string, string, string];
  /** Eighths, six a bar; a dot holds what sounds, a dash is a rest. */
  readonly tune: string;
}

/** G major, sixteen bars less one; the whistle has the tune, the accordion the last third. */
const bars: readonly Harmony[] = [
  { bass: 'G2', chord: ['B3', 'D4', 'G4'], tune: '- - D5 . E5 D5' },
  { bass: 'E2', chord: ['B3', 'E4', 'G4'], tune: 'B4 . . . D5 .' },
  { bass: 'C3', chord: ['C4', 'E4', 'G4'], tune: 'E5 . G5 . F#5 E5' },
  { bass: 'D2', chord: ['C4', 'D4', 'F#4'], tune: 'D5 . . . - -' },
  { bass: 'G2', chord: ['B3', 'D4', 'G4'], tune: 'D5 E5 G5 . A5 .' },
  { bass: 'B2', chord: ['B3', 'D4', 'F#4'], tune: 'B5 . A5 . F#5 .' },
  { bass: 'C3', chord: ['C4', 'E4', 'G4'], tune: 'G5 . E5 . C5 E5' },
  { bass: 'D2', chord: ['A3', 'D4', 'F#4'], tune: 'D5 . . A4 B4 C5' },
  { bass: 'E2', chord: ['B3', 'E4', 'G4'], tune: 'B4 . E5 . G5 .' },
  { bass: 'C3', chord: ['C4', 'E4', 'A4'], tune: 'A5 . G5 E5 C5 .' },
  { bass: 'A2', chord: ['C4', 'E4', 'A4'], tune: 'C5 . E5 . A5 .' },
  { bass: 'D2', chord: ['C4', 'D4', 'F#4'], tune: 'F#5 . . . E5 F#5' },
  { bass: 'G2', chord: ['B3', 'D4', 'G4'], tune: 'G5 . D5 . E5 D5' },
  { bass: 'C3', chord: ['C4', 'E4', 'G4'], tune: 'E5 . C5 D5 B4 A4' },
];

interface Sung {
  readonly frequency: number;
  readonly at: number;
  readonly length: number;
}

function sung(tune: string, at: number): readonly Sung[] {
  const notes: { frequency: number; at: number; length: number }[] = [];
  for (const [step, word] of tune.split(' ').entries()) {
    const last = notes.at(-1);
    if (word === '.' && last !== undefined) last.length += beat / 2;
    else if (word !== '-' && word !== '.')
      notes.push({ frequency: pitch(word), at: at + (step * beat) / 2, length: beat / 2 - 0.05 });
  }
  return notes;
}

export function music(): Stereo {
  const sound = makeStereo(48_000, seconds);
  for (const [index, { bass, chord, tune }] of bars.entries()) {
    const at = index * bar;
    pizzicato(sound, { frequency: pitch(bass), at, length: bar, gain: 0.26, pan: -0.1 });
    for (const [voice, name] of chord.entries()) {
      const frequency = pitch(name);
      for (const after of [1, 2])
        reed(sound, { frequency, at: at + after * beat + voice * 0.008, length: beat * 0.42, gain: 0.016, pan: -0.4 });
      pluck(sound, {
        frequency: frequency * 2,
        at: at + voice * (beat / 2) + beat,
        length: 2.2,
        gain: 0.026,
        pan: 0.5,
      });
      if (index >= 8)
        pad(sound, { frequency, at: at - 0.2, length: bar, gain: 0.014, pan: voice % 2 === 0 ? -0.6 : 0.6 });
    }
    for (const note of sung(tune, at)) {
      whistle(sound, { ...note, gain: 0.13, pan: 0.15 });
      if (index >= 8) reed(sound, { ...note, frequency: note.frequency / 2, gain: 0.024, pan: -0.25 });
    }
  }
  addEnding(sound, bars.length * bar);
  addSound(sound, reverb(sound, { size: 0.55, damping: 0.35 }), 0.55);
  return sound;
}

/** Home, and the whistle goes up once more. */
function addEnding(sound: Stereo, at: number): void {
  for (const [voice, name] of ['G2', 'D3', 'B3', 'D4', 'G4'].entries())
    reed(sound, { frequency: pitch(name), at: at + voice * 0.03, length: 0.6, gain: 0.016, pan: 0.2 * voice - 0.4 });
  pizzicato(sound, { frequency: pitch('G2'), at, length: 1, gain: 0.26, pan: 0 });
  for (const [voice, name] of ['B4', 'D5', 'G5'].entries())
    pluck(sound, { frequency: pitch(name), at: at + voice * 0.1, length: 1, gain: 0.09, pan: 0.2 });
  whistle(sound, { frequency: pitch('G5'), at: at + 0.2, length: 0.6, gain: 0.1, pan: 0.15 });
}

const finishing = { gain: 1.1, knee: 0.55, ceiling: 0.82, fadeIn: 0.25, fadeOut: 0.6 };

export function musicAlone(): Stereo {
  return master(music(), finishing);
}

export function musicAndWeather(): Stereo {
  const sound = music();
  addPlaces(sound, { shot: bar * 2, seconds });
  return master(sound, finishing);
}

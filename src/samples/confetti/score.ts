import { hat, kick, snare } from '../sound/drums.ts';
import { bass, pad, pitch, pluck } from '../sound/instruments.ts';
import { master } from '../sound/master.ts';
import { reverb } from '../sound/reverb.ts';
import { addSound, makeStereo, type Stereo } from '../sound/stereo.ts';
import { blaze, grind, pulse } from '../sound/synth.ts';
import { addCity } from './places.ts';

/** 150 beats a minute: a beat is 12 pictures, a bar of four 48; a cut falls on every bar or two. */
const beat = 12 / 30;
const bar = beat * 4;
const seconds = 816 / 30;

interface Harmony {
  readonly bass: string;
  readonly chord: readonly string[];
  /** Eighths; a dot is a rest. */
  readonly tune?: string;
  /** 0 is none, 1 hats, 2 all of the kit. */
  readonly drums: 0 | 1 | 2;
}

const [e, c, g, d, a, b] = [
  { bass: 'E2', chord: ['E4', 'G4', 'B4', 'D5'] },
  { bass: 'C2', chord: ['E4', 'G4', 'C5', 'D5'] },
  { bass: 'G2', chord: ['D4', 'G4', 'B4', 'D5'] },
  { bass: 'D2', chord: ['D4', 'F#4', 'A4', 'E5'] },
  { bass: 'A2', chord: ['E4', 'A4', 'C5', 'E5'] },
  { bass: 'B2', chord: ['D#4', 'F#4', 'B4', 'D#5'] },
] as const;

/** E minor that ends in G: a bar of clock, fourteen of night, two of morning. */
const bars: readonly Harmony[] = [
  { ...e, drums: 0 },
  { ...e, drums: 2, tune: 'B5 . . E6 . . D6 B5' },
  { ...c, drums: 2, tune: 'G5 . . C6 . . B5 G5' },
  { ...g, drums: 2, tune: 'D6 . B5 . G5 . A5 B5' },
  { ...d, drums: 2, tune: 'A5 . . F#5 . A5 . D6' },
  { ...e, drums: 2, tune: 'E6 . D6 . B5 . . G5' },
  { ...a, drums: 1, tune: '. . C6 . . . A5 .' },
  { ...c, drums: 2, tune: 'E6 . . D6 . . C6 .' },
  { ...d, drums: 2, tune: 'D6 . . C6 . . A5 .' },
  { ...b, drums: 2, tune: 'B5 D#6 F#6 . D#6 . B5 .' },
  { ...e, drums: 2, tune: 'B5 . E6 . G6 . F#6 E6' },
  { ...c, drums: 2, tune: 'E6 . G6 . E6 . D6 C6' },
  { ...g, drums: 2, tune: 'D6 . G6 . B6 . A6 G6' },
  { ...d, drums: 2, tune: 'F#6 . A6 . F#6 . E6 D6' },
  { ...c, drums: 2, tune: 'E6 G6 E6 C6 D6 G6 E6 C6' },
];

export function score(): Stereo {
  const music = makeStereo(48_000, seconds);
  const drums = makeStereo(48_000, seconds);
  for (const [index, harmony] of bars.entries()) {
    const at = index * bar;
    if (harmony.drums > 0) {
      playSynths(music, harmony, at);
      playTune(music, harmony, at);
    }
    playDrums(drums, harmony.drums, at);
  }
  addClock(drums);
  addMorning(music, bars.length * bar);
  addSound(music, reverb(music, { size: 0.5, damping: 0.25 }), 0.5);
  addSound(music, drums, 1);
  addCity(music, { bar, seconds });
  return master(music, { gain: 0.62, knee: 0.5, ceiling: 0.8, fadeIn: 0.05, fadeOut: 0.8 });
}

function playSynths(music: Stereo, { bass: low, chord }: Harmony, at: number): void {
  const root = pitch(low);
  for (let step = 0; step < 16; step++) {
    const when = at + (step * beat) / 4;
    const name = chord[(step * 3) % chord.length] ?? 'E4';
    const high = step % 3 === 0 ? 2 : 1;
    pulse(music, {
      frequency: pitch(name) * high,
      at: when,
      length: 0.07,
      gain: 0.07,
      pan: step % 2 === 0 ? -0.6 : 0.6,
    });
    // the bass leaves the beat to the drum
    if (step % 4 !== 0)
      grind(music, { frequency: root * (step % 8 === 6 ? 2 : 1), at: when, length: 0.08, gain: 0.17, pan: 0 });
  }
  for (const [step, length] of [
    [0, 0.5],
    [1.5, 0.25],
    [3, 0.4],
  ] as const)
    for (const name of chord)
      blaze(music, { frequency: pitch(name), at: at + step * beat, length: length * beat, gain: 0.035, pan: 0 });
}

function playTune(music: Stereo, { tune = '' }: Harmony, at: number): void {
  for (const [step, name] of tune.split(' ').entries()) {
    if (name === '.' || name === '') continue;
    const note = { frequency: pitch(name), at: at + (step * beat) / 2, gain: 0.13, pan: 0.1 };
    pluck(music, { ...note, length: 1.6 });
    blaze(music, { ...note, frequency: note.frequency / 2, length: beat * 0.42, gain: 0.05 });
  }
}

function playDrums(drums: Stereo, kit: 0 | 1 | 2, at: number): void {
  if (kit === 0) return;
  for (let step = 0; step < 8; step++) {
    const when = at + (step * beat) / 2;
    hat(drums, { at: when, gain: step % 2 === 0 ? 0.05 : 0.1, pan: 0.25 }, step % 4 === 3);
    if (kit === 1) continue;
    if (step % 2 === 0) kick(drums, { at: when, gain: 0.72, pan: 0 });
    if (step % 4 === 2) snare(drums, { at: when, gain: 0.36, pan: -0.05 });
  }
  if (kit === 2) snare(drums, { at: at + beat * 3.75, gain: 0.14, pan: -0.2 });
}

/** Four seconds to midnight, as drums that gather. */
function addClock(drums: Stereo): void {
  for (let count = 0; count < 4; count++) {
    for (const [after, frequency] of [
      [0, 1900],
      [beat / 2, 1500],
    ] as const)
      pluck(drums, { frequency, at: count * beat + after, length: 0.1, gain: 0.16, pan: 0 });
    kick(drums, { at: count * beat, gain: 0.4 + 0.1 * count, pan: 0 });
  }
  for (let step = 0; step < 12; step++)
    snare(drums, { at: beat * 2.5 + (step * beat) / 8, gain: 0.05 + 0.02 * step, pan: 0 });
}

/** G major, quiet; at its end four notes that somebody who saw the first film may know. */
function addMorning(music: Stereo, at: number): void {
  for (const [voice, name] of ['G3', 'B3', 'D4', 'A4'].entries())
    pad(music, { frequency: pitch(name), at: at - 0.2, length: 2.6, gain: 0.05, pan: voice % 2 === 0 ? -0.5 : 0.5 });
  bass(music, { frequency: pitch('G2'), at, length: 3.2, gain: 0.2, pan: 0 });
  for (const [step, name] of ['D5', 'G5', 'A5', 'D6'].entries())
    pluck(music, { frequency: pitch(name), at: at + 0.2 + step * beat * 1.4, length: 2, gain: 0.2, pan: 0.2 });
}

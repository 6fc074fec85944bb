import type { Stretch } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { AudioWork, EncodeReport, EncoderRun, MediaInput } from '../index.ts';
import { placedSoundClock, soundClock } from './clock-filters.ts';
import { layoutFilters } from './layout-filters.ts';
import {
  type FfmpegOptions,
  inputArguments,
  lastWords,
  oneThread,
  patiently,
  quietly,
  reproducibly,
  runProgram,
} from './program.ts';

const what = 'encode audio';

/** What a time is off by less than this, seconds, is left to the next; ears do not mind. */
const leastHole = 0.006;
/** Holes are filled with silence and what overlaps is left out, to the sample. */
const atOnce = `async=1:min_hard_comp=${leastHole}`;

/** Samples are played as quickly as the source's times want them; the times, which that filter moves as well, stay. */
function taken(rate: number): string[] {
  return ['asettb=1/1000000', `asetpts='round(PTS*${rate}/SR)'`, `asetrate=${rate}`];
}

/**
 * Time is gained or lost a little in each second. What is off by a tenth of a second is a hole even so.
 */
function slowly({ sampleRate }: AudioWork): string {
  return `flags=res:async=${Math.round(sampleRate / 20)}:min_comp=0.002:min_hard_comp=0.1`;
}

/** One whole track: its first sample lies at `start`, silence fills what is missing, and the length is `duration`. */
export async function encodeAudio(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: AudioWork; readonly run: EncoderRun },
): Promise<EncodeReport> {
  let isHeard = false;
  const result = await runProgram(options, {
    name: 'ffmpeg',
    ...(work.changes === true
      ? { from: steadyArguments(input, work), arguments: audioArguments(['-i', 'pipe:0'], steady(work)) }
      : { arguments: audioArguments(inputArguments(input, [...patiently, ...oneThread]), work) }),
    what,
    run,
    onOutput(line) {
      const reached = /\[warning\] (\d+\.\d{6})$/.exec(line);
      if (reached === null) return;
      isHeard = true;
      run.onProgress?.(Math.min(1, Number(reached[1]) / work.duration));
    },
  });
  if (result.code !== 0) {
    const why = `${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  // Where a single sample decodes, silence fills the rest; where none does, the file is empty and ffmpeg is content.
  if (!isHeard) {
    const why = `nothing of its sound in stream ${work.stream} decodes.`;
    throw encoderErrors.error('encoder.refused', { why, log: result.log });
  }
  run.onProgress?.(1);
  return { cpuSeconds: result.cpuSeconds ?? 0, log: result.log };
}

function audioArguments(input: readonly string[], work: AudioWork): string[] {
  const samples = Math.round(work.duration * work.sampleRate);
  const filters = [
    ...soundClock(work.clock),
    ...(work.takenRate === undefined ? [] : taken(work.takenRate)),
    // Every five seconds of sound a line that tells how far it has come: with -copyts, ffmpeg's own progress does not.
    // The expression is asked once more at the end, so that N is 0 only where there was no sound.
    "asetpts='PTS+0*if(gt(N,0)*gte(N/SR,ld(0)),print(N/SR,24)+st(0,ld(0)+5),0)'",
    ...layoutFilters(work),
    ...(work.gain === undefined || work.gain === 0 ? [] : [`volume=${work.gain.toFixed(2)}dB:precision=float`]),
    `aformat=sample_rates=${work.sampleRate}`,
    // Fills gaps with silence, drops what overlaps, and begins at the film's start: what lies before it is cut, what
    // is missing is silence. After the resampling, because first_pts counts samples that come in.
    `aresample=${work.drifts === true ? slowly(work) : atOnce}:first_pts=${Math.round(work.start * work.sampleRate)}`,
    `apad=whole_len=${samples}`,
    `atrim=end_sample=${samples}`,
    // Whole samples: a finer or coarser base rounds now and then, and a packet comes out a sample short.
    `asettb=1/${work.sampleRate}`,
    'asetpts=N',
  ];
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...input,
    ...['-filter_complex', `[0:${work.stream}]${filters.join(',')}[sound]`, '-map', '[sound]'],
    ...['-c:a', 'aac', '-b:a', String(work.bitRate), '-flags:a', '+bitexact'],
    ...reproducibly,
    // delay_moov: the edit list then says how many samples are the encoder's priming. Fragments keep memory flat.
    ...['-movflags', '+empty_moov+delay_moov+default_base_moof', '-frag_duration', '10000000'],
    ...['-f', 'mp4', `file:${work.output}`],
  ];
}

/**
 * A sound whose channels or rate change, as one that keeps them. ffmpeg makes its filters anew at each change, and they
 * forget how far they have come: so those that count are in a second ffmpeg, which sees no change.
 */
function steadyArguments(input: MediaInput, work: AudioWork): string[] {
  const clock = isPlaced(work.clock) ? placedSoundClock(work.clock) : [];
  const times = [...toldTimes(work.misdated), ...clock, ...ownTimes];
  const filters = [...times, ...layoutFilters(work), `aformat=sample_rates=${work.sampleRate}`];
  return [
    ...quietly,
    '-copyts',
    ...inputArguments(input, [...patiently, ...oneThread]),
    ...['-map', `0:${work.stream}`, '-af', filters.join(',')],
    ...['-c:a', 'pcm_f32le', ...reproducibly, '-f', 'nut', 'pipe:1'],
  ];
}

/** Frames whose time is another than told have that one. */
function toldTimes(misdated: AudioWork['misdated'] = []): readonly string[] {
  const inMicros = 'asettb=1/1000000';
  if (misdated.length === 0) return [inMicros];
  const micros = (seconds: number) => Math.round(seconds * 1e6);
  const moves = misdated.map(({ at, instead }) => `lte(abs(PTS-${micros(at)}),1)*(${micros(instead) - micros(at)})`);
  return [inMicros, `asetpts='PTS+${moves.join('+')}'`];
}

/**
 * Inside a packet of the source, times may be reckoned in the rate before the change. Only of a packet's first frame the
 * place in the source is known: what follows it goes on where that ended, unless it does not by far.
 */
const ownTimes = [
  "asetpts='st(0,if(isnan(POS)*gt(N,0)*lt(abs(T-ld(1)),0.1),ld(1),T));st(1,ld(0)+S/SR);round(ld(0)/TB)'",
];

/** What is left to do of it then. */
function steady({ clock, misdated, ...work }: AudioWork): AudioWork {
  return { ...work, stream: 0, ...(clock === undefined || isPlaced(clock) ? {} : { clock }) };
}

/** Times go back, which no container between two programs holds: they are the film's before they come to it. */
function isPlaced(clock: readonly Stretch[] | undefined): clock is readonly Stretch[] {
  return clock?.some(({ bytes }) => bytes !== undefined) ?? false;
}

import { encoderErrors } from '../errors.ts';
import type { AudioWork, EncodeReport, EncoderRun, MediaInput } from '../index.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, reproducibly, runProgram } from './program.ts';

const what = 'encode audio';
const layouts: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' };

/** One whole track: its first sample lies at `start`, silence fills what is missing, and the length is `duration`. */
export async function encodeAudio(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: AudioWork; readonly run: EncoderRun },
): Promise<EncodeReport> {
  let reached = 0;
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: audioArguments(input, work),
    what,
    run,
    stdout: 'lines',
    onOutput(line, from) {
      const time = from === 'stdout' ? /^out_time_us=(\d+)/.exec(line) : null;
      if (time === null) return;
      reached = Number(time[1]) / 1e6;
      run.onProgress?.(Math.min(1, reached / work.duration));
    },
  });
  if (result.code !== 0) {
    const why = `${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  if (reached < work.duration - 0.1) {
    throw encoderErrors.error('encoder.refused', {
      why: `of its sound in stream ${work.stream} only ${reached.toFixed(1)} of ${work.duration.toFixed(1)} s decode.`,
      log: result.log,
    });
  }
  return { cpuSeconds: result.cpuSeconds ?? 0, log: result.log };
}

function audioArguments(input: MediaInput, work: AudioWork): string[] {
  const samples = Math.round(work.duration * work.sampleRate);
  const layout = layouts[work.channels] ?? `${work.channels}c`;
  const filters = [
    // Fills gaps with silence, drops what overlaps, and begins at the film's start: before it is cut, after it is filled.
    `aresample=${work.sampleRate}:async=1:first_pts=${Math.round(work.start * work.sampleRate)}`,
    `aformat=sample_fmts=fltp:sample_rates=${work.sampleRate}:channel_layouts=${layout}`,
    `apad=whole_len=${samples}`,
    `atrim=end_sample=${samples}`,
    'asetpts=N/SR/TB',
  ];
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...['-progress', 'pipe:1', '-stats_period', '0.5'],
    ...inputArguments(input),
    ...['-filter_complex', `[0:${work.stream}]${filters.join(',')}[sound]`, '-map', '[sound]'],
    ...['-c:a', 'aac', '-b:a', String(work.bitRate), '-flags:a', '+bitexact'],
    ...reproducibly,
    // delay_moov: the edit list then says how many samples are the encoder's priming. Fragments keep memory flat.
    ...['-movflags', '+empty_moov+delay_moov+default_base_moof', '-frag_duration', '10000000'],
    ...['-f', 'mp4', `file:${work.output}`],
  ];
}

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measurePicture } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput, Scouted, ScoutWork } from '../index.ts';
import { keyClock } from './clock-filters.ts';
import { lookFilters, rgbFilters } from './look-filters.ts';
import { type FfmpegOptions, inputArguments, lastWords, oneThread, quietly, runProgram } from './program.ts';
import { reach } from './reach.ts';
import { seekArguments } from './video-arguments.ts';

const what = 'look at key pictures';

/** Tells apart whose time a printed number is: the place's index in millions, and the time, in seconds. */
const million = 1_000_000;

/** One ffmpeg that opens the source once a place: only key pictures are decoded, so a whole film costs a moment. */
export async function scout(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: ScoutWork; readonly run: EncoderRun },
): Promise<readonly Scouted[]> {
  await mkdir(work.folder, { recursive: true });
  const times = new Map<number, number>();
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: scoutArguments(input, work),
    what,
    run,
    onOutput(line) {
      const printed = /\[warning\] (-?\d+\.\d{6})$/.exec(line);
      if (printed === null) return;
      const place = Math.round(Number(printed[1]) / million);
      times.set(place, Math.round((Number(printed[1]) - place * million) * 1e6) / 1e6);
    },
  });
  run.onProgress?.(1);
  const seen = new Map<number, Scouted>();
  for (const [place, at] of times) {
    const rgb = await readFile(fileOf(work, place)).catch(() => undefined);
    if (rgb?.length === work.width * work.height * 3) seen.set(at, { at, ...measurePicture(rgb, work) });
  }
  if (seen.size === 0) {
    const why = `no key picture decodes: ${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  return [...seen.values()].sort((a, b) => a.at - b.at);
}

function scoutArguments(input: MediaInput, work: ScoutWork): string[] {
  const places = work.times.map((time, place) => {
    const way = reach(input, work.clock, { from: time });
    return { way, place, label: `place${place}` };
  });
  const chains = places.map(({ place, label, way }) => {
    const print = `setpts='PTS+0*print(T+${place * million},24)'`;
    const steps = [
      'trim=end_frame=1',
      ...keyClock(work.clock, way.stretch),
      print,
      ...lookFilters(work, work),
      ...rgbFilters('rgb24'),
    ];
    return `[${place}:${work.stream}]${steps.join(',')}[${label}]`;
  });
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...places.flatMap(({ way }) => {
      const seeking = way.seek === undefined ? [] : seekArguments(way.seek);
      return inputArguments(way.input, [...seeking, ...oneThread, '-skip_frame', 'nokey']);
    }),
    ...['-filter_complex', chains.join(';')],
    ...places.flatMap(({ place, label }) => [
      ...['-map', `[${label}]`, '-frames:v', '1', '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', `file:${fileOf(work, place)}`],
    ]),
  ];
}

function fileOf(work: ScoutWork, place: number): string {
  return join(work.folder, `place-${place}.rgb`);
}

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measurePicture } from '../../../media/index.ts';
import type { EncoderRun, MediaInput, Scouted, ScoutWork } from '../index.ts';
import { keyClock } from './clock-filters.ts';
import { lookFilters, rgbFilters } from './look-filters.ts';
import { type FfmpegOptions, inputArguments, oneThread, quietly, runProgram } from './program.ts';
import { reach, readWhole } from './reach.ts';
import { seekArguments } from './video-arguments.ts';

const what = 'look at key pictures';

/** Tells apart whose time a printed number is: the place's index in millions, and the time, in seconds. */
const million = 1_000_000;

/**
 * One ffmpeg that opens the source once a place: only key pictures are decoded, so a whole film costs a moment. Where
 * no place leads to one, the first of the whole film is looked for; some films have not even that.
 */
export async function scout(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: ScoutWork; readonly run: EncoderRun },
): Promise<readonly Scouted[]> {
  await mkdir(work.folder, { recursive: true });
  const sought = await look(options, input, { work, run, seek: true });
  const seen = sought.length > 0 ? sought : await look(options, input, { work: firstOf(work), run, seek: false });
  run.onProgress?.(1);
  return seen;
}

function firstOf(work: ScoutWork): ScoutWork {
  return { ...work, times: work.times.slice(0, 1) };
}

interface Looking {
  readonly work: ScoutWork;
  readonly run: EncoderRun;
  /** Otherwise it is read from its start on. */
  readonly seek: boolean;
}

async function look(options: FfmpegOptions, input: MediaInput, looking: Looking): Promise<readonly Scouted[]> {
  const { work, run } = looking;
  const times = new Map<number, number>();
  await runProgram(options, {
    name: 'ffmpeg',
    arguments: scoutArguments(input, looking),
    what,
    run,
    onOutput(line) {
      const printed = /\[warning\] (-?\d+\.\d{6})$/.exec(line);
      if (printed === null) return;
      const place = Math.round(Number(printed[1]) / million);
      // It is printed once more where the stream ends, with the time of its end.
      if (!times.has(place)) times.set(place, Math.round((Number(printed[1]) - place * million) * 1e6) / 1e6);
    },
  });
  const seen = new Map<number, Scouted>();
  for (const [place, at] of times) {
    const rgb = await readFile(fileOf(work, place)).catch(() => undefined);
    if (rgb?.length === work.width * work.height * 3) seen.set(at, { at, ...measurePicture(rgb, work) });
  }
  return [...seen.values()].sort((a, b) => a.at - b.at);
}

function scoutArguments(input: MediaInput, { work, seek }: Looking): string[] {
  const places = work.times.map((time, place) => {
    const way = seek ? reach(input, work.clock, { from: time }) : readWhole(input);
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

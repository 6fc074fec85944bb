import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText } from '../../../media/index.ts';
import type { EncoderRun, LeftOut, MadeTexts, MediaInput, TextsWork, TextTrack } from '../index.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, reproducibly, runProgram } from './program.ts';
import { cueShifter } from './shift-cues.ts';

const what = 'extract text';

interface Extracting {
  readonly work: TextsWork;
  readonly run: EncoderRun;
}

/**
 * All texts of a source in one reading of it. Where one cannot be had, and ffmpeg gives up all of them because of it,
 * they are tried by halves, so that few readings find it out.
 */
export async function extractTexts(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: Extracting,
): Promise<MadeTexts> {
  await mkdir(work.folder, { recursive: true });
  const leftOut: LeftOut[] = [];
  async function extract(tracks: readonly TextTrack[]): Promise<void> {
    const result = await runProgram(options, {
      name: 'ffmpeg',
      arguments: textArguments(input, { ...work, tracks }),
      what,
      run,
    });
    if (result.code === 0) return;
    const [only, ...more] = tracks;
    if (only !== undefined && more.length === 0) {
      leftOut.push({ name: only.name, why: whyNot(result.log, result.code) });
      return;
    }
    const half = Math.ceil(tracks.length / 2);
    await extract(tracks.slice(0, half));
    await extract(tracks.slice(half));
  }
  await extract(work.tracks);
  const made = work.tracks.filter(({ name }) => !leftOut.some((left) => left.name === name));
  for (const track of made) if (track.asItIs !== true) await finish(work, track);
  run.onProgress?.(1);
  return { files: made.map(({ name }) => ({ name, file: fileOf(work, { name }) })), leftOut };
}

function whyNot(log: string, code: number): string {
  if (/bitmap to bitmap|bitmap subtitle/i.test(log)) return 'They are pictures, which cannot become text.';
  return `ffmpeg said: ${lastWords(log)} (exit code ${code}).`;
}

function textArguments(input: MediaInput, work: TextsWork): string[] {
  const decoders = work.tracks.flatMap(({ stream, readAs }) => (readAs === undefined ? [] : [`-c:${stream}`, readAs]));
  // Words in a charset of their own are not thrown away: they are read once all are there.
  const reading = ['-sub_charenc_mode', 'ignore', ...decoders];
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...inputArguments(input, reading),
    ...work.tracks.flatMap((track) => [
      ...['-map', `0:${track.stream}`],
      ...(track.asItIs === true ? copied(work) : ['-c:s', 'webvtt', '-f', 'webvtt']),
      ...reproducibly,
      `file:${track.asItIs === true ? fileOf(work, track) : rawFileOf(work, track)}`,
    ]),
  ];
}

/** Subtitles that are pictures, packet by packet. */
function copied({ start }: TextsWork): string[] {
  return ['-c', 'copy', '-avoid_negative_ts', 'disabled', '-output_ts_offset', (-start).toFixed(6), '-f', 'matroska'];
}

/** What ffmpeg wrote, in whatever charset, becomes WebVTT from the film's start on. */
async function finish(work: TextsWork, track: TextTrack): Promise<void> {
  const { text } = decodeText(await readFile(rawFileOf(work, track)), track.language ?? 'und');
  const shifter = cueShifter(work.start);
  await writeFile(fileOf(work, track), shifter.push(text) + shifter.end());
  await rm(rawFileOf(work, track));
}

/** Names are the plan's; files are counted, so that no name can lead out of the folder. */
function fileOf(work: TextsWork, { name }: Pick<TextTrack, 'name'>): string {
  return join(work.folder, `text-${work.tracks.findIndex((track) => track.name === name)}.out`);
}

function rawFileOf(work: TextsWork, track: TextTrack): string {
  return `${fileOf(work, track)}.raw`;
}

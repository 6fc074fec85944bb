import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText, isSampledText } from '../../../media/index.ts';
import type { EncoderRun, LeftOut, MadeTexts, MediaInput, TextsWork, TextTrack } from '../index.ts';
import { packetClock } from './clock-filters.ts';
import {
  type FfmpegOptions,
  inputArguments,
  lastWords,
  patiently,
  quietly,
  reproducibly,
  runProgram,
} from './program.ts';
import { type PartClock, partsOf } from './reach.ts';
import { readSamples } from './read-samples.ts';
import { cueShifter } from './shift-cues.ts';
import { cuesOfPages, teletextDecoder, teletextOptions } from './teletext.ts';

const what = 'extract text';

interface Extracting {
  readonly work: TextsWork;
  readonly run: EncoderRun;
}

/** One reading: of the source or of a part of it, for some of the tracks. */
interface Reading {
  readonly input: MediaInput;
  /** Of the part, among all. */
  readonly part: number;
  readonly tracks: readonly TextTrack[];
}

/**
 * All texts of a source in one reading of it. Where one cannot be had, and ffmpeg gives up all of them because of it,
 * they are tried by halves, so that few readings find it out. A source whose times go back is read in parts; what is
 * copied is then copied apart from that.
 */
export async function extractTexts(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: Extracting,
): Promise<MadeTexts> {
  await mkdir(work.folder, { recursive: true });
  const leftOut: LeftOut[] = [];
  async function read(reading: Reading): Promise<void> {
    const { part } = reading;
    const tracks: TextTrack[] = [];
    for (const track of reading.tracks) if (!(await readItself(reading, track))) tracks.push(track);
    if (tracks.length === 0) return;
    const words = textArguments(work, { ...reading, tracks });
    const { code, log } = await runProgram(options, { name: 'ffmpeg', arguments: words, what, run });
    if (code === 0) return;
    const [only, ...more] = tracks;
    if (only !== undefined && more.length === 0) {
      // A later part may lack the stream.
      if (part === 0) leftOut.push({ name: only.name, why: whyNot(log, code) });
      return;
    }
    const half = Math.ceil(tracks.length / 2);
    await read({ ...reading, tracks: tracks.slice(0, half) });
    await read({ ...reading, tracks: tracks.slice(half) });
  }
  /** True for what Bijou reads itself. */
  async function readItself({ input, part }: Reading, track: TextTrack): Promise<boolean> {
    const { stream, readAs: kind, name } = track;
    if (!isSampledText(kind)) return false;
    const read = await readSamples(options, input, { stream, kind, run });
    if ('text' in read) await writeFile(rawFileOf(work, track, part), read.text);
    else if (part === 0) leftOut.push({ name, why: read.why });
    return true;
  }
  const parts = partsOf(input, work.clock);
  for (const reading of readingsOf(input, work, parts)) await read(reading);
  const had = ({ name }: TextTrack) => !leftOut.some((left) => left.name === name);
  for (const track of work.tracks.filter(had)) {
    if (track.asItIs === true || (await finish(work, track, parts))) continue;
    leftOut.push({ name: track.name, why: 'There are no words in them.' });
  }
  const made = work.tracks.filter(had);
  run.onProgress?.(1);
  return { files: made.map(({ name }) => ({ name, file: fileOf(work, { name }) })), leftOut };
}

function readingsOf(input: MediaInput, { tracks }: TextsWork, parts: readonly PartClock[]): readonly Reading[] {
  const [only, ...more] = parts;
  if (only?.input === input && more.length === 0) return [{ input, part: 0, tracks }];
  const words = tracks.filter(({ asItIs = false }) => !asItIs);
  const copied = tracks.filter(({ asItIs = false }) => asItIs);
  return [
    ...parts.map((part, index) => ({ input: part.input, part: index, tracks: words })),
    { input, part: 0, tracks: copied },
  ];
}

function whyNot(log: string, code: number): string {
  if (/bitmap to bitmap|bitmap subtitle/i.test(log)) return 'They are pictures, which cannot become text.';
  return `ffmpeg said: ${lastWords(log)} (exit code ${code}).`;
}

function textArguments(work: TextsWork, { input, part, tracks }: Reading): string[] {
  const decoders = tracks.flatMap(decoderOf);
  // Words in a charset of their own are not thrown away: they are read once all are there.
  const reading = [...patiently, '-sub_charenc_mode', 'ignore', ...decoders];
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...inputArguments(input, reading),
    ...tracks.flatMap((track) => [
      ...['-map', `0:${track.stream}`],
      ...(track.asItIs === true ? copied(work) : ['-c:s', 'webvtt', '-f', 'webvtt']),
      ...reproducibly,
      `file:${track.asItIs === true ? fileOf(work, track) : rawFileOf(work, track, part)}`,
    ]),
  ];
}

function decoderOf({ stream, readAs }: TextTrack): readonly string[] {
  if (readAs === undefined) return [];
  return [`-c:${stream}`, readAs, ...(readAs === teletextDecoder ? teletextOptions(stream) : [])];
}

/** Subtitles that are pictures, packet by packet. */
function copied({ start, clock }: TextsWork): string[] {
  const moved = ['-avoid_negative_ts', 'disabled', '-output_ts_offset', (-start).toFixed(6)];
  return ['-c', 'copy', ...packetClock(clock), ...moved, '-f', 'matroska'];
}

/** What ffmpeg wrote, in whatever charset, becomes WebVTT from the film's start on. False where nothing is left to show. */
async function finish(work: TextsWork, track: TextTrack, parts: readonly PartClock[]): Promise<boolean> {
  let whole = '';
  for (const [index, part] of parts.entries()) {
    const raw = rawFileOf(work, track, index);
    const bytes = await readFile(raw).catch(() => undefined);
    if (bytes === undefined) continue;
    const written = decodeText(bytes, track.language ?? 'und').text;
    const text = track.readAs === teletextDecoder ? cuesOfPages(written) : written;
    const shifter = cueShifter((seconds) => part.place(seconds) - work.start);
    const shifted = shifter.push(text) + shifter.end();
    whole += whole === '' ? shifted : shifted.replace(/^WEBVTT[^\n]*\n+/, '');
    await rm(raw);
  }
  await writeFile(fileOf(work, track), whole);
  return whole.includes('-->');
}

/** Names are the plan's; files are counted, so that no name can lead out of the folder. */
function fileOf(work: TextsWork, { name }: Pick<TextTrack, 'name'>): string {
  return join(work.folder, `text-${work.tracks.findIndex((track) => track.name === name)}.out`);
}

function rawFileOf(work: TextsWork, track: TextTrack, part: number): string {
  return `${fileOf(work, track)}.${part}`;
}

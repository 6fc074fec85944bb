import {
  type FileStarts,
  fileStarts,
  isPictureType,
  type TypeChange,
  typeChanges,
  type Unread,
} from '../../../media/index.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { type FfmpegOptions, listPrefix, runProgram, sourceArguments } from './program.ts';
import { partOf } from './reach.ts';
import { withBytes } from './source-bytes.ts';

/** How a source is read in which several files may have been joined end to end. */
export interface Reading {
  readonly input: MediaInput;
  /** Of several files that are read as one: the first, and where the others begin in the film's time, seconds. */
  readonly first?: MediaInput;
  readonly joins?: readonly number[];
  readonly unread?: Unread;
  /** Sounds of a transport stream that become something else. */
  readonly soundChanges?: readonly TypeChange[];
}

interface Part {
  readonly from: number;
  readonly to: number;
  /** What must be the same for two parts to be read as one. */
  readonly kind: string;
  readonly start: number;
  readonly seconds: number;
}

/** More files are not read as one: their list is an argument. */
const mostParts = 200;
/** Fragments of one recording go on where those before ended, but for so much: seconds. */
const goesOn = 0.5;

/**
 * What ffmpeg is given for a source: itself, or, where files were joined, the longest run of them that can be read as
 * one. The same source is always read in the same way.
 */
export async function readingOf(options: FfmpegOptions, input: MediaInput, run: EncoderRun): Promise<Reading> {
  const seen = await withBytes(input, run, async (source) => {
    const { starts, readsOn } = await fileStarts(source);
    return { size: source.size, starts, readsOn, changes: starts.length > 1 ? [] : await typeChanges(source) };
  });
  if (seen === undefined) return { input };
  const { size, changes } = seen;
  if (seen.starts.length > 1) return joinedFiles(options, input, { ...seen, run });
  const pictures = changes.filter(({ from, isAlone }) => isAlone && isPictureType(from));
  const soundChanges = changes.filter(({ from }) => !isPictureType(from));
  const told = soundChanges.length === 0 ? {} : { soundChanges };
  if (pictures.length === 0) return { input, ...told };
  const bounds = [0, ...pictures.map(({ at }) => at), size];
  const parts = pictures.map(({ from }, place) => partBetween(bounds, place, String(from)));
  const last = pictures.at(-1);
  const taken = longest([...parts, partBetween(bounds, pictures.length, String(last?.to))]);
  const [{ from, to }] = taken;
  return { input: partOf(input, { from, to: to === size ? null : to }), unread: { from, to, size }, ...told };
}

function partBetween(bounds: readonly number[], place: number, kind: string): Part {
  return { from: bounds[place] ?? 0, to: bounds[place + 1] ?? 0, kind: `${kind} ${place}`, start: 0, seconds: 0 };
}

async function joinedFiles(
  options: FfmpegOptions,
  input: MediaInput,
  { size, starts: all, readsOn, run }: FileStarts & { readonly size: number; readonly run: EncoderRun },
): Promise<Reading> {
  const starts = all.slice(0, mostParts);
  const parts: Part[] = [];
  for (const [place, from] of starts.entries()) {
    const to = all[place + 1] ?? size;
    parts.push({ from, to, ...(await describePart(options, partOf(input, { from, to }), { place, run })) });
  }
  // What goes on in its own time is one recording, whose beginning was written again: ffmpeg reads it as it is.
  if (readsOn && parts.every((part, place) => follows(part, parts[place - 1]))) return { input };
  const taken = longest(parts);
  const [first] = taken;
  const to = taken.at(-1)?.to ?? first.to;
  const unread = first.from === 0 && to === size ? {} : { unread: { from: first.from, to, size } };
  const alone = partOf(input, { from: first.from, to: first.to });
  if (taken.length === 1) return { input: alone, ...unread };
  let end = 0;
  const joins = taken.slice(0, -1).map(({ seconds }) => {
    end += seconds;
    return end;
  });
  return { input: listOf(input, taken), first: alone, joins, ...unread };
}

function follows({ start }: Part, before: Part | undefined): boolean {
  if (before === undefined) return true;
  return start >= before.start + Math.max(before.seconds - goesOn, before.seconds / 2);
}

/** The neighbours of one kind that have most bytes. */
function longest(parts: readonly Part[]): readonly [Part, ...Part[]] {
  const runs: [Part, ...Part[]][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last !== undefined && last[0].kind === part.kind) last.push(part);
    else runs.push([part]);
  }
  const bytes = (run: readonly Part[]) => run.reduce((sum, { from, to }) => sum + to - from, 0);
  return runs.reduce((best, run) => (bytes(run) > bytes(best) ? run : best));
}

interface PartProbe {
  readonly streams?: readonly { readonly codec_name?: string; readonly [field: string]: unknown }[];
  readonly format?: { readonly duration?: string; readonly start_time?: string };
}

const fields =
  'format=duration,start_time:stream=codec_type,codec_name,pix_fmt,time_base,sample_rate,channels,extradata_hash';

/** One that cannot be read is of a kind of its own, and so is one that does not say how long it lasts. */
async function describePart(
  options: FfmpegOptions,
  input: MediaInput,
  { place, run }: { readonly place: number; readonly run: EncoderRun },
): Promise<Pick<Part, 'kind' | 'start' | 'seconds'>> {
  let json = '';
  const { code } = await runProgram(options, {
    name: 'ffprobe',
    arguments: ['-v', 'error', '-of', 'json', '-show_data_hash', 'md5', '-show_entries', fields].concat(
      sourceArguments(input),
    ),
    what: 'read what was joined',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') json += line;
    },
  });
  const { streams = [], format = {} }: PartProbe = code === 0 ? JSON.parse(json) : {};
  const seconds = Number(format.duration ?? 0);
  const start = Number(format.start_time ?? 0);
  if (streams.length === 0 || !(seconds > 0)) return { kind: `part ${place}`, start, seconds };
  // Parameters of H.264 are handed on with its pictures; those of others are read once.
  const kinds = streams.map((stream) =>
    stream.codec_name === 'h264' ? { ...stream, extradata_hash: undefined } : stream,
  );
  return { kind: JSON.stringify(kinds), start, seconds };
}

/** Parts of a source one after another, as a list that ffmpeg reads as one film. */
function listOf(input: MediaInput, parts: readonly Part[]): MediaInput {
  const lines = parts.map(({ from, to, seconds }) => {
    const address = partOf(input, { from, to }).replaceAll("'", "'\\''");
    return `file '${address}'\nduration ${seconds.toFixed(6)}\n`;
  });
  const list = Buffer.from(`ffconcat version 1.0\n${lines.join('')}`).toString('base64');
  return `${listPrefix}${list}`;
}

import type { AudioStream, Inspection, Stretch, VideoStream } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { audibleOf, soundsLeft } from './audible-sounds.ts';
import { clockOf, type DecodedClock, timesBack } from './clock-of.ts';
import { decodeArguments } from './decode-arguments.ts';
import { type DecodeListener, decodeListener } from './decode-listener.ts';
import { hasGivenUp, readDump } from './dump.ts';
import { readingOf } from './joined.ts';
import { asFirst } from './list-probe.ts';
import { findParts } from './parts.ts';
import { type Candidate, type Probed, probeArguments, probedOf } from './probe.ts';
import type { Probe } from './probed.ts';
import { type FfmpegOptions, runProgram, sourceArguments } from './program.ts';
import { programmeOf } from './programmes.ts';
import { restOf } from './rest.ts';
import { whyUnreadable } from './unreadable.ts';

/** Video streams that are tried where the best ones give no picture. */
const mostCandidates = 3;

/** Containers of which ffprobe reckons by their clocks alone how long they last. */
const clocksOnly = /^mpeg/;

/** One ffprobe for what the container says, one ffmpeg for what really decodes. */
export async function inspect(
  options: FfmpegOptions,
  source: MediaInput,
  { decoders, run }: { readonly decoders: ReadonlySet<string>; readonly run: EncoderRun },
): Promise<Inspection> {
  const { input, first, joins, unread, soundChanges } = await readingOf(options, source, run);
  const probed = await probe(options, input, { decoders, run, first });
  const rest = unread ?? (await restOf(options, source, { container: probed.inspection.container, run }));
  const joined = {
    ...(joins === undefined ? {} : { joins }),
    ...(rest === undefined ? {} : { unread: rest }),
    ...(soundChanges === undefined ? {} : { soundChanges: soundChanges.map(({ from, to }) => ({ from, to })) }),
  };
  let complaints: Inspection['complaints'] = [];
  let best: Inspection | undefined;
  for (const candidate of probed.candidates.slice(0, mostCandidates)) {
    const stream = candidate.video.index;
    const inspection = programmeOf(probed.inspection, { stream, programmes: probed.programmes });
    const decoded = await decode(options, input, { candidate, inspection, run });
    const { clock, shifts, heard } = await clockIn(options, input, { candidate, decoded, inspection, run });
    const isIntact = !clocksOnly.test(inspection.container) && decoded.complaints(shifts).length === 0;
    complaints = [...complaints, ...decoded.complaints(shifts)].slice(0, 50);
    const pictures = decoded.pictures.pictures(stream, { ...candidate, shifts, isIntact });
    if (pictures === null) continue;
    const { video } = inspection;
    const found = {
      ...inspection,
      video: decoded.hasCaptions() ? video.map((one) => captioned(one, stream)) : video,
      audio: inspection.audio.map((sound) => ({ ...sound, heard: heard.get(sound.index) ?? null })),
      pictures,
      looks: decoded.looks.looks(shifts),
      complaints,
      chapters: placed(inspection.chapters, clock?.streams[0]?.stretches ?? []),
      ...(clock === undefined ? {} : { clock }),
      ...(decoded.isDamaged() ? { isFickle: true } : {}),
      ...joined,
      ...(decoded.late().length === 0 ? {} : { late: decoded.late() }),
    };
    if (countOf(found) > countOf(best)) best = found;
    // What stands still may be all that there is; before that is believed, what lies beside it is looked at.
    if (countOf(found) > 1) break;
  }
  return best ?? { ...probed.inspection, ...joined, pictures: null, looks: null, complaints };
}

function captioned(video: VideoStream, index: number): VideoStream {
  return video.index === index ? { ...video, hasCaptions: true } : video;
}

function countOf(inspection: Inspection | undefined): number {
  return inspection?.pictures?.durations.reduce((sum, [, count]) => sum + count, 0) ?? 0;
}

interface Decoding {
  readonly candidate: Candidate;
  readonly inspection: Probed['inspection'];
  readonly run: EncoderRun;
}

/** Chapters have the source's times; where one comes twice, it is that of the last recording. */
function placed(chapters: Inspection['chapters'], stretches: readonly Stretch[]): Inspection['chapters'] {
  const place = (time: number) => time + (stretches.findLast(({ from }) => from <= time)?.shift ?? 0);
  return chapters.map(({ start, end, name }) => ({ start: place(start), end: place(end), name }));
}

/** Where times go back, the source is read once more for the places where they do. */
async function clockIn(
  options: FfmpegOptions,
  input: MediaInput,
  { candidate, decoded, inspection, run }: Decoding & { readonly decoded: DecodeListener },
): Promise<DecodedClock> {
  const { container } = inspection;
  const found = clockOf(decoded, { candidate, container });
  const stream = candidate.video.index;
  const stretches = found.clock?.streams.find((one) => one.stream === stream)?.stretches ?? [];
  // Others cannot be opened in the middle.
  if (timesBack(stretches) === 0 || !clocksOnly.test(container)) return found;
  return clockOf(decoded, { candidate, container, parts: await findParts(options, input, { stream, run }) });
}

/** Damage was seen: what several threads make of it cannot be made again. */
class Fickle extends Error {}

/** Decodes with as many threads as there are, and where there is damage once more with one. */
async function decode(options: FfmpegOptions, input: MediaInput, decoding: Decoding): Promise<DecodeListener> {
  try {
    return await decodeSounds(options, input, { ...decoding, isCareful: false });
  } catch (error) {
    if (!(error instanceof Fickle)) throw error;
    return decodeSounds(options, input, { ...decoding, isCareful: true });
  }
}

type Careful = Decoding & { readonly isCareful: boolean };

/** A sound that cannot be opened ends everything before it begins: then all is decoded without it. */
async function decodeSounds(options: FfmpegOptions, input: MediaInput, decoding: Careful): Promise<DecodeListener> {
  const { run } = decoding;
  let sounds = audibleOf(decoding.inspection.audio);
  for (;;) {
    const { code, log, listener } = await decodeOnce(options, input, { ...decoding, sounds });
    if (code === 0 || sounds.length === 0 || listener.pictures.newest() !== undefined) return listener;
    sounds = await soundsLeft(options, input, { sounds, log, run });
  }
}

async function decodeOnce(
  options: FfmpegOptions,
  input: MediaInput,
  { candidate, inspection, run, sounds, isCareful }: Careful & { readonly sounds: readonly AudioStream[] },
): Promise<{ readonly code: number; readonly log: string; readonly listener: DecodeListener }> {
  const { video } = candidate;
  const whole = inspection.durationSeconds ?? 0;
  const listener = decodeListener(input, video);
  const { code, log } = await runProgram(options, {
    name: 'ffmpeg',
    arguments: decodeArguments(input, { video, sounds, isCareful }),
    what: 'decode the film',
    run,
    onOutput(line) {
      listener.push(line);
      if (!isCareful && listener.isDamaged()) throw new Fickle();
      const newest = listener.newestSeconds();
      if (newest !== null && whole > 0) run.onProgress?.(share((newest - (video.startTime ?? 0)) / whole));
    },
  });
  if (code !== 0) listener.push(`[error] ffmpeg gave up with exit code ${code}.`);
  return { code, log, listener };
}

/** What decoders and parsers say, which may be much. */
const noise = /^(?!\[matroska)\[/;
const mostLines = 2000;

/** Pictures that come seldom: how far ffprobe reads for them where it would have stopped before any. */
const evenMorePatiently = ['-analyzeduration', '120000000', '-probesize', '100000000'];

interface Probing {
  readonly decoders: ReadonlySet<string>;
  readonly run: EncoderRun;
  /** Of several files that are read as one, the first: what a list of them does not say of its streams, it says. */
  readonly first?: MediaInput | undefined;
}

async function probe(options: FfmpegOptions, input: MediaInput, probing: Probing): Promise<Probed> {
  const probed = await probeOnce(options, input, { ...probing, words: [] });
  const { video } = probed.inspection;
  if (video.length === 0 || video.some(({ width, height }) => width > 0 && height > 0)) return probed;
  return probeOnce(options, input, { ...probing, words: evenMorePatiently });
}

async function probeOnce(
  options: FfmpegOptions,
  input: MediaInput,
  { decoders, run, words, first }: Probing & { readonly words: readonly string[] },
): Promise<Probed> {
  const { probe: whole, log } = await ask(options, input, { run, words });
  if (first === undefined) return probedOf(whole, { log, decoders });
  const { probe: alone } = await ask(options, first, { run, words });
  return probedOf(asFirst(whole, alone), { log, decoders });
}

async function ask(
  options: FfmpegOptions,
  input: MediaInput,
  { run, words }: { readonly run: EncoderRun; readonly words: readonly string[] },
): Promise<{ readonly probe: Probe; readonly log: readonly string[] }> {
  let json = '';
  const log: string[] = [];
  const result = await runProgram(options, {
    name: 'ffprobe',
    arguments: [...probeArguments, ...sourceArguments(input, words)],
    what: 'read the container',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') json += line;
      else if (!noise.test(line) && log.length < mostLines) log.push(line);
    },
  });
  if (result.code !== 0 && hasGivenUp(result.log)) return { probe: readDump(log), log };
  if (result.code !== 0) {
    throw encoderErrors.error('encoder.refused', { ...whyUnreadable(result.log, input), log: result.log });
  }
  return { probe: JSON.parse(json) as Probe, log };
}

function share(part: number): number {
  return Math.min(1, Math.max(0, part));
}

import type { AudioStream, Inspection } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { clockOf, type DecodedClock, timesBack } from './clock-of.ts';
import { decodeArguments } from './decode-arguments.ts';
import { type DecodeListener, decodeListener } from './decode-listener.ts';
import { findParts } from './parts.ts';
import { type Candidate, type Probed, probeArguments, readProbe } from './probe.ts';
import { type FfmpegOptions, runProgram, sourceArguments } from './program.ts';
import { whyUnreadable } from './unreadable.ts';

/** Video streams that are tried where the best ones give no picture. */
const mostCandidates = 3;

/** One ffprobe for what the container says, one ffmpeg for what really decodes. */
export async function inspect(options: FfmpegOptions, input: MediaInput, run: EncoderRun): Promise<Inspection> {
  const probed = await probe(options, input, run);
  const { inspection } = probed;
  let complaints: Inspection['complaints'] = [];
  for (const candidate of probed.candidates.slice(0, mostCandidates)) {
    const decoded = await decode(options, input, { candidate, probed, run });
    const { clock, shifts, heard } = await clockIn(options, input, { candidate, decoded, probed, run });
    complaints = [...complaints, ...decoded.complaints(shifts)].slice(0, 50);
    const pictures = decoded.pictures.pictures(candidate.video.index, { ...candidate, shifts });
    if (pictures === null) continue;
    const audio = inspection.audio.map((sound) => ({ ...sound, heard: heard.get(sound.index) ?? null }));
    return {
      ...inspection,
      audio,
      pictures,
      looks: decoded.looks.looks(shifts),
      complaints,
      ...(clock === undefined ? {} : { clock }),
      ...(decoded.isDamaged() ? { isFickle: true } : {}),
    };
  }
  return { ...inspection, pictures: null, looks: null, complaints };
}

interface Decoding {
  readonly candidate: Candidate;
  readonly probed: Probed;
  readonly run: EncoderRun;
}

/** Where times go back, the source is read once more for the places where they do. */
async function clockIn(
  options: FfmpegOptions,
  input: MediaInput,
  { candidate, decoded, probed, run }: Decoding & { readonly decoded: DecodeListener },
): Promise<DecodedClock> {
  const { container } = probed.inspection;
  const found = clockOf(decoded, { candidate, container });
  const stream = candidate.video.index;
  const stretches = found.clock?.streams.find((one) => one.stream === stream)?.stretches ?? [];
  if (timesBack(stretches) === 0) return found;
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

/** A sound for which ffmpeg has no decoder ends everything: then the pictures are decoded without any. */
async function decodeSounds(options: FfmpegOptions, input: MediaInput, decoding: Careful): Promise<DecodeListener> {
  const sounds = decoding.probed.inspection.audio.filter(isAudible);
  const { code, listener } = await decodeOnce(options, input, { ...decoding, sounds });
  const isOver = code === 0 || sounds.length === 0 || listener.pictures.newest() !== undefined;
  return isOver ? listener : (await decodeOnce(options, input, { ...decoding, sounds: [] })).listener;
}

async function decodeOnce(
  options: FfmpegOptions,
  input: MediaInput,
  { candidate, probed, run, sounds, isCareful }: Careful & { readonly sounds: readonly AudioStream[] },
): Promise<{ readonly code: number; readonly listener: DecodeListener }> {
  const { video } = candidate;
  const whole = probed.inspection.durationSeconds ?? 0;
  const listener = decodeListener(input, video);
  const { code } = await runProgram(options, {
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
  return { code, listener };
}

async function probe(options: FfmpegOptions, input: MediaInput, run: EncoderRun): Promise<Probed> {
  let json = '';
  const result = await runProgram(options, {
    name: 'ffprobe',
    arguments: [...probeArguments, ...sourceArguments(input)],
    what: 'read the container',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') json += line;
    },
  });
  if (result.code !== 0) {
    throw encoderErrors.error('encoder.refused', { why: whyUnreadable(result.log, input), log: result.log });
  }
  return readProbe(json);
}

function isAudible({ codec, channels, sampleRate }: AudioStream): boolean {
  return codec !== 'unknown' && channels > 0 && sampleRate > 0;
}

function share(part: number): number {
  return Math.min(1, Math.max(0, part));
}

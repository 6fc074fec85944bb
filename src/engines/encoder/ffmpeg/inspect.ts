import type { AudioStream, Inspection } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { decodeArguments } from './decode-arguments.ts';
import { type DecodeListener, decodeListener } from './decode-listener.ts';
import { type Candidate, type Probed, probeArguments, readProbe } from './probe.ts';
import { type FfmpegOptions, inputArguments, runProgram } from './program.ts';
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
    complaints = [...complaints, ...decoded.complaints()].slice(0, 50);
    const { video, end } = candidate;
    const timing = { timeBase: video.timeBase, ...(end === undefined ? {} : { end }) };
    const pictures = decoded.pictures.pictures(video.index, timing);
    if (pictures === null) continue;
    const audio = inspection.audio.map((sound) => ({ ...sound, heard: decoded.heard.get(sound.index) ?? null }));
    return { ...inspection, audio, pictures, looks: decoded.looks.looks(), complaints };
  }
  return { ...inspection, pictures: null, looks: null, complaints };
}

interface Decoding {
  readonly candidate: Candidate;
  readonly probed: Probed;
  readonly run: EncoderRun;
}

/** A sound for which ffmpeg has no decoder ends everything: then the pictures are decoded without any. */
async function decode(options: FfmpegOptions, input: MediaInput, decoding: Decoding): Promise<DecodeListener> {
  const sounds = decoding.probed.inspection.audio.filter(isAudible);
  const { code, listener } = await decodeOnce(options, input, { ...decoding, sounds });
  const isOver = code === 0 || sounds.length === 0 || listener.pictures.newest() !== undefined;
  return isOver ? listener : (await decodeOnce(options, input, { ...decoding, sounds: [] })).listener;
}

async function decodeOnce(
  options: FfmpegOptions,
  input: MediaInput,
  { candidate, probed, run, sounds }: Decoding & { readonly sounds: readonly AudioStream[] },
): Promise<{ readonly code: number; readonly listener: DecodeListener }> {
  const { video } = candidate;
  const whole = probed.inspection.durationSeconds ?? 0;
  const listener = decodeListener(input, video);
  const { code } = await runProgram(options, {
    name: 'ffmpeg',
    arguments: decodeArguments(input, { video, sounds }),
    what: 'decode the film',
    run,
    onOutput(line) {
      listener.push(line);
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
    arguments: [...probeArguments, ...inputArguments(input)],
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

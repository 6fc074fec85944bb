import { open } from 'node:fs/promises';
import { encoderErrors } from '../errors.ts';
import type { EncodeReport, EncoderRun, MediaInput, TextWork } from '../index.ts';
import { packetClock } from './clock-filters.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, reproducibly, runProgram } from './program.ts';
import { partsOf } from './reach.ts';
import { cueShifter } from './shift-cues.ts';

const what = 'extract text';

/** WebVTT with times from `start` on; cues that end before it are left out. */
export async function extractText(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: TextWork; readonly run: EncoderRun },
): Promise<EncodeReport> {
  if (work.asItIs === true) return copyText(options, input, { work, run });
  const file = await open(work.output, 'w');
  try {
    let cpuSeconds = 0;
    let log = '';
    for (const [index, part] of partsOf(input, work.clock).entries()) {
      const decoder = new TextDecoder();
      const shifter = cueShifter((seconds) => part.place(seconds) - work.start);
      const say = (text: string) => file.appendFile(index === 0 ? text : text.replace(/^WEBVTT[^\n]*\n+/, ''));
      const result = await runProgram(options, {
        name: 'ffmpeg',
        arguments: textArguments(part.input, work),
        what,
        run,
        stdout: new WritableStream<Uint8Array>({
          write: (chunk) => say(shifter.push(decoder.decode(chunk, { stream: true }))),
          close: () => say(shifter.end()),
        }),
      });
      // A later part may lack the stream.
      if (result.code !== 0 && index === 0) throw refusal(work, { log: result.log, code: result.code });
      cpuSeconds += result.cpuSeconds ?? 0;
      log = result.log;
    }
    return { cpuSeconds, log };
  } finally {
    await file.close();
  }
}

/** Subtitles that are pictures, packet by packet. */
async function copyText(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: TextWork; readonly run: EncoderRun },
): Promise<EncodeReport> {
  const moved = ['-copyts', '-avoid_negative_ts', 'disabled', '-output_ts_offset', (-work.start).toFixed(6)];
  const words = ['-map', `0:${work.stream}`, '-c', 'copy', ...packetClock(work.clock), ...moved, ...reproducibly];
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: [...quietly, '-y', ...inputArguments(input), ...words, '-f', 'matroska', `file:${work.output}`],
    what,
    run,
  });
  if (result.code !== 0) throw refusal(work, { log: result.log, code: result.code });
  return { cpuSeconds: result.cpuSeconds ?? 0, log: result.log };
}

function refusal(work: TextWork, { log, code }: { readonly log: string; readonly code: number }): Error {
  if (/bitmap to bitmap|bitmap subtitle/i.test(log)) {
    const why = `the subtitles of stream ${work.stream} are pictures and cannot become text.`;
    return encoderErrors.error('encoder.refused', { why, log });
  }
  return encoderErrors.error('encoder.failed', { what, why: `${lastWords(log)} (exit code ${code}).`, log });
}

function textArguments(input: MediaInput, work: TextWork): string[] {
  return [
    ...quietly,
    '-copyts',
    ...inputArguments(input),
    ...['-map', `0:${work.stream}`, '-c:s', 'webvtt', ...reproducibly, '-f', 'webvtt', 'pipe:1'],
  ];
}

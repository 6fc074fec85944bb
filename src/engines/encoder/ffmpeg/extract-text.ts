import { open } from 'node:fs/promises';
import { encoderErrors } from '../errors.ts';
import type { EncodeReport, EncoderRun, MediaInput, TextWork } from '../index.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, reproducibly, runProgram } from './program.ts';
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
    const decoder = new TextDecoder();
    const shifter = cueShifter(work.start);
    const result = await runProgram(options, {
      name: 'ffmpeg',
      arguments: textArguments(input, work),
      what,
      run,
      stdout: new WritableStream<Uint8Array>({
        write: (chunk) => file.appendFile(shifter.push(decoder.decode(chunk, { stream: true }))),
        close: () => file.appendFile(shifter.end()),
      }),
    });
    if (result.code !== 0) throw refusal(work, { log: result.log, code: result.code });
    return { cpuSeconds: result.cpuSeconds ?? 0, log: result.log };
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
  const words = ['-map', `0:${work.stream}`, '-c', 'copy', ...moved, ...reproducibly];
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

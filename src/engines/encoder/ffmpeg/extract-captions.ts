import { writeFile } from 'node:fs/promises';
import { encoderErrors } from '../errors.ts';
import type { CaptionsWork, EncoderRun, MediaInput } from '../index.ts';
import {
  containers,
  type FfmpegOptions,
  lastWords,
  quietly,
  reproducibly,
  runProgram,
  sameClock,
  sourceOf,
} from './program.ts';
import { partsOf } from './reach.ts';
import { cueShifter } from './shift-cues.ts';

const what = 'read the captions in its pictures';

/**
 * The captions that pictures carry with them (CEA-608), as WebVTT from the film's start on: all pictures are decoded.
 * Resolves to how many there are.
 */
export async function extractCaptions(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: CaptionsWork; readonly run: EncoderRun },
): Promise<number> {
  let text = '';
  for (const [index, part] of partsOf(input, work.clock).entries()) {
    const decoder = new TextDecoder();
    const shifter = cueShifter((seconds) => part.place(seconds) - work.start);
    let own = '';
    const result = await runProgram(options, {
      name: 'ffmpeg',
      arguments: captionArguments(part.input, work),
      what,
      run,
      stdout: new WritableStream<Uint8Array>({
        write(chunk) {
          own += shifter.push(decoder.decode(chunk, { stream: true }));
        },
        close() {
          own += shifter.end();
        },
      }),
    });
    if (result.code !== 0) {
      const why = `${lastWords(result.log)} (exit code ${result.code}).`;
      throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
    }
    text += index === 0 ? own : own.replace(/^WEBVTT[^\n]*\n+/, '');
  }
  await writeFile(work.output, text);
  run.onProgress?.(1);
  return text.split('-->').length - 1;
}

/** The filter that opens a film by itself is the one that hands out its captions; it is kept to the film as any input is. */
function captionArguments(input: MediaInput, { stream }: CaptionsWork): string[] {
  const { protocols, address, isList } = sourceOf(input);
  const formats = isList ? `concat,${containers}` : containers;
  const list = isList ? ['safe=0'] : [];
  const allowed = [`protocol_whitelist=${protocols}`, `format_whitelist=${formats}`, ...list].join(':');
  const name = isList ? 'f=concat:' : '';
  const movie = `movie=${quoted(address)}:${name}si=${stream}:format_opts=${quoted(allowed)}[out+subcc]`;
  return [
    ...quietly,
    '-copyts',
    ...sameClock,
    ...['-f', 'lavfi', '-i', movie],
    ...['-map', '0:s', '-c:s', 'webvtt', ...reproducibly, '-f', 'webvtt', 'pipe:1'],
  ];
}

/** A value of a filter's option, within a graph: two levels of quoting. */
function quoted(value: string): string {
  const option = value.replace(/[\\':]/g, (mark) => `\\${mark}`);
  return option.replace(/[\\'[\],;\s]/g, (mark) => `\\${mark}`);
}

import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { rgbaToThumbHash } from 'thumbhash';
import { tintOf } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MadeStill, MediaInput, StillsWork, StillWork } from '../index.ts';
import { type FfmpegOptions, lastWords, runProgram } from './program.ts';
import { hashFile, hashSize, type StillFormat, stillFile, stillHeight, stillsArguments } from './still-arguments.ts';

const what = 'make stills';

interface Making {
  readonly work: StillsWork;
  readonly run: EncoderRun;
  readonly format: StillFormat;
}

/**
 * One ffmpeg for all stills, each in all its sizes. Some containers cannot seek to a key picture before a time; where
 * that led to no picture at all, what is missing is looked for from the start.
 */
export async function makeStills(
  options: FfmpegOptions,
  input: MediaInput,
  making: Making,
): Promise<readonly MadeStill[]> {
  const { work, run } = making;
  await mkdir(work.folder, { recursive: true });
  const sought = await attempt(options, input, { ...making, seek: true });
  const missing = work.stills.filter(({ name, at = 0 }) => at > 0 && !sought.made.some((made) => made.name === name));
  const rest =
    missing.length === 0
      ? undefined
      : await attempt(options, input, { ...making, work: { ...work, stills: missing }, seek: false });
  run.onProgress?.(1);
  const made = [...sought.made, ...(rest?.made ?? [])];
  if (made.length === 0 && work.stills.length > 0) {
    const { code, log } = (rest ?? sought).result;
    throw encoderErrors.error('encoder.failed', { what, why: `${lastWords(log)} (exit code ${code}).`, log });
  }
  return made;
}

async function attempt(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run, format, seek }: Making & { readonly seek: boolean },
) {
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: stillsArguments(input, work, { format, seek }),
    what,
    run,
  });
  const made: MadeStill[] = [];
  for (const still of work.stills) {
    const one = await readStill(work, still, format);
    if (one !== undefined) made.push(one);
  }
  return { made, result };
}

/** Undefined where there was no picture at its place. */
async function readStill(work: StillsWork, still: StillWork, format: StillFormat): Promise<MadeStill | undefined> {
  const { width, height } = hashSize(still);
  const rgba = await readFile(join(work.folder, hashFile(still))).catch(() => undefined);
  if (rgba === undefined || rgba.length !== width * height * 4) return undefined;
  const sizes = still.widths.map((own) => ({
    file: stillFile(still, own, format),
    width: own,
    height: stillHeight(still, own),
    type: format.type,
  }));
  for (const { file } of sizes) {
    const found = await stat(join(work.folder, file)).catch(() => undefined);
    if (found === undefined || found.size === 0) return undefined;
  }
  const thumbhash = Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64');
  return { name: still.name, thumbhash, tint: tintOf(rgba), sizes };
}

import type { AudioStream } from '../../../media/index.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { type FfmpegOptions, inputArguments, patiently, quietly, runProgram } from './program.ts';

/** Sounds that may be decoded. */
export function audibleOf(audio: readonly AudioStream[]): readonly AudioStream[] {
  return audio.filter(
    ({ codec, channels, sampleRate, isUnreadable = false }) =>
      codec !== 'unknown' && !isUnreadable && channels > 0 && sampleRate > 0,
  );
}

/**
 * A sound whose decoder cannot be opened ends the whole run. These are the others: without the ones that ffmpeg names
 * in its log; where it names none, without those that cannot be opened by themselves either; where all can, none, as
 * it must be something about them.
 */
export async function soundsLeft(
  options: FfmpegOptions,
  input: MediaInput,
  { sounds, log, run }: { readonly sounds: readonly AudioStream[]; readonly log: string; readonly run: EncoderRun },
): Promise<readonly AudioStream[]> {
  const named = new Set([...log.matchAll(/#0:(\d+)/g)].map(([, index]) => Number(index)));
  const unnamed = sounds.filter(({ index }) => !named.has(index));
  if (unnamed.length < sounds.length && unnamed.length > 0) return unnamed;
  const opened: AudioStream[] = [];
  for (const sound of sounds) if (await canOpen(options, input, { sound, run })) opened.push(sound);
  return opened.length < sounds.length ? opened : [];
}

async function canOpen(
  options: FfmpegOptions,
  input: MediaInput,
  { sound, run }: { readonly sound: AudioStream; readonly run: EncoderRun },
): Promise<boolean> {
  const { code } = await runProgram(options, {
    name: 'ffmpeg',
    arguments: [
      ...quietly,
      ...inputArguments(input, patiently),
      ...['-map', `0:${sound.index}`, '-t', '0.1', '-f', 'null', '-'],
    ],
    what: 'open a sound',
    run,
  });
  return code === 0;
}

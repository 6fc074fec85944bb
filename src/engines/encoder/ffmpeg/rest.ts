import type { Unread } from '../../../media/index.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { type FfmpegOptions, runProgram, sourceArguments } from './program.ts';
import { withBytes } from './source-bytes.ts';

/** Bytes between the last packet and what follows it, at most. */
const between = 64;

/**
 * What follows the last packet that ffmpeg reads, of a container whose headers do not say where it ends: FLV, where
 * files were joined. Undefined where no other file begins there.
 */
export async function restOf(
  options: FfmpegOptions,
  input: MediaInput,
  { container, run }: { readonly container: string; readonly run: EncoderRun },
): Promise<Unread | undefined> {
  if (container !== 'flv') return undefined;
  let place = 0;
  let length = 0;
  await runProgram(options, {
    name: 'ffprobe',
    arguments: ['-v', 'error', '-show_entries', 'packet=pos,size', '-of', 'compact=p=0', ...sourceArguments(input)],
    what: 'find where its packets end',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      const pos = Number(/pos=(\d+)/.exec(line)?.[1] ?? Number.NaN);
      if (from !== 'stdout' || !(pos >= place)) return;
      place = pos;
      length = Number(/size=(\d+)/.exec(line)?.[1] ?? 0);
    },
  });
  return withBytes(input, run, async (source) => {
    const bytes = await source.read(place, Math.min(source.size, place + length + between) - 1);
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from('FLV\x01'));
    return at === -1 || place === 0 ? undefined : { from: 0, to: place + at, size: source.size };
  });
}

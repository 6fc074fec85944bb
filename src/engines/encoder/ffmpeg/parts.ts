import { jumps } from '../../../media/index.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { type FfmpegOptions, runProgram, sourceArguments } from './program.ts';

/** Bytes of a source in which no time comes twice. */
export interface Part {
  readonly from: number;
  /** Null where it is the source's end. */
  readonly to: number | null;
}

/**
 * Where in a source the times of a stream go back, by one ffprobe that reads the packets. A part begins with the last
 * packet of the one before it: what a container says of its streams may stand between the two.
 */
export async function findParts(
  options: FfmpegOptions,
  input: MediaInput,
  { stream, run }: { readonly stream: number; readonly run: EncoderRun },
): Promise<readonly Part[]> {
  const parts: { from: number; to: number | null }[] = [{ from: 0, to: null }];
  let before: { readonly time: number; readonly place: number } | undefined;
  const fields = ['-show_entries', 'packet=pts_time,dts_time,pos', '-of', 'compact=p=0'];
  const { code } = await runProgram(options, {
    name: 'ffprobe',
    arguments: ['-v', 'error', '-select_streams', String(stream), ...fields, ...sourceArguments(input)],
    what: 'find where recordings were joined',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from !== 'stdout') return;
      const time = Number(/dts_time=(-?[\d.]+)/.exec(line)?.[1] ?? /pts_time=(-?[\d.]+)/.exec(line)?.[1] ?? Number.NaN);
      const place = Number(/pos=(\d+)/.exec(line)?.[1] ?? Number.NaN);
      if (Number.isNaN(time) || Number.isNaN(place)) return;
      const last = parts.at(-1);
      if (before !== undefined && last !== undefined && time < before.time - jumps.back) {
        last.to = place;
        parts.push({ from: before.place, to: null });
      }
      before = { time, place };
    },
  });
  return code === 0 ? parts : [];
}

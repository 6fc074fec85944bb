import { encoderErrors } from '../errors.ts';
import type { EncoderRun, ListenWork, Loudness, MediaInput } from '../index.ts';
import { layoutFilters } from './layout-filters.ts';
import { type FfmpegOptions, inputArguments, lastWords, patiently, quietly, runProgram } from './program.ts';

const what = 'measure how loud it is';

/** What ffmpeg's meter says of silence, and of sound shorter than its first gating block of 400 ms. */
const unheard = -69;

/** One ffmpeg that plays every track through a meter (EBU R128, ITU-R BS.1770-4). */
export async function listen(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: ListenWork; readonly run: EncoderRun },
): Promise<readonly Loudness[]> {
  const summaries = summaryCollector();
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: listenArguments(input, work),
    what,
    run,
    onOutput: (line) => summaries.push(line),
  });
  if (result.code !== 0) {
    const why = `${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  run.onProgress?.(1);
  return work.tracks.map(({ name }, place) => ({ name, ...summaries.of(place) }));
}

function listenArguments(input: MediaInput, work: ListenWork): string[] {
  const chains = work.tracks.map(
    (track, place) =>
      `[0:${track.stream}]${layoutFilters(track).join(',')},ebur128@meter${place}=peak=true:framelog=verbose[track${place}]`,
  );
  return [
    // The meter's summary is information.
    ...quietly.map((word) => word.replace('level+warning', 'level+info')),
    ...inputArguments(input, [...patiently, '-vn', '-sn', '-dn']),
    ...['-filter_complex', chains.join(';')],
    ...work.tracks.flatMap((_, place) => ['-map', `[track${place}]`, '-f', 'null', '-']),
  ];
}

/** Reads the meters' summaries: `[ebur128@meter0 @ 0x…] [info] Summary:` and indented lines below it. */
function summaryCollector() {
  const found = new Map<number, { integrated: number | null; truePeak: number | null }[]>();
  let current: { integrated: number | null; truePeak: number | null } | undefined;
  return {
    push(line: string): void {
      const begun = /\[ebur128@meter(\d+) @ [^\]]+\] \[info\] Summary:/.exec(line);
      if (begun !== null) {
        current = { integrated: null, truePeak: null };
        const meter = Number(begun[1]);
        found.set(meter, [...(found.get(meter) ?? []), current]);
      }
      const integrated = /^(?:.*\[info\])?\s*I:\s*(-?[\d.]+|-inf|nan) LUFS/.exec(line);
      if (integrated !== null && current !== undefined) current.integrated = heard(integrated[1]);
      const peak = /^(?:.*\[info\])?\s*Peak:\s*(-?[\d.]+|-inf|nan) dBFS/.exec(line);
      if (peak !== null && current !== undefined) current.truePeak = heard(peak[1], Number.NEGATIVE_INFINITY);
    },
    of: (place: number) => loudestOf(found.get(place) ?? []),
  };
}

/** A meter is made anew where a sound changes its channels: the gain has to suit the loudest of what it said. */
function loudestOf(said: readonly Omit<Loudness, 'name'>[]): Omit<Loudness, 'name'> {
  const largest = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    integrated: largest(said.map(({ integrated }) => integrated)),
    truePeak: largest(said.map(({ truePeak }) => truePeak)),
  };
}

function heard(text: string | undefined, least = unheard): number | null {
  const value = Number(text);
  return Number.isFinite(value) && value > least ? value : null;
}

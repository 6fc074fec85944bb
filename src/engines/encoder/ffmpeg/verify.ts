import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput, Verified, VerifyWork } from '../index.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, runProgram } from './program.ts';
import { decoding, filterGraph, filteringAlone, seekingOf, wayTo } from './video-arguments.ts';
import { isLargeEnough, readVmaf, vmafFilter } from './vmaf.ts';

const what = 'verify what was encoded';
/** A chunk may still carry the source's turn, which its pictures have been through. */
const asStored = ['-noautorotate'];

/**
 * Decodes every rung of a chunk to its end and, where it is a sample, measures its beginning against the source's own
 * pictures, which go through the same filters as they went when they were encoded. One ffmpeg. `vmaf`: this one has it.
 */
export async function verify(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run, vmaf }: { readonly work: VerifyWork; readonly run: EncoderRun; readonly vmaf: boolean },
): Promise<Verified> {
  const report = reportReader(work);
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: verifyArguments(input, work, vmaf),
    what,
    run,
    onOutput: (line) => report.push(line),
  });
  run.onProgress?.(1);
  // Where not even one rung could be opened, ffmpeg ends without a word of the others.
  const failed = result.code !== 0 && report.faults().length === 0;
  const isAboutRungs = report.isAboutRungs(result.log);
  // What VMAF, and then what the source, does in the comparison says nothing of the rungs.
  if (failed && !isAboutRungs && work.compare !== undefined) {
    const { compare: _, ...alone } = work;
    return verify(options, input, vmaf ? { work, run, vmaf: false } : { work: alone, run, vmaf });
  }
  if (failed && !isAboutRungs) {
    const why = `${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  const faults = failed ? [`It cannot be read: ${lastWords(result.log)}`] : report.faults();
  return { faults, measured: faults.length > 0 ? [] : report.measured() };
}

/**
 * Rungs come first, so that their place is the number of their input. They are decoded to their ends without smoothing
 * edges between blocks, which finds the same faults for a quarter less; what is measured is decoded once more, exactly.
 */
function verifyArguments(input: MediaInput, work: VerifyWork, vmaf: boolean): string[] {
  const { rungs, compare } = work;
  const strictly = [...asStored, '-err_detect', 'explode', '-threads', '1', '-skip_loop_filter', 'all'];
  const toNothing = (label: string) => ['-map', label, '-fps_mode', 'passthrough', '-f', 'null', '-'];
  return [
    // What was decoded of each input is told at the end, and only to those who ask for many words.
    ...quietly.map((word) => word.replace('level+warning', 'level+verbose')),
    '-copyts',
    ...filteringAlone,
    ...rungs.flatMap((rung) => inputArguments(rung.input, strictly)),
    ...(compare === undefined ? [] : compareArguments(input, work, { ...compare, vmaf })),
    ...rungs.flatMap((_, index) => toNothing(`${index}:v:0`)),
    ...(compare === undefined ? [] : measuresOf(work, vmaf).flatMap(({ label }) => toNothing(label))),
  ];
}

type Compare = NonNullable<VerifyWork['compare']> & { readonly vmaf: boolean };

interface Measure {
  readonly rung: number;
  readonly filter: string;
  /** Of what comes out of the filter, to be thrown away. */
  readonly label: string;
}

function measuresOf({ rungs }: VerifyWork, vmaf: boolean): readonly Measure[] {
  return rungs.flatMap((shape, rung) => [
    { rung, filter: `ssim@rung${rung}=eof_action=endall`, label: `[ssim${rung}]` },
    ...(vmaf && isLargeEnough(shape) ? [{ rung, filter: vmafFilter(rung), label: `[vmaf${rung}]` }] : []),
  ]);
}

/**
 * The rungs once more, then the source. No more of them is read than is compared: of the rungs a second more, for
 * pictures that are stored out of order; of the source what the filters ask for, because the key picture that is sought
 * may lie any time before the first that is compared.
 */
function compareArguments(input: MediaInput, work: VerifyWork, compare: Compare): string[] {
  const way = wayTo(input, { ...compare, count: compare.pictures, frameRate: work.frameRate }, { seek: 0 });
  const span = (compare.pictures * work.frameRate.den) / work.frameRate.num + 1;
  const exactly = [...decoding(compare), '-noautorotate', '-reinit_filter', '0'];
  return [
    ...work.rungs.flatMap((rung) => inputArguments(rung.input, [...asStored, '-threads', '1', '-t', span.toFixed(6)])),
    ...inputArguments(way.input, [...seekingOf(way), ...exactly]),
    ...['-filter_complex', compareGraph(work, { ...compare, stretch: way.stretch })],
  ];
}

function compareGraph(work: VerifyWork, compare: Compare & { readonly stretch: number }): string {
  const { num, den } = work.frameRate;
  const sorted = [...work.rungs].sort((a, b) => b.width * b.height - a.width * a.height);
  const { length } = work.rungs;
  const shaping = { ...compare, frameRate: work.frameRate, count: compare.pictures };
  const source = filterGraph(shaping, sorted, { input: 2 * length, stretch: compare.stretch });
  const chains = work.rungs.map((rung, index) => {
    const beginning = `settb=${den}/${num},setpts=N,trim=end_frame=${compare.pictures}`;
    const measures = measuresOf(work, compare.vmaf).filter((measure) => measure.rung === index);
    const split = (name: string) =>
      `split=${measures.length}${measures.map((_, each) => `[${name}${index}m${each}]`).join('')}`;
    return [
      `[${length + index}:v:0]${beginning},${split('begin')}`,
      `[rung${sorted.indexOf(rung)}]${split('own')}`,
      ...measures.map(({ filter, label }, each) => `[begin${index}m${each}][own${index}m${each}]${filter}${label}`),
    ].join(';');
  });
  return [source, ...chains].join(';');
}

/** Reads what ffmpeg says at its end of each rung; its words differ from release to release. */
function reportReader({ rungs, count, compare }: VerifyWork) {
  const decoded = new Map<number, number>();
  const measured = new Map<number, number>();
  const vmafs = new Map<number, number>();
  const broken = new Map<number, string>();
  let firstTime: number | undefined;
  const placeOf = (text: string) => rungs.findIndex(({ input }) => text.includes(input));

  return {
    push(line: string): void {
      const frames = /Input stream #(\d+):\d+ \(video\):.*; (\d+) frames decoded/.exec(line);
      if (frames !== null) decoded.set(Number(frames[1]), Number(frames[2]));
      const ssim = /\[ssim@rung(\d+) @ [^\]]+\] \[info\] SSIM .*All:([\d.]+)/.exec(line);
      if (ssim !== null) measured.set(Number(ssim[1]), Number(ssim[2]));
      const vmaf = readVmaf(line);
      if (vmaf !== undefined) vmafs.set(vmaf.rung, vmaf.vmaf);
      const time = /\[warning\] (-?\d+\.\d{6})$/.exec(line);
      if (time !== null) firstTime ??= Number(time[1]);
      const named = /decoding stream #(\d+):|\[vist#(\d+):\d+[^\]]*\].*(?:Error|corrupt)/.exec(line);
      const place = named === null ? -1 : Number(named[1] ?? named[2]);
      if (place >= 0 && place < rungs.length) broken.set(place, line);
      else if (/corrupt decoded frame/.test(line) && placeOf(line) >= 0) broken.set(placeOf(line), line);
    },
    isAboutRungs: (log: string) => log.split('\n').some((line) => /\[(error|fatal)\]/.test(line) && placeOf(line) >= 0),
    faults: (): string[] =>
      rungs.flatMap(({ name }, index) => {
        const pictures = decoded.get(index);
        if (broken.has(index)) return [`${name} does not decode without a fault`];
        if (pictures === undefined || pictures === count) return [];
        return [`${name} decodes to ${pictures} pictures instead of ${count}`];
      }),
    measured(): Verified['measured'] {
      // Where seeking in the source led to another picture, nothing was measured.
      if (compare === undefined || firstTime === undefined || Math.abs(firstTime - compare.firstTime) > 0.001)
        return [];
      return rungs.flatMap(({ name }, index) => {
        const ssim = measured.get(index);
        const vmaf = vmafs.get(index);
        const also = vmaf === undefined ? {} : { vmaf };
        return ssim === undefined ? [] : [{ name, ssim, ...also, pictures: compare.pictures }];
      });
    },
  };
}

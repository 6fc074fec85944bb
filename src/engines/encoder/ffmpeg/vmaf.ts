import { askedOnce } from './asked-once.ts';
import { type FfmpegOptions, quietly, runProgram } from './program.ts';

/** Smaller pictures are not measured: libvmaf breaks on the smallest. */
const leastSide = 32;

/** Whether this ffmpeg can measure VMAF, its model included: tried on two small pictures, once. */
export function vmafOf(options: FfmpegOptions): () => Promise<boolean> {
  return askedOnce(async () => {
    const pictures = `color=size=${2 * leastSide}x${2 * leastSide}:rate=25:duration=0.08`;
    const { code } = await runProgram(options, {
      name: 'ffmpeg',
      arguments: [
        ...[...quietly, '-f', 'lavfi', '-i', pictures, '-filter_complex'],
        ...['[0]format=yuv420p,split[a][b];[a][b]libvmaf[measured]', '-map', '[measured]', '-f', 'null', '-'],
      ],
      what: 'say whether it measures VMAF',
      run: { signal: new AbortController().signal, job: 'describe' },
    });
    return code === 0;
  });
}

export function isLargeEnough({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return Math.min(width, height) >= leastSide;
}

/** Named so that its words can be told from those of other rungs. */
export function vmafFilter(rung: number): string {
  return `libvmaf@rung${rung}=eof_action=endall`;
}

/** What a line says of a rung's VMAF. */
export function readVmaf(line: string): { readonly rung: number; readonly vmaf: number } | undefined {
  const [, rung, vmaf] = /\[libvmaf@rung(\d+) @ [^\]]+\] \[info\] VMAF score[:=] ?([\d.]+)/.exec(line) ?? [];
  return rung === undefined || vmaf === undefined ? undefined : { rung: Number(rung), vmaf: Number(vmaf) };
}

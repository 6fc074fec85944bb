import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Mean SSIM (all planes) of every fifth picture of `file` against the source scaled to its size. */
export async function meanSsim(
  film: string,
  file: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<number> {
  const fifth = "select='not(mod(n,5))',settb=1/25,setpts=N";
  const graph = `[0:v:0]${fifth}[a];[1:v:0]${fifth},scale=${width}:${height}:flags=bicubic,format=yuv420p[b];[a][b]ssim`;
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-i', file, '-i', film, '-lavfi', graph, '-f', 'null', '-']);
  const all = /SSIM .*All:([0-9.]+)/.exec(stderr)?.[1];
  if (all === undefined) throw new Error(`No SSIM of ${file} was measured: ${stderr.slice(-500)}`);
  return Number(all);
}

// Measures of a published film: when its flashes and beeps begin, and where its mark is.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packetsOf } from '../support/judge.ts';

const run = promisify(execFile);
const raw = { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 } as const;
const soundRate = 48_000;

/** Seconds at which the picture turns bright, and at which the sound begins. */
export async function onsets(video: string, audio: string): Promise<{ flashes: number[]; beeps: number[] }> {
  const times = (await packetsOf(video)).map(({ pts }) => pts).sort((a, b) => a - b);
  // The middle of the upper half, where flashes are and the mark is not.
  const brightness = await decode(video, 'crop=iw/2:ih/4:iw/2:ih/8,scale=1:1:flags=area,format=gray');
  const samples = await sound(audio);
  return {
    flashes: rises([...brightness], { isHigh: (value) => value > 130, quiet: 1 }).map(
      (picture) => times[picture] ?? Number.NaN,
    ),
    beeps: rises(samples, { isHigh: (value) => Math.abs(value) > 0.2, quiet: soundRate / 2 }).map(
      (sample) => sample / soundRate,
    ),
  };
}

/** Which corners of a film's early picture are bright: upper left, upper right, lower left, lower right. */
export async function brightCorners(video: string): Promise<boolean[]> {
  const [width, height] = [40, 40];
  const picture = await decode(video, `select='eq(n,2)',scale=${width}:${height}:flags=area,format=gray`);
  const at = (x: number, y: number) => (picture[y * width + x] ?? 0) > 130;
  return [at(3, 3), at(width - 4, 3), at(3, height - 4), at(width - 4, height - 4)];
}

/** Width over height. */
export async function shapeOf(video: string): Promise<number> {
  const words = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=width,height', '-of', 'json', video];
  const { streams } = JSON.parse((await run('ffprobe', words)).stdout) as {
    streams: { width: number; height: number }[];
  };
  return (streams[0]?.width ?? 0) / (streams[0]?.height ?? 1);
}

async function decode(file: string, filters: string): Promise<Buffer> {
  const words = [
    '-nostdin',
    '-v',
    'error',
    '-i',
    file,
    '-fps_mode',
    'passthrough',
    '-vf',
    filters,
    '-f',
    'rawvideo',
    '-',
  ];
  return (await run('ffmpeg', words, raw)).stdout;
}

async function sound(file: string): Promise<Float32Array> {
  const words = ['-nostdin', '-v', 'error', '-i', file, '-ac', '1', '-ar', String(soundRate), '-f', 'f32le', '-'];
  const { stdout } = await run('ffmpeg', words, raw);
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.length & ~3)));
}

/** Places where something high begins after at least as many that were not. */
function rises(
  values: Float32Array | readonly number[],
  { isHigh, quiet }: { readonly isHigh: (value: number) => boolean; readonly quiet: number },
): number[] {
  const found: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, value] of values.entries()) {
    if (!isHigh(value)) continue;
    if (index - last > quiet) found.push(index);
    last = index;
  }
  return found;
}

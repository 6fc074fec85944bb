import { execFileSync, spawnSync } from 'node:child_process';
import type { Treatment } from '../../../media/index.ts';
import type { VideoWork } from '../index.ts';

/** Films whose every picture carries its own number, made for tests. */

const bits = 8;
const block = 16;
export const markedSize = { width: bits * block, height: 64 };

/** Runs ffmpeg and waits. */
export function makeMedia(args: readonly string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Input of pictures that show their number as black and white blocks, least bit on the left. */
export function markedPictures({
  count,
  rate,
  first = 0,
}: {
  readonly count: number;
  readonly rate: string;
  readonly first?: number;
}): string[] {
  const { width, height } = markedSize;
  const paint = `geq=lum='16+219*mod(floor((N+${first})/pow(2,floor(X/${block}))),2)':cb=128:cr=128`;
  return ['-f', 'lavfi', '-i', `color=s=${width}x${height}:r=${rate},trim=end_frame=${count},format=yuv420p,${paint}`];
}

/** The numbers on a file's pictures, in display order. */
export function readMarks(file: string): number[] {
  const { width, height } = markedSize;
  const raw = execFileSync(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-i', file, '-fps_mode', 'passthrough', '-vf', `scale=${width}:${height}`].concat([
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
      '-',
    ]),
    { maxBuffer: 1 << 28 },
  );
  const size = width * height;
  return Array.from({ length: raw.length / size }, (_, picture) => {
    const row = picture * size + (height / 2) * width;
    return Array.from({ length: bits }, (_, bit) => (raw[row + bit * block + block / 2] ?? 0) > 127).reduce(
      (sum, isSet, bit) => sum + (isSet ? 2 ** bit : 0),
      0,
    );
  });
}

/** What ffprobe says of a file's packets, in the order of the file. */
export function packetsOf(file: string): { readonly time: number; readonly isKey: boolean }[] {
  const { stdout } = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts,flags', '-of', 'json', file]);
  const { packets } = JSON.parse(String(stdout)) as { packets: { pts: number; flags: string }[] };
  return packets.map((packet) => ({ time: packet.pts, isKey: packet.flags.startsWith('K') }));
}

/** Pictures of a size that need no treatment. */
export function asItIs(size: Treatment['size']): Treatment {
  const color = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', range: 'tv' } as const;
  return { size, fields: 'progressive', topFirst: true, crop: null, mirrored: false, rotation: 0, color };
}

/** A video work of small pictures and one rung, to be filled in. */
export function smallWork(
  part: Partial<VideoWork> & Pick<VideoWork, 'count' | 'firstTime'>,
  output: string,
): VideoWork {
  return {
    stream: 0,
    keyframes: [0],
    frameRate: { num: 25, den: 1 },
    preset: 'ultrafast',
    threads: 1,
    treatment: asItIs(markedSize),
    rungs: [{ ...smallRung, output }],
    ...part,
  };
}

export const smallRung = {
  name: '64p',
  ...markedSize,
  profile: 'main',
  level: '3.0',
  crf: 20,
  maxRate: 2_000_000,
  bufferSize: 4_000_000,
} as const;

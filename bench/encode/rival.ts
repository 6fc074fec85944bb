import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, pictureTimes } from '../../src/media/index.ts';

export interface RivalRun {
  readonly cpuSeconds: number;
  readonly peakRss: number;
  readonly files: ReadonlyMap<string, string>;
  forget(): Promise<void>;
}

/** One ffmpeg that makes the plan's rungs and sound in one go: decodes once, scales each rung from the next larger. */
export async function encodeByFfmpeg(film: string, plan: Plan): Promise<RivalRun> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-bench-rival-'));
  const files = new Map(plan.rungs.map(({ name }) => [name, join(folder, `${name}.mp4`)]));
  const usage = join(folder, 'usage');
  const command = ['ffmpeg', '-hide_banner', '-loglevel', 'error', '-y', '-i', film, ...outputs(plan, files, folder)];
  const child = spawn('bash', ['-c', `TIMEFORMAT='%U %S'; { time "$@"; } 2> "$0"`, usage, ...command], {
    stdio: 'ignore',
  });
  let peakRss = 0;
  const watch = setInterval(async () => {
    const pids = await childrenOf(child.pid ?? 0);
    for (const pid of pids) peakRss = Math.max(peakRss, await residentSize(pid));
  }, 250);
  const [code] = await once(child, 'exit');
  clearInterval(watch);
  const printed = await readFile(usage, 'utf8');
  if (code !== 0) throw new Error(`one ffmpeg ended with ${code}: ${printed}`);
  const [user = 0, system = 0] = (printed.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpuSeconds: user + system, peakRss, files, forget: () => rm(folder, { recursive: true, force: true }) };
}

function outputs(plan: Plan, files: ReadonlyMap<string, string>, folder: string): readonly string[] {
  const rungs = [...plan.rungs].sort((a, b) => b.width * b.height - a.width * a.height);
  let from = `[0:${plan.stream}]`;
  const chains = rungs.map(({ width, height }, index) => {
    const last = index === rungs.length - 1;
    const chain = `${from}scale=${width}:${height}:flags=bicubic,format=yuv420p,setsar=1${last ? '' : `,split[v${index}][n${index}]`}${last ? `[v${index}]` : ''}`;
    from = `[n${index}]`;
    return chain;
  });
  const { num, den } = plan.timeBase;
  const times = pictureTimes(plan);
  const keyframes = plan.segments.map((picture) => (((times[picture] ?? 0) * num) / den).toFixed(6)).join();
  const video = rungs.flatMap(({ name, crf, maxRate, bufferSize, profile, level }, index) => [
    ...['-map', `[v${index}]`, '-c:v', 'libx264', '-preset', plan.settings.preset, '-crf', String(crf)],
    ...['-profile:v', profile, '-level:v', level, '-maxrate', String(maxRate), '-bufsize', String(bufferSize)],
    ...['-x264-params', 'keyint=infinite:scenecut=0:open-gop=0', '-force_key_frames', keyframes],
    // Otherwise ffmpeg doubles a picture where it likes its own times better, and all that follow are compared amiss.
    ...['-fps_mode', 'passthrough'],
    ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', files.get(name) ?? ''],
  ]);
  const audio = plan.audio.flatMap(({ stream, channels, bitRate, name }) => [
    ...[
      '-map',
      `0:${stream}`,
      '-c:a',
      'aac',
      '-ac',
      String(channels),
      '-b:a',
      String(bitRate),
      join(folder, `${name}.mp4`),
    ],
  ]);
  return ['-filter_complex', chains.join(';'), ...video, ...audio];
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.trim() === '' ? [] : text.trim().split(' ').map(Number);
}

async function residentSize(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

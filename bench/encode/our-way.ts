import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../../src/media/index.ts';
import { type Bijou, startBijou, type TitleJson } from '../../test/support/bijou.ts';
import { readHls } from '../../test/support/judge.ts';
import { processesOf, proportionalSize } from '../../test/support/proc.ts';

export interface OurRun {
  readonly plan: Plan;
  /** Length of the film. */
  readonly seconds: number;
  /** CPU seconds of the children, by part of the work. */
  readonly cpu: ReadonlyMap<string, number>;
  /** CPU seconds of the server itself, from the film's arrival to its last version. */
  readonly serverCpu: number;
  /** The server and all children that it has reaped. */
  readonly wholeCpu: number;
  readonly watchableMs: number;
  readonly readyMs: number;
  readonly peakPss: number;
  /** The published file of each rung, by name. */
  readonly files: ReadonlyMap<string, string>;
  forget(): Promise<void>;
}

/** Takes a film the whole way through one process of Bijou. */
export async function encodeByBijou(film: string): Promise<OurRun> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-bench-ours-'));
  const bijou = await startBijou({ mode: 'one process' });
  try {
    const pid = bijou.processes.get('studio')?.pid ?? 0;
    const before = await cpuOf(pid);
    const began = performance.now();
    const [added] = await bijou.json<TitleJson[]>('add', film);
    const id = added?.id ?? '';
    let watchableMs = 0;
    let peakPss = 0;
    for (;;) {
      const title = await titleOf(bijou, id);
      peakPss = Math.max(peakPss, await memoryOf(bijou.dataFolder));
      if (title?.watchable && watchableMs === 0) watchableMs = performance.now() - began;
      if (title?.state === 'ready') break;
      if (title?.why) throw new Error(`${film}: ${title.why}`);
      await sleep(1_000);
    }
    const readyMs = performance.now() - began;
    const after = await cpuOf(pid);
    const { stdout } = await bijou.cli('plan', id);
    const plan: Plan = JSON.parse(stdout);
    return {
      plan,
      seconds: (await titleOf(bijou, id))?.durationSeconds ?? 0,
      cpu: cpuByPart(bijou.dataFolder),
      serverCpu: after.own - before.own,
      wholeCpu: after.own - before.own + after.children - before.children,
      watchableMs,
      readyMs,
      peakPss,
      files: await published(bijou, { id, folder }),
      forget: () => rm(folder, { recursive: true, force: true }),
    };
  } finally {
    await bijou.stop();
  }
}

type ApiTitle = Pick<TitleJson, 'state' | 'watchable'> & { readonly durationSeconds?: number; readonly why?: string };

async function titleOf(bijou: Bijou, id: string): Promise<ApiTitle | undefined> {
  const answer = await bijou.ask(`/api/studio/titles/${id}`);
  return answer.status === 200 ? ((await answer.json()) as ApiTitle) : undefined;
}

async function memoryOf(dataFolder: string): Promise<number> {
  const sizes = await Promise.all((await processesOf(dataFolder)).map(({ pid }) => proportionalSize(pid)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What each job told when it was handed in. */
function cpuByPart(dataFolder: string): ReadonlyMap<string, number> {
  const db = new DatabaseSync(join(dataFolder, 'sql', 'studio.sqlite'), { readOnly: true });
  try {
    const rows = db.prepare('select part, sum(cpu_seconds) as cpu from jobs group by part order by part').all();
    return new Map(rows.map(({ part, cpu }) => [String(part), Number(cpu ?? 0)]));
  } finally {
    db.close();
  }
}

async function published(
  bijou: Bijou,
  { id, folder }: { readonly id: string; readonly folder: string },
): Promise<ReadonlyMap<string, string>> {
  const { hls } = await bijou.json<{ hls: string[] }>('play', id);
  const { video } = await readHls(hls[0] ?? '');
  const files = new Map<string, string>();
  for (const { name, bytes } of video) {
    const file = join(folder, `${name}.mp4`);
    await writeFile(file, bytes);
    files.set(name, file);
  }
  return files;
}

const ticksASecond = 100;

/** CPU seconds of a process, and of the children that it has waited for. */
async function cpuOf(pid: number): Promise<{ readonly own: number; readonly children: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [own = 0, system = 0, children = 0, theirs = 0] = fields.slice(11, 15);
  return { own: (own + system) / ticksASecond, children: (children + theirs) / ticksASecond };
}

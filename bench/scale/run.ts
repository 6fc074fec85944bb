// How well one studio keeps many encoders busy: 1, 10, 100 and 1,000 simulated workers over 100 films. A worker's
// time that it did not spend on encoding is lost to the studio, the wire and the machine. Prints one table.
//
// `node bench/scale/run.ts [--json]`; SCALE_WORKERS=1,10 and SCALE_SECONDS=60 make it shorter.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { filmText } from '../../src/engines/encoder/simulated/open.ts';
import { startBijou, until } from '../../test/support/bijou.ts';

const counts = (process.env.SCALE_WORKERS ?? '1,10,100,1000').split(',').map(Number);
const seconds = Number(process.env.SCALE_SECONDS ?? 100);
const films = 100;
/** Of each film, in the first look alone. */
const chunks = 60;
/** Who inspect the films before the measured workers come; a few chunks are theirs. */
const planners = 100;
/** A chunk of 500 pictures then takes 20 s, which is what an encoder takes for 20 s of film in a whole ladder. */
const msPerPicture = 40;
/** Kernel's clock ticks a second, in which CPU time is counted. */
const ticks = 100;

interface Row {
  readonly workers: number;
  readonly jobs: number;
  readonly jobsPerSecond: number;
  readonly efficiency: number;
  readonly cpuPerJob: number;
}

const rows: Row[] = [];
for (const workers of counts) rows.push(await measure(workers));
console.log(`On ${availableParallelism()} cores; ${films} films of 20 min, chunks that take 20 s each.\n`);
console.log('| workers | jobs in the window | jobs/s | throughput over ideal | studio’s CPU a job |');
console.log('|---|---|---|---|---|');
for (const { workers, jobs, jobsPerSecond, efficiency, cpuPerJob } of rows) {
  const cells = [workers, jobs, jobsPerSecond.toFixed(1), efficiency.toFixed(3), `${(cpuPerJob * 1000).toFixed(1)} ms`];
  console.log(`| ${cells.join(' | ')} |`);
}
if (process.argv.includes('--json')) {
  const of = ({ workers, efficiency, cpuPerJob }: Row) => [
    [`efficiency${workers}`, efficiency],
    [`cpuMsPerJob${workers}`, cpuPerJob * 1000],
  ];
  console.log(JSON.stringify(Object.fromEntries(rows.flatMap(of))));
}

async function measure(workers: number): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-scale-'));
  const env = {
    BIJOU_ENCODER: 'simulated',
    BIJOU_SIMULATED_MS: String(msPerPicture),
    BIJOU_ENCODER_WORKERS: String(planners),
    BIJOU_LEASE_MS: '60000',
  };
  const bijou = await startBijou({ mode: 'a process per service', env });
  try {
    await makeFilms(join(folder, 'films'));
    await bijou.cli('add', join(folder, 'films'));
    const database = join(bijou.dataFolder, 'sql', 'studio.sqlite');
    // All films are planned before the workers come, so that what is measured is how they are kept busy.
    await until('films are planned', async () => videoJobs(database, 'waiting').length >= films * chunks * 0.9);
    await bijou.kill('encoder');
    await bijou.startTarget('encoder', { BIJOU_ENCODER_WORKERS: String(workers) });
    // All begin at once. By the third round they no longer end at once; workers verify, too, and never all encode.
    const before = videoJobs(database, 'done').length;
    await until('every worker has handed a job in', async () => videoJobs(database, 'done').length >= before + workers);
    await sleep(42_000);
    const pid = bijou.processes.get('studio')?.pid ?? 0;
    const [from, cpuFrom] = [Date.now(), await cpuSeconds(pid)];
    await sleep(seconds * 1000);
    const [until_, cpuUntil] = [Date.now(), await cpuSeconds(pid)];
    const done = videoJobs(database, 'done').filter((at) => at > from && at <= until_);
    return rowOf({ workers, done, cpu: cpuUntil - cpuFrom, windowMs: until_ - from });
  } finally {
    await bijou.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Few jobs end in a window of one worker: it is measured from the first end to the last. */
function rowOf({
  workers,
  done,
  cpu,
  windowMs,
}: {
  workers: number;
  done: readonly number[];
  cpu: number;
  windowMs: number;
}): Row {
  const [first = 0, last = 0] = [done[0], done.at(-1)];
  const [jobs, ms] = workers < 10 ? [done.length - 1, last - first] : [done.length, windowMs];
  const encodeSeconds = jobs * 500 * (msPerPicture / 1000);
  return {
    workers,
    jobs: done.length,
    jobsPerSecond: done.length / (windowMs / 1000),
    efficiency: encodeSeconds / (workers * (ms / 1000)),
    cpuPerJob: cpu / Math.max(1, done.length),
  };
}

/** Times at which chunks of 500 pictures came into this state. */
function videoJobs(database: string, state: 'waiting' | 'leased' | 'done'): readonly number[] {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    const rows = db
      .prepare(
        "select coalesce(done_at, 0) as at from jobs where state = ? and part in ('first-look', 'ladder') order by done_at",
      )
      .all(state);
    return rows.map(({ at }) => Number(at));
  } finally {
    db.close();
  }
}

async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

async function makeFilms(folder: string): Promise<void> {
  await mkdir(folder);
  // One shot a chunk: every chunk has 500 pictures.
  const film = { frameRate: { num: 25, den: 1 }, width: 640, height: 480, shot: 500, audio: [], text: [] };
  for (let index = 0; index < films; index += 1) {
    await writeFile(join(folder, `film-${index}.mp4`), filmText({ ...film, pictures: 30_000 }) + ' '.repeat(index));
  }
}

// A library of many titles moved into another place, killed on the way: seconds, rates, and whether the sums are equal.
//   node bench/moving/run.ts [--json]    (TITLES=10000 ROWS=1000000 KILLS=5)
// Into another folder, or where BIJOU_REAL names a folder of options of servers (npm run engines), into those.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Told } from '../../src/platform/index.ts';
import { makeHouse } from '../../src/platform/moving/testing/old-house.ts';
import { realEngines } from '../../test/support/real-engines.ts';

const titles = Number(process.env.TITLES ?? 10_000);
const rows = Number(process.env.ROWS ?? 1_000_000);
const kills = Number(process.env.KILLS ?? 5);
const program = join(import.meta.dirname, '..', '..', 'bin', 'bijou.js');
const folder = await mkdtemp(join(tmpdir(), 'bijou-bench-moving-'));
const [from, config] = [join(folder, 'old'), join(folder, 'bijou.config.json')];
let child: ChildProcess | undefined;
try {
  const size = {
    rows,
    objects: titles * 3,
    objectBytes: 20_000,
    records: titles * 4,
    wideRows: titles,
    sessions: titles,
    tickets: 1_000,
  };
  const made = Date.now();
  await makeHouse(from, size);
  console.log(`made in ${((Date.now() - made) / 1000).toFixed(0)} s: ${JSON.stringify(size)}`);
  const engines = realEngines(`bench${process.pid}`);
  await writeFile(config, JSON.stringify({ data: join(folder, 'new'), engines }));

  const began = Date.now();
  const told: Told[] = [];
  let killed = 0;
  for (let isDone = false; !isDone; ) {
    const words = ['migrate', '--to', config, '--data', from, '--json'];
    child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    const running = child;
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    // Each life is longer than the one before, so that kills fall all along the way.
    const life = killed < kills ? setTimeout(() => running.kill('SIGKILL'), lifeMs(killed)) : undefined;
    for await (const line of createInterface(running.stdout ?? process.stdin)) told.push(JSON.parse(line) as Told);
    const code = await ended;
    clearTimeout(life);
    if (code === null) killed += 1;
    else if (told.at(-1)?.did !== 'finished') throw new Error(`bijou migrate ended with ${code}`);
    else isDone = true;
  }
  const seconds = (Date.now() - began) / 1000;
  const last = told.at(-1);
  const byPort = Object.fromEntries(
    told.flatMap((one) =>
      one.did === 'verified'
        ? [
            [
              one.port,
              {
                isEqual:
                  one.verdict.differences.length === 0 && one.verdict.checksums.source === one.verdict.checksums.target,
                verifySeconds: round(one.seconds),
              },
            ],
          ]
        : [],
    ),
  );
  const surveys = new Map(told.flatMap((one) => (one.did === 'surveyed' ? [[one.port, one]] : [])));
  const things = [...surveys.values()].reduce((sum, { survey }) => sum + survey.count, 0);
  const bytes = [...surveys.values()].reduce((sum, { survey }) => sum + survey.bytes, 0);
  const figures = {
    ...{ titles, rows, kills: killed, seconds: round(seconds) },
    thingsPerSecond: Math.round(things / seconds),
    megabytesPerSecond: round(bytes / 1e6 / seconds),
    to: Object.fromEntries([...surveys].map(([port, one]) => [port, `${one.to}: ${one.survey.count}`])),
    isEqual: last?.did === 'finished' && last.isEqual,
    byPort,
  };
  if (!process.argv.includes('--json'))
    for (const [port, { isEqual, verifySeconds }] of Object.entries(byPort))
      console.log(`${port.padEnd(9)} ${isEqual ? 'equal' : 'DIFFERENT'}, compared in ${verifySeconds} s`);
  console.log(JSON.stringify(figures));
  if (!figures.isEqual || killed < kills) process.exitCode = 1;
} finally {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

function lifeMs(killed: number): number {
  const usual = 1_500 + (rows + titles * 10) / 60;
  return usual * (0.5 + killed * 0.25);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

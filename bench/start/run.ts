// From typing `npm start` to a page, to a playable film, to rest. `node bench/start/run.ts [--json] [RUNS]`
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sampleIds } from '../../src/samples/index.ts';
import { freePort } from '../../test/support/bijou.ts';
import { allProcesses, proportionalSize } from '../../test/support/proc.ts';

const root = join(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const runs = Number(positionals[0] ?? 5);
const restMs = 60_000;

interface Title {
  readonly state: string;
  readonly watchable: boolean;
}

const first = await firstStart();
const again: number[] = [];
for (let run = 0; run < runs; run += 1) again.push(await pageOnly());
again.sort((a, b) => a - b);

const page = again[Math.floor(runs / 2)] ?? 0;
const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
console.log('| what | figure | aim |\n|---|---|---|');
console.log(
  `| npm start to HTTP 200, median of ${runs} (min–max) | ${seconds(page)} (${seconds(again[0])}–${seconds(again.at(-1))}) | ≤ 0.6 s |`,
);
console.log(`| first sample playable after the page answers | ${seconds(first.watchable)} | ≤ 60 s |`);
console.log(`| its whole ladder after the page answers | ${seconds(first.ready)} | |`);
console.log(`| all ${sampleIds.length} samples in their whole ladders | ${seconds(first.resting)} | |`);
console.log(`| PSS of the process tree, 60 s after the last job | ${mib(first.pss)} MiB | ≤ 150 MiB |`);
for (const { name, pss } of first.parts) console.log(`| … ${name} | ${mib(pss)} MiB | |`);
if (values.json) {
  const { watchable = 0, ready, resting, pss } = first;
  const figures = { pageMs: page, watchableMs: watchable, readyMs: ready, restingMs: resting, restMib: mib(pss) };
  console.log(JSON.stringify(figures));
}

async function firstStart() {
  return withServer(async ({ url, child, token }) => {
    const headers = { authorization: `Bearer ${token}` };
    const open = performance.now();
    let watchable: number | undefined;
    let ready: number | undefined;
    // The others are drawn while the first can be watched: Bijou is at rest when they are done as well.
    for (;;) {
      const { titles } = (await (await fetch(`${url}/api/studio/titles`, { headers })).json()) as { titles: Title[] };
      if (watchable === undefined && titles.some((title) => title.watchable)) watchable = performance.now() - open;
      const done = titles.filter(({ state }) => state === 'ready').length;
      if (ready === undefined && done > 0) ready = performance.now() - open;
      if (done === sampleIds.length) break;
      await sleep(200);
    }
    const resting = performance.now() - open;
    await sleep(restMs);
    const parts = await tree(child.pid ?? 0);
    return { watchable, ready, resting, parts, pss: parts.reduce((sum, { pss }) => sum + pss, 0) };
  });
}

async function pageOnly(): Promise<number> {
  return withServer(async ({ pageMs }) => pageMs);
}

async function withServer<T>(
  work: (server: { url: string; child: ChildProcess; token: string; pageMs: number }) => Promise<T>,
): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), 'bijou-bench-'));
  const port = await freePort();
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, BIJOU_DATA: data, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  while ((await fetch(url).catch(() => undefined))?.status !== 200) await sleep(10);
  const pageMs = performance.now() - began;
  try {
    const token = (await readFile(join(data, 'owner-token'), 'utf8')).trim();
    return await work({ url, child, token, pageMs });
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await once(child, 'exit');
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function tree(root: number) {
  const processes = await allProcesses();
  const inside = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of processes) {
      if (!inside.has(parent) || inside.has(pid)) continue;
      inside.add(pid);
      grown = true;
    }
  }
  const members = processes.filter(({ pid }) => inside.has(pid));
  return Promise.all(
    members.map(async ({ pid, name }) => ({ name: `${name} (${pid})`, pss: await proportionalSize(pid) })),
  );
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`;
}

// What a gigabyte costs: CPU seconds of the serving process, for our appliance, NGINX and a plain Node server, on
// loopback, of a film that all of them have in memory. Linux.
// Run: node bench/delivery/run.ts [--json]
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { file, bytes as fileBytes, folder, path } from './film.ts';
import { cpuSeconds, load } from './load.ts';
import { startNginx } from './nginx.ts';

interface Server {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
}

const rounds = 3;
const cases = [
  { name: '2 MB', readBytes: 2_000_000, reads: 200 },
  { name: '200 KB', readBytes: 200_000, reads: 1_000 },
] as const;

const root = mkdtempSync(join(tmpdir(), 'delivery-'));
const servers: Server[] = [];
try {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, file), randomBytes(fileBytes));
  const nginx = await startNginx(root);
  if (nginx === undefined) console.log('NGINX is not installed here (Debian: nginx-extras); it is left out.');
  else servers.push({ name: 'NGINX, sendfile', ...nginx });
  servers.push(
    await startNode('our appliance', './our-appliance.ts'),
    await startNode('createReadStream', './serve.ts'),
  );

  const costs = new Map<string, number[]>(servers.map(({ name }) => [name, cases.map(() => 0)]));
  for (const server of servers) for (const each of cases) await measure(server, { ...each, reads: each.reads / 10 });
  // In turns, so that what else the machine does meets all of them.
  for (let round = 0; round < rounds; round += 1)
    for (const [index, each] of cases.entries())
      for (const server of servers) {
        const cost = costs.get(server.name);
        if (cost !== undefined) cost[index] = (cost[index] ?? 0) + (await measure(server, each)) / rounds;
      }

  const baseline = costs.get('NGINX, sendfile');
  const head = cases.flatMap(({ name }) => [`${name}: CPU s/GB`, '× NGINX']);
  console.log(row('', head));
  for (const [name, cost] of costs) {
    const cells = cost.flatMap((seconds, index) => [
      seconds.toFixed(3),
      baseline === undefined ? '–' : (seconds / (baseline[index] ?? 1)).toFixed(2),
    ]);
    console.log(row(name, cells));
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures(costs)));
} finally {
  for (const { child } of servers) child.kill();
  rmSync(root, { recursive: true, force: true });
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(18) + cells.map((cell) => cell.padStart(18)).join('');
}

/** CPU seconds for a gigabyte, by case, by server. */
function figures(costs: ReadonlyMap<string, readonly number[]>): Readonly<Record<string, Record<string, number>>> {
  const byCase = (cost: readonly number[]) =>
    Object.fromEntries(cases.map(({ name }, index) => [name, cost[index] ?? 0]));
  return Object.fromEntries([...costs].map(([name, cost]) => [name, byCase(cost)]));
}

async function startNode(name: string, script: string): Promise<Server> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { name, child, port: Number(String(line).trim()) };
}

/** CPU seconds per gigabyte. */
async function measure({ child, port }: Server, each: { readBytes: number; reads: number }): Promise<number> {
  const before = cpuSeconds(child.pid ?? 0);
  await load({ port, path, fileBytes, ...each });
  return (cpuSeconds(child.pid ?? 0) - before) / ((each.readBytes * each.reads) / 1e9);
}

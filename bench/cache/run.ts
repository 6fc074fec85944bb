// What a read from memcached costs: our client beside a bare socket and the clients that npm has. The rivals are
// installed in a folder of their own (RIVALS= keeps one); memcached must be there (Debian: memcached).
// Run: node bench/cache/run.ts [--json]
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { names } from './clients.ts';

interface Figures {
  readonly readsPerSecond: number;
  readonly readsPerCpuSecond: number;
  readonly p99Ms: number;
}

const versions = ['memjs@1.3.2', 'memcache@1.10.0', 'memcached@2.2.2'];
const rounds = 3;
const seconds = 2;
const port = 21_911;
const cases = [
  { name: '100 B', bytes: 100, many: 1 },
  { name: '4 KiB', bytes: 4096, many: 1 },
  { name: '50 × 100 B', bytes: 100, many: 50 },
] as const;

const made = mkdtempSync(join(tmpdir(), 'bijou-bench-cache-'));
const rivals = process.env.RIVALS ?? join(made, 'rivals');
if (process.env.RIVALS === undefined) {
  mkdirSync(rivals);
  execFileSync('npm', ['init', '--yes'], { cwd: rivals, stdio: 'ignore' });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...versions], { cwd: rivals, stdio: 'ignore' });
}
const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
const memcached = spawn(
  'memcached',
  [...user, '-l', '127.0.0.1', '-p', String(port), '-U', '0', '-m', '64', '-t', '1'],
  {
    stdio: 'ignore',
  },
);
try {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const figures: Record<string, Record<string, Figures>> = {};
  for (const each of cases) {
    const taken = new Map<string, Figures[]>(names.map((name) => [name, []]));
    // In turns, so that what else the machine does meets all of them.
    for (let round = 0; round < rounds; round += 1)
      for (const name of names) taken.get(name)?.push(measure(name, each));
    figures[each.name] = Object.fromEntries([...taken].map(([name, all]) => [name, middle(all)]));
    print(each.name, figures[each.name] ?? {});
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
} finally {
  memcached.kill();
  rmSync(made, { recursive: true, force: true });
}

function measure(name: string, { bytes, many }: { readonly bytes: number; readonly many: number }): Figures {
  const script = fileURLToPath(new URL('./measure.ts', import.meta.url));
  const args = [script, name, `127.0.0.1:${port}`, rivals, String(bytes), String(many), String(seconds)];
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}

function middle(all: readonly Figures[]): Figures {
  const sorted = [...all].sort((a, b) => a.readsPerCpuSecond - b.readsPerCpuSecond);
  return sorted[Math.floor(sorted.length / 2)] as Figures;
}

function print(name: string, figures: Readonly<Record<string, Figures>>): void {
  const ours = figures.ours?.readsPerCpuSecond ?? 0;
  console.log(
    `\n${name.padEnd(14)}${['reads/s', 'reads/CPU s', 'p99 ms', 'ours is ×'].map((head) => head.padStart(14)).join('')}`,
  );
  for (const [client, { readsPerSecond, readsPerCpuSecond, p99Ms }] of Object.entries(figures)) {
    const cells = [readsPerSecond, readsPerCpuSecond, p99Ms, (ours / readsPerCpuSecond).toFixed(2)];
    console.log(client.padEnd(14) + cells.map((cell) => String(cell).padStart(14)).join(''));
  }
}

// One client in a process of its own, so that its CPU is its alone. Told by run.ts; prints one object.
import { type Name, openClient } from './clients.ts';

const [name = '', server = '', rivals = '', bytes = '', many = '', seconds = ''] = process.argv.slice(2);
const count = Number(many);
const askers = count === 1 ? 64 : 8;
const keys = Array.from({ length: 1_000 }, (_, n) => `bench:${name.replace(' ', '-')}:${bytes}:${n}`);
const client = await openClient(name as Name, { server, rivals });
const value = Buffer.alloc(Number(bytes), 'v');
for (const key of keys) await client.set(key, value);

await ask(500);
const cpuBefore = process.cpuUsage();
const began = performance.now();
const latencies = await ask(Number(seconds) * 1000);
const elapsed = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const reads = latencies.length * count;
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    readsPerSecond: Math.round(reads / elapsed),
    readsPerCpuSecond: Math.round(reads / ((user + system) / 1e6)),
    p99Ms: Number((latencies[Math.floor(latencies.length * 0.99)] ?? 0).toFixed(2)),
  }),
);
process.exit();

async function ask(ms: number): Promise<number[]> {
  const took: number[] = [];
  const end = performance.now() + ms;
  await Promise.all(
    Array.from({ length: askers }, async (_, asker) => {
      for (let at = asker * 15; ; at = (at + count) % keys.length) {
        const asked = performance.now();
        if (asked > end) return;
        const some = count === 1 ? [] : Array.from({ length: count }, (__, n) => keys[(at + n) % keys.length] ?? '');
        const found = count === 1 ? await client.get(keys[at] ?? '') : await client.getMany(some);
        if (found !== count * value.length) throw new Error(`${name} read ${found} bytes`);
        took.push(performance.now() - asked);
      }
    }),
  );
  return took;
}

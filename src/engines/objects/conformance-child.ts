// A process of the suite. Writes objects that tell by themselves whether they are whole, and prints
// `put <key> <n>` and `gone <key> <n>` for what was acknowledged (n rises with every change of a key).
// Arguments: the adapter's module, the place, a name, how many changes a lane (0: until killed), the round.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ObjectsAdapter, selfTelling } from './conformance-kill.ts';
import type { Objects } from './index.ts';

const [module = '', place = '', name = '', count = '0', round = '0'] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: ObjectsAdapter };
const objects = await adapter.open(place);
const limit = Number(count) || Number.POSITIVE_INFINITY;
const outside = await mkdtemp(join(tmpdir(), 'bijou-outside-'));

const ways: readonly ((key: string, n: number) => Promise<unknown>)[] = [
  (key, n) => objects.put(key, selfTelling(n, 5_000)),
  (key, n) => objects.put(key, new Blob([selfTelling(n, 700_000)]).stream()),
  (key, n) => inParts(objects, key, selfTelling(n, 90_000)),
  async (key, n) => {
    const path = join(outside, key.replaceAll('/', '-'));
    await rm(path, { force: true });
    await writeFile(path, selfTelling(n, 20_000));
    await objects.takeIn(key, path);
  },
];
await Promise.all(ways.map((way, lane) => change(lane, way)));
await rm(outside, { recursive: true });
await objects.close();
process.stdin.destroy();

async function change(lane: number, way: (key: string, n: number) => Promise<unknown>): Promise<void> {
  for (let n = 1; n <= limit; n += 1) {
    const key = `${name}/${round}/${lane}/${n % 5}.bin`;
    await way(key, n);
    process.stdout.write(`put ${key} ${n}\n`);
    if (n % 7 !== 0) continue;
    await objects.delete([key]);
    process.stdout.write(`gone ${key} ${n}\n`);
  }
}

async function inParts(store: Objects, key: string, bytes: Uint8Array): Promise<void> {
  const upload = await store.multipart.create(key);
  const half = bytes.byteLength >> 1;
  const parts = await Promise.all([
    store.multipart.putPart(key, upload, 2, bytes.subarray(half)),
    store.multipart.putPart(key, upload, 1, bytes.subarray(0, half)),
  ]);
  await store.multipart.complete(key, upload, parts);
}

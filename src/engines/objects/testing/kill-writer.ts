// For tests: stores objects one after another and prints each once it was acknowledged, until it is killed.
// Arguments: the adapter's module, its name there, the place, the round.
import type { ObjectsAdapter } from './adapter.ts';

const [module = '', name = '', place = '', round = ''] = process.argv.slice(2);
const { [name]: adapter } = (await import(module)) as Readonly<Record<string, ObjectsAdapter>>;
if (adapter === undefined) throw new TypeError(`There is no ${name} in ${module}`);
const objects = await adapter.open(place);
for (let index = 0; ; index += 1) {
  const length = 1_000 + ((index * 37_123) % 400_000);
  const key = `folder-${index % 5}/object-${round}-${index}-${length}`;
  const bytes = new Uint8Array(length).fill(index);
  if (index % 3 === 2) {
    const upload = await objects.multipart.create(key);
    const parts = [await objects.multipart.putPart(key, upload, { number: 1, body: bytes })];
    await objects.multipart.complete(key, upload, parts);
  } else if (index % 3 === 1) await objects.put(key, bytes, { ifAbsent: true, metadata: { round } });
  else await objects.put(key, bytes);
  process.stdout.write(`${key} ${length}\n`);
}

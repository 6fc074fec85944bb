// For tests: stores objects one after another and prints each once it was acknowledged, until it is killed.
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openFolderObjects } from '../folder/open.ts';

const [folder = '', round = ''] = process.argv.slice(2);
const objects = await openFolderObjects({ folder, clock: systemClock, random: systemRandom });
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

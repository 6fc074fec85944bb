import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { append, inFolder, inMarks, inTables, openLog, until } from './testing/rig.ts';

const partitions = 3;
const keys = [...'abcdefghijkl'];

for (const [where, inSome] of [
  ['tables', inTables],
  ['marks', inMarks],
] as const)
  test(`two processes of a service share a topic (${where}); one is killed, and each event takes effect once, in order`, async (t) => {
    const folder = await inFolder(t);
    const log = await openLog(folder, partitions);
    const { follow, effects } = await inSome(t, { folder, log });
    t.after(() => log.close());
    // One whose partitions are asked for before it is there, so that the first to come does not take all for itself.
    await log.partitions('x');
    let told = 0;
    const tell = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        told += 1;
        await append(log, keys[told % keys.length] ?? '', told);
      }
    };
    follow();
    await tell(30);
    const child = startKillable(moduleBeside(import.meta.url, './testing/child'), [folder, `${partitions}`, where]);
    await until(async () => {
      await tell(6);
      return child.lines.length > 2;
    });
    await tell(60);
    await child.kill();
    await tell(30);
    await until(async () => (await effects()).length >= told);
    const found = await effects();
    assert.equal(found.length, told, 'none twice');
    for (const key of keys) {
      const numbers = found.filter((each) => each.startsWith(key)).map((each) => Number(each.slice(1)));
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
        'in order',
      );
    }
  });

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trialLog } from '../../engines/log/trial/open.ts';
import { openDice } from '../../host/index.ts';
import { systemClock } from '../../kit/index.ts';
import { append, inFolder, inMarks, inTables, openLog, quick, until } from './testing/rig.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const seeds = [1, 2, 3];

for (const [where, inSome] of [
  ['tables', inTables],
  ['marks', inMarks],
] as const)
  for (const seed of seeds)
    test(`on a log that behaves as a network may, each event takes effect, in order (${where}, seed ${seed})`, async (t) => {
      const folder = await inFolder(t);
      const steady = await openLog(folder, 3);
      const log = trialLog(steady, openDice({ seed, name: 'log', clock: quick }));
      const { follow, effects } = await inSome(t, { folder, log });
      t.after(() => steady.close());
      const poison = `${keys[seed % keys.length]}${20 + seed}`;
      let broken = true;
      const refuse = ({ key, payload }: { key: string; payload: { n: number } }) =>
        broken && `${key}${payload.n}` === poison ? new TypeError('poison') : undefined;
      const followers = [follow(refuse), follow(refuse)];
      const told: string[] = [];
      for (let n = 1; n <= 60; n += 1) {
        const key = keys[n % keys.length] ?? '';
        await append(log, key, n);
        told.push(`${key}${n}`);
        if (n % 10 === 0) await systemClock.sleep(30);
      }
      const [follower] = followers;
      if (follower === undefined) return;
      const patient = async <Result>(work: () => Promise<Result>): Promise<Result> => work().catch(() => patient(work));
      const others = told.filter((name) => name[0] !== poison[0]);
      await until(async () => {
        const done = new Set(await effects());
        return others.every((name) => done.has(name));
      });
      const letters = await patient(() => follower.deadLetters(100));
      assert.deepEqual(
        [...new Set(letters.map(({ key }) => key))],
        [poison[0]],
        'whoever is called off buries nothing',
      );
      broken = false;
      await until(async () => {
        const { left } = await patient(() => follower.retryDeadLetters());
        return left === 0 && new Set(await effects()).size === told.length;
      });
      const found = await effects();
      for (const key of keys)
        assert.deepEqual(
          found.filter((each) => each.startsWith(key)),
          told.filter((each) => each.startsWith(key)),
        );
    });

// engines: cassandra3
// KILL_SEED repeats a run's choices, KILLS its number of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, systemClock, systemRandom } from '../../../kit/index.ts';
import { retryRows } from '../../../platform/engines/retry-rows.ts';
import { cassandraOn } from '../testing/cassandra.ts';
import { killNodes } from '../testing/nodes.ts';

const kills = Number(process.env.KILLS ?? 3);
const server = 'cassandra3';

/** What is asked of deploy/engines, which is no part of the program and found when the test runs. */
interface Deploy {
  enginesOfTests(): {
    kill(server: string, node: string): Promise<void>;
    rejoin(server: string, node: string): Promise<void>;
  };
}

test(`${kills} kills of one node of three lose no row that was acknowledged, and nothing is done twice`, async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const adapter = cassandraOn(server);
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  const rows = retryRows(await adapter.open(place), { clock: systemClock, random: systemRandom });
  t.after(() => rows.close());
  const deploy = new URL('../../../../deploy/engines/index.ts', import.meta.url);
  const engines = ((await import(deploy.href)) as Deploy).enginesOfTests();
  const toll = await killNodes(rows, {
    nodes: {
      count: 3,
      kill: (node) => engines.kill(server, String(node + 1)),
      rejoin: (node) => engines.rejoin(server, String(node + 1)),
    },
    ...{ kills, clock: systemClock, random: seededRandom(seed) },
  });
  const service = toll.serviceMs.toSorted((one, other) => one - other);
  t.diagnostic(
    `${toll.acknowledged} rows and ${toll.claims} claims acknowledged, ${toll.gaveUp} calls sent again by hand`,
  );
  t.diagnostic(`lost ${toll.lost}, done twice ${toll.twice}`);
  t.diagnostic(`until all wrote again: median ${service[service.length >> 1]} ms, longest ${service.at(-1)} ms`);
  assert.equal(toll.lost, 0);
  assert.equal(toll.twice, 0);
});

import assert from 'node:assert/strict';
import { type Clock, hasCode, isTransient, type Random } from '../../../kit/index.ts';
import type { Rows, Table } from '../index.ts';
import { writeTimes } from '../write-time.ts';

/** Servers that stand for one engine, any of which may be killed. */
export interface Nodes {
  readonly count: number;
  kill(node: number): Promise<void>;
  /** Resolves once it serves again. */
  rejoin(node: number): Promise<void>;
}

export interface NodesOptions {
  readonly nodes: Nodes;
  readonly kills: number;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Toll {
  readonly acknowledged: number;
  readonly claims: number;
  readonly lost: number;
  readonly twice: number;
  /** Of each kill: how long until all writers had written again. */
  readonly serviceMs: readonly number[];
  /** Calls whose attempts ran out, and that their caller sent again. */
  readonly gaveUp: number;
}

/** Pairs of rows, written together; a head that only rises; and claims, each of which one may have. */
const tables = {
  pairs: {
    name: 'pairs',
    partition: { lane: 'text', tens: 'integer' },
    clustering: { half: 'integer', n: 'integer' },
    columns: { note: 'text' },
  },
  heads: { name: 'heads', partition: { lane: 'text' }, clustering: {}, columns: { n: 'integer' } },
  claims: { name: 'claims', partition: { n: 'integer' }, clustering: {}, columns: { owner: 'text' } },
} as const;

const lanes = ['a', 'b', 'c', 'd'];
const claimants = ['x', 'y'];
const pairsAPartition = 500;
/** Between a writer's calls: a load, and room for a node that comes back. */
const pauseMs = 10;

/** Kills one node after the other under writers who remember every acknowledgement, and looks for each of these. */
export async function killNodes(rows: Rows, { nodes, kills, clock, random }: NodesOptions): Promise<Toll> {
  const pairs = await rows.table(tables.pairs);
  const heads = await rows.table(tables.heads);
  const claims = await rows.table(tables.claims);
  const writeTime = writeTimes(clock);
  const acknowledged = new Map(lanes.map((lane) => [lane, 0]));
  const wonBy = new Map<number, string[]>();
  const newest = new Map<string, number>();
  let running = true;
  let gaveUp = 0;

  const writers = lanes.map(async (lane) => {
    for (let n = 0; running; n += 1) {
      const at = writeTime();
      const half = (which: number) => ({ do: 'put', row: { half: which, n, note: `${lane} ${n}` } }) as const;
      await insist(() => pairs.write(partitionOf(lane, n), [half(1), half(2)], { at }));
      await insist(() => heads.write({ lane }, [{ do: 'put', row: { n } }], { at }));
      acknowledged.set(lane, n + 1);
      newest.set(lane, clock.now());
      await clock.sleep(pauseMs);
    }
  });
  const contests = claimants.map(async (owner) => {
    for (let n = 0; running; n += 1) {
      if (await claim(claims, n, owner)) wonBy.set(n, [...(wonBy.get(n) ?? []), owner]);
      newest.set(owner, clock.now());
      await clock.sleep(pauseMs);
    }
  });
  const working = Promise.all([...writers, ...contests]);

  const serviceMs: number[] = [];
  let lost = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const node = Math.floor(random.float() * nodes.count);
      await clock.sleep(500 + random.float() * 1500);
      const killed = clock.now();
      await nodes.kill(node);
      await everybodyAfter(killed);
      serviceMs.push(clock.now() - killed);
      lost += await missing();
      await nodes.rejoin(node);
      await everybodyAfter(clock.now());
    }
  } finally {
    running = false;
    await working;
  }
  lost += await missing();
  return {
    acknowledged: [...acknowledged.values()].reduce((sum, n) => sum + n * 2, 0),
    claims: wonBy.size,
    lost,
    twice: [...wonBy.values()].filter((owners) => owners.length > 1).length,
    serviceMs,
    gaveUp,
  };

  /** Resolves once each writer has written something that it began after that moment, or close to it. */
  async function everybodyAfter(moment: number): Promise<void> {
    for (const who of [...lanes, ...claimants])
      while ((newest.get(who) ?? 0) <= moment) {
        await Promise.race([clock.sleep(5), working]);
      }
  }

  /** What was acknowledged and is not there: rows of pairs, halves of them, heads that fell back, claims that changed. */
  async function missing(): Promise<number> {
    let gone = 0;
    for (const lane of lanes) {
      const told = acknowledged.get(lane) ?? 0;
      const head = await insist(() => heads.get({ lane }));
      if (told > 0 && (head?.n ?? -1) < told - 1) gone += 1;
      for (let first = 0; first < told; first += pairsAPartition) {
        const halves = [await notesOf(pairs, lane, first, 1), await notesOf(pairs, lane, first, 2)];
        for (let n = first; n < Math.min(told, first + pairsAPartition); n += 1)
          for (const half of halves) if (!half.has(n)) gone += 1;
      }
    }
    for (const [n, [owner]] of wonBy) {
      const found = await insist(() => claims.get({ n }));
      if (found?.owner !== owner) gone += 1;
    }
    return gone;
  }

  async function notesOf(table: typeof pairs, lane: string, first: number, half: number): Promise<Set<number>> {
    const found = new Set<number>();
    for (let after: string | undefined; ; ) {
      const page = await insist(() => table.read(partitionOf(lane, first), { within: { half }, limit: 1000, after }));
      for (const { n } of page.rows) found.add(n);
      if (page.next === undefined) return found;
      after = page.next;
    }
  }

  /** True where this one has it. In doubt it looks whose it is, as the port asks of its callers. */
  async function claim(table: Table<typeof tables.claims>, n: number, owner: string): Promise<boolean> {
    for (;;) {
      try {
        const outcome = await insist(() => requireIf(table)({ n }, 'absent', { do: 'put', columns: { owner } }));
        return outcome.applied || outcome.row?.owner === owner;
      } catch (error) {
        if (!hasCode(error, 'rows.uncertain')) throw error;
        const found = await insist(() => table.get({ n }));
        if (found !== undefined) return found.owner === owner;
      }
    }
  }

  /** As a caller who is told that the store is away, and asks again. */
  async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isTransient(error) || hasCode(error, 'rows.uncertain')) throw error;
        gaveUp += 1;
      }
    }
  }
}

function partitionOf(lane: string, n: number) {
  return { lane, tens: Math.floor(n / pairsAPartition) };
}

function requireIf(table: Table<typeof tables.claims>) {
  assert.ok(table.writeIf !== undefined);
  return table.writeIf;
}

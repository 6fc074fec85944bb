import type { Tx } from '../deps.ts';
import { ranks } from '../encode/order.ts';
import type { JobPart } from '../tables.ts';

/** Of one part of a title's work: all of it, and what is done, in CPU seconds. */
export interface PartSum {
  readonly part: JobPart;
  readonly weight: number;
  readonly done: number;
}

/** What a title still has to do. */
export interface WorkOfTitle {
  readonly id: string;
  readonly batch: string;
  readonly urgency: number;
  /** False while it is paused or held. */
  readonly runs: boolean;
  /** Until it can be watched; after that. */
  readonly first: number;
  readonly rest: number;
}

/** How quickly work goes of late. */
export interface Pace {
  /** Seconds that one encoder takes for the weight of one. */
  readonly secondsPerWeight: number;
  readonly atOnce: number;
}

const active = ['inspecting', 'planning', 'encoding'] as const;
/** The pace is that of so many of the last jobs, none older than that. */
const paceSample = 100;
const paceMs = 1_800_000;

export async function sumsOf(db: Tx, titles: readonly string[]): Promise<ReadonlyMap<string, readonly PartSum[]>> {
  const sums = new Map<string, PartSum[]>();
  for (let from = 0; from < titles.length; from += 500) {
    const rows = await db
      .selectFrom('jobs')
      .select(['title', 'part', 'state', ({ fn }) => fn.sum<number>('weight').as('weight')])
      .select(({ fn, eb }) => fn.sum<number>(eb('weight', '*', eb.ref('progress'))).as('done'))
      .where('title', 'in', titles.slice(from, from + 500))
      .groupBy(['title', 'part', 'state'])
      .execute();
    for (const { title, part, state, weight, done } of rows) {
      const counted = state === 'done' ? weight : state === 'leased' ? done : 0;
      const before = sums.get(title) ?? [];
      before.push({ part, weight: Number(weight), done: Number(counted) });
      sums.set(title, before);
    }
  }
  return sums;
}

/** Of every title that is not finished. */
export async function workUnderWay(db: Tx): Promise<readonly WorkOfTitle[]> {
  const titles = await db
    .selectFrom('titles')
    .select(['id', 'batch', 'added_at', 'version', 'paused', 'held'])
    .where('state', 'in', active)
    .execute();
  const sums = await sumsOf(
    db,
    titles.map(({ id }) => id),
  );
  return titles.map(({ id, batch, added_at, version, paused, held }) => {
    const left = { first: 0, rest: 0, whole: 0 };
    for (const { part, weight, done } of sums.get(id) ?? []) {
      left.whole += weight;
      if (version === null && ranks[part] === 0) left.first += weight - done;
      else left.rest += weight - done;
    }
    const urgency = Number(added_at) + left.whole * 1000;
    return { id, batch, urgency, runs: paused === 0 && held === null, first: left.first, rest: left.rest };
  });
}

/** Undefined while no job has been done of late. */
export async function paceOf(db: Tx, now: number): Promise<Pace | undefined> {
  const done = await db
    .selectFrom('jobs')
    .select(['weight', 'leased_at', 'done_at'])
    .where('state', '=', 'done')
    .where('done_at', '>', now - paceMs)
    .where('part', '<>', 'inspect')
    .orderBy('done_at', 'desc')
    .limit(paceSample)
    .execute();
  const weight = done.reduce((sum, row) => sum + row.weight, 0);
  const seconds = done.reduce(
    (sum, row) => sum + (Number(row.done_at) - Number(row.leased_at ?? row.done_at)) / 1000,
    0,
  );
  if (weight === 0 || seconds <= 0) return undefined;
  const leased = db.selectFrom('jobs').select(({ fn }) => fn.countAll<number>().as('count'));
  const { count } = await leased.where('state', '=', 'leased').executeTakeFirstOrThrow();
  return { secondsPerWeight: seconds / weight, atOnce: Number(count) };
}

import type { StudioDeps } from '../deps.ts';
import type { TitleRow } from '../tables.ts';
import { type Pace, type PartSum, paceOf, sumsOf, type WorkOfTitle, workUnderWay } from './work-sums.ts';

export interface Progress {
  readonly share: number;
  readonly remainingSeconds?: number | undefined;
}

type Asked = Pick<TitleRow, 'id' | 'state' | 'paused' | 'held' | 'version' | 'plan_key' | 'added_at' | 'batch'>;

/** A film's inspection, whatever it takes, is shown as so much of the whole. */
const inspectionShare = 0.1;
/** The queue is looked at so often at most, however many ask. */
const freshMs = 1_000;

/** Says how far titles are, and when they will be ready. */
export interface Estimates {
  of(titles: readonly Asked[]): Promise<ReadonlyMap<string, Progress>>;
}

interface Queue {
  readonly at: number;
  readonly works: readonly WorkOfTitle[];
  readonly pace: Pace | undefined;
}

export function estimates(studio: Pick<StudioDeps, 'sql' | 'clock'>): Estimates {
  const { sql, clock } = studio;
  let queue: Promise<Queue> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function look(): Promise<Queue> {
    if (queue !== undefined && clock.monotonic() - lookedAt < freshMs) return queue;
    lookedAt = clock.monotonic();
    const found = lookNow();
    found.catch(() => {
      queue = undefined;
    });
    queue = found;
    return found;
  }

  async function lookNow(): Promise<Queue> {
    const at = clock.now();
    const [works, pace] = await Promise.all([workUnderWay(sql.db), paceOf(sql.db, at)]);
    return { at, works, pace };
  }

  return {
    async of(titles) {
      const underWay = titles.filter(({ state }) => ['inspecting', 'planning', 'encoding'].includes(state));
      const stopped = titles.filter(({ state }) => state === 'failed' || state === 'cancelled');
      const answer = new Map<string, Progress>();
      for (const { id, state } of titles) if (state === 'ready') answer.set(id, { share: 1 });
      if (underWay.length + stopped.length === 0) return answer;
      const sums = await sumsOf(
        sql.db,
        [...underWay, ...stopped].map(({ id }) => id),
      );
      const found = underWay.length === 0 ? undefined : await look();
      for (const title of [...underWay, ...stopped]) {
        const share = shareOf(title, sums.get(title.id) ?? []);
        const seconds = found === undefined ? undefined : remaining(title, found);
        answer.set(title.id, { share, ...(seconds === undefined ? {} : { remainingSeconds: seconds }) });
      }
      return answer;
    },
  };
}

/** Work that is done, weighed by the CPU seconds that it was planned to take. */
function shareOf(title: Asked, sums: readonly PartSum[]): number {
  const inspect = sums.filter(({ part }) => part === 'inspect');
  const inspected = ratio(inspect) ?? 1;
  if (title.plan_key === null) return rounded(inspected * inspectionShare);
  const encoded = ratio(sums.filter(({ part }) => part !== 'inspect')) ?? 0;
  return rounded(inspectionShare + (1 - inspectionShare) * encoded);
}

function ratio(sums: readonly PartSum[]): number | undefined {
  const whole = sums.reduce((total, { weight }) => total + weight, 0);
  if (whole === 0) return undefined;
  return sums.reduce((total, { done }) => total + done, 0) / whole;
}

function rounded(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;
}

/**
 * Seconds until the last of its jobs is done: its own work, all that makes other films watchable, and what of theirs
 * comes before it or takes turns with it; at the pace of the encoders that are at work now.
 */
function remaining(title: Asked, { works, pace }: Queue): number | undefined {
  if (pace === undefined || pace.atOnce === 0 || title.paused === 1 || title.held !== null) return undefined;
  const own = works.find(({ id }) => id === title.id);
  if (own === undefined || title.plan_key === null) return undefined;
  const mine = own.first + own.rest;
  let ahead = 0;
  const turns = new Map<string, number>();
  for (const work of works) {
    if (work.id === title.id || !work.runs) continue;
    ahead += work.first;
    if (work.batch === title.batch) ahead += work.urgency < own.urgency ? work.rest : 0;
    else turns.set(work.batch, (turns.get(work.batch) ?? 0) + work.rest);
  }
  for (const rest of turns.values()) ahead += Math.min(rest, mine + ahead);
  return Math.max(1, Math.round(((mine + ahead) * pace.secondsPerWeight) / pace.atOnce));
}

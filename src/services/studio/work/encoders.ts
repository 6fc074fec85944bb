import type { OutputOf, studioContract } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import type { StudioDeps, Tx } from '../deps.ts';

type ShownEncoder = NonNullable<OutputOf<(typeof studioContract)['calls']['work']>['encoders']>[number];

/** An encoder that asked within that time is there. */
const lateMs = 60_000;
/** That one has asked is written down so often at most. */
const noteMs = 5_000;

/** Notes which encoders ask for work. */
export interface EncoderBook {
  seen(name: string): Promise<void>;
}

export function encoderBook({ sql, clock }: Pick<StudioDeps, 'sql' | 'clock'>): EncoderBook {
  const noted = new Map<string, number>();
  return {
    async seen(name) {
      const now = clock.now();
      const before = noted.get(name);
      if (before !== undefined && Math.abs(now - before) < noteMs) return;
      noted.set(name, now);
      await sql.upsert(sql.db, 'encoders', { row: { name, seen_at: now }, keys: ['name'] });
      for (const [other, at] of noted) if (at < now - lateMs) noted.delete(other);
    },
  };
}

/** Those that have leases, or asked of late. */
export async function encodersAtWork(db: Tx, now: number): Promise<ShownEncoder[]> {
  const leases = await db
    .selectFrom('jobs')
    .select(['encoder', ({ fn }) => fn.countAll<number>().as('count')])
    .where('state', '=', 'leased')
    .groupBy('encoder')
    .execute();
  const leased = new Map(leases.map(({ encoder, count }) => [encoder ?? '', Number(count)]));
  const rows = await db.selectFrom('encoders').selectAll().orderBy('name').execute();
  return rows
    .filter(({ name, seen_at }) => leased.has(name) || Number(seen_at) > now - lateMs)
    .map(({ name, seen_at }) => ({ name, leased: leased.get(name) ?? 0, seenAt: isoTime(Number(seen_at)) }));
}

export async function forgetEncoders(db: Tx, now: number): Promise<void> {
  await db
    .deleteFrom('encoders')
    .where('seen_at', '<', now - lateMs * 60)
    .execute();
}

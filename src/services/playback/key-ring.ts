import { longestUrlLife } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Clock, MakeId, Random } from '../../kit/index.ts';
import type { PlaybackConfig } from './config.ts';
import type { PlaybackTables, SigningKeyRow } from './tables.ts';

/** The secrets that sign media addresses. Each signs for one period and is accepted until its last address expires. */
export interface KeyRing {
  /** The key that signs now; made where there is none yet, once however many processes ask. */
  current(): Promise<SigningKeyRow>;
  /** A key that is still accepted. */
  find(id: string): Promise<SigningKeyRow | undefined>;
  /** All keys that are still accepted, the one that signs among them. */
  all(): Promise<readonly SigningKeyRow[]>;
}

export interface KeyRingOptions {
  readonly sql: Sql<PlaybackTables>;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly config: PlaybackConfig;
}

export function openKeyRing({ sql, clock, random, makeId, config }: KeyRingOptions): KeyRing {
  const known = new Map<string, SigningKeyRow>();
  const lifeSeconds = longestUrlLife(config.urlTtlSeconds);
  const periodMs = config.keyRotationSeconds * 1000;
  let signing: SigningKeyRow | undefined;

  async function current(): Promise<SigningKeyRow> {
    const period = Math.floor(clock.now() / periodMs);
    if (signing?.period !== period) signing = await keyOf(period);
    return signing;
  }

  async function keyOf(period: number): Promise<SigningKeyRow> {
    const made: SigningKeyRow = {
      id: makeId(),
      period,
      life_seconds: lifeSeconds,
      secret: Buffer.from(random.bytes(32)).toString('base64url'),
      from_ms: period * periodMs,
      until_ms: (period + 1) * periodMs + lifeSeconds * 1000,
    };
    const now = clock.now();
    const key = await sql.transaction(async (tx) => {
      // The table's key lets one in, whichever of two starts comes first.
      const isOurs = await sql.insertOnce(tx, 'signing_keys', { row: made, keys: ['period', 'life_seconds'] });
      if (isOurs) {
        await tx.deleteFrom('signing_keys').where('until_ms', '<=', now).execute();
        return made;
      }
      return tx
        .selectFrom('signing_keys')
        .selectAll()
        .where('period', '=', period)
        .where('life_seconds', '=', lifeSeconds)
        .executeTakeFirstOrThrow();
    });
    for (const [id, old] of known) if (old.until_ms <= now) known.delete(id);
    known.set(key.id, key);
    return key;
  }

  async function all(): Promise<readonly SigningKeyRow[]> {
    await current();
    return sql.db
      .selectFrom('signing_keys')
      .selectAll()
      .where('until_ms', '>', clock.now())
      .orderBy('from_ms')
      .orderBy('id')
      .execute();
  }

  return {
    current,
    all,
    async find(id) {
      const key =
        known.get(id) ?? (await sql.db.selectFrom('signing_keys').selectAll().where('id', '=', id).executeTakeFirst());
      if (key === undefined || key.until_ms <= clock.now()) return undefined;
      known.set(id, key);
      return key;
    },
  };
}

import type { CallContext, Client, catalogContract, OutputOf } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import { type Clock, hasCode } from '../../kit/index.ts';
import { playbackErrors } from './errors.ts';
import type { PlaybackTables } from './tables.ts';

/** What the catalogue tells of a title that is to be played. */
export type TitleAnswer = OutputOf<(typeof catalogContract)['calls']['presentation']>;

/**
 * Titles as the catalogue tells of them; while it is away, as it last told.
 * Errors: `playback.no-such-title`, `playback.no-such-version`; what the call threw, where nothing was ever told.
 */
export interface KnownTitles {
  title(id: string, version: string | undefined, context: CallContext): Promise<TitleAnswer>;
}

export interface KnownTitlesOptions {
  readonly sql: Sql<PlaybackTables>;
  readonly catalog: Client<typeof catalogContract>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long an older version may be played after it was last seen, milliseconds. */
  readonly versionLifeMs: number;
}

const dayMs = 86_400_000;
const maxInMemory = 500;

interface Kept {
  readonly text: string;
  readonly seenMs: number;
}

export function openKnownTitles({ sql, catalog, clock, logger, versionLifeMs }: KnownTitlesOptions): KnownTitles {
  /** What lies in the table already, so that an answer is written when it is news, and not at each play. */
  const written = new Map<string, Kept>();

  async function remember(title: string, version: string, answer: TitleAnswer): Promise<void> {
    const text = JSON.stringify(answer);
    const now = clock.now();
    const key = `${title}/${version}`;
    const kept = written.get(key);
    if (kept?.text === text && Math.abs(now - kept.seenMs) < dayMs) return;
    await sql.transaction(async (tx) => {
      const row = { title, version, answer: text, seen_ms: now };
      await sql.upsert(tx, 'known_titles', { row, keys: ['title', 'version'] });
      // `seen_ms` may be a day behind.
      const longAgo = now - versionLifeMs - dayMs;
      await tx.deleteFrom('known_titles').where('version', '!=', '').where('seen_ms', '<', longAgo).execute();
    });
    written.set(key, { text, seenMs: now });
    for (const oldest of written.keys()) {
      if (written.size <= maxInMemory) break;
      written.delete(oldest);
    }
  }

  async function forget(title: string, version: string | undefined): Promise<void> {
    for (const key of written.keys()) if (key.startsWith(`${title}/${version ?? ''}`)) written.delete(key);
    const rows = sql.db.deleteFrom('known_titles').where('title', '=', title);
    await (version === undefined ? rows : rows.where('version', '=', version)).execute();
  }

  async function recall(title: string, version: string): Promise<TitleAnswer | undefined> {
    const row = await sql.db
      .selectFrom('known_titles')
      .select('answer')
      .where('title', '=', title)
      .where('version', '=', version)
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.answer);
  }

  /** The fallback must not depend on the disk: a play goes on when its answer cannot be kept. */
  function logged(work: Promise<void>): Promise<void> {
    return work.catch((error) => logger.warn("The catalogue's answer could not be kept", { error }));
  }

  return {
    async title(id, version, { signal, trace, deadline }) {
      try {
        const input = version === undefined ? { id } : { id, version };
        // Half the time at most, so that a catalogue that hangs leaves enough for the fallback.
        const timeoutMs = Math.max(1, Math.floor((deadline - clock.now()) / 2));
        const answer = await catalog.calls.presentation(input, { signal, trace, timeoutMs });
        await logged(remember(id, version ?? '', answer));
        return answer;
      } catch (error) {
        if (hasCode(error, 'catalog.no-such-title')) {
          await logged(forget(id, undefined));
          throw playbackErrors.error('playback.no-such-title', {}, error);
        }
        if (hasCode(error, 'catalog.no-such-version')) {
          if (version !== undefined) await logged(forget(id, version));
          throw playbackErrors.error('playback.no-such-version', {}, error);
        }
        signal.throwIfAborted();
        // The version that was current when the catalogue was last heard is as good as itself.
        const last = await recall(id, version ?? '');
        const current = last ?? (version === undefined ? undefined : await recall(id, ''));
        if (current === undefined || (version !== undefined && current.presentation.version !== version)) throw error;
        logger.warn('The catalogue is away; its last answer is used', { title: id, error });
        return current;
      }
    },
  };
}

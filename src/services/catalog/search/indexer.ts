import type { Index, Operation } from '../../../engines/index/index.ts';
import type { Sql } from '../../../engines/sql/index.ts';
import type { Logger } from '../../../host/index.ts';
import { type Clock, hasCode, sentenceOf } from '../../../kit/index.ts';
import { nameSeriesAgain } from '../name-series-again.ts';
import type { CatalogTables } from '../tables.ts';
import { changesLeft, forgetChanges } from './changes.ts';
import { alias, documentOf, indexName, isOlder, mapping } from './mapping.ts';

const batch = 100;
/** How often changes are looked for when nobody said that there are some: another process has taken them in, say. */
const lookEveryMs = 2_000;
/** A change is announced in its transaction, which ends a moment later. */
const announcedMs = 1_000;
const announcedEveryMs = 25;
const busyMs = 50;
const pauseMs = 1_000;
/** A search that comes at the start waits so long until it is known what is there. */
const longestUnknownMs = 2_000;
/** What lasts for so many attempts is said. */
const saidAfter = 3;

/** Keeps the index as the titles are. */
export interface Indexer {
  /**
   * Asks the generation that answers, and once more where another has taken its place meanwhile, or where it was not known
   * yet which one that is.
   */
  ask<Answer>(question: (name: string) => Promise<Answer>): Promise<Answer>;
  /** Says that titles are changing. */
  wake(): void;
  /** Resolves once all that was committed before is found. */
  settled(): Promise<void>;
  /** What is not as it should be, in a sentence; undefined where all is well. */
  trouble(): string | undefined;
  stop(): Promise<void>;
}

export interface IndexerOptions {
  readonly index: Index;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Tells the index of each title that changed, with the title's revision: twice is once, and late is never. Where there
 * is no index of this generation, or one that has not all titles, it is filled from the titles meanwhile; the one
 * before answers until then, or this one with as much as it has.
 */
export function startIndexer(sql: Sql<CatalogTables>, options: IndexerOptions): Indexer {
  const { index, clock, logger } = options;
  const stopping = new AbortController();
  let nudge = new AbortController();
  let announcedUntil = 0;
  let attempts = 0;
  let failure: unknown;
  let prepared = false;
  const known = Promise.withResolvers<void>();
  let filled = false;
  /** Which index answers until this generation is whole. */
  let before: string | undefined;

  async function prepare(): Promise<void> {
    if (prepared) return;
    await index.create(indexName, mapping);
    const answering = await index.describe(alias);
    before = answering === undefined || answering.index === indexName ? undefined : answering.index;
    filled = answering?.index === indexName;
    if (answering?.index === indexName && !(await isWhole(answering.documents))) {
      // Whatever befell it: it is made anew, so that nothing in it stands against what it is filled with.
      await index.drop(indexName);
      await index.create(indexName, mapping);
      filled = false;
    }
    prepared = true;
    known.resolve();
  }

  async function isWhole(documents: number): Promise<boolean> {
    return documents === (await titlesIn(sql)) || (await changesLeft(sql, 1)).length > 0;
  }

  /** All titles, in the order they came. Those that change meanwhile are told of as changes, and stand. */
  async function fill(): Promise<void> {
    logger.info('the index of titles is being filled', { index: indexName });
    let after = '';
    for (;;) {
      stopping.signal.throwIfAborted();
      const page = sql.db.selectFrom('titles').selectAll().where('place', '>', after).orderBy('place').limit(batch);
      const rows = await page.execute();
      const operations = rows.map((row) => ({ id: row.id, version: Number(row.revision), document: documentOf(row) }));
      await write(indexName, operations);
      await tellChanges();
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.place;
    }
    await index.refresh(indexName);
    await index.alias(alias, indexName);
    before = undefined;
    filled = true;
    for (const name of await index.list()) if (isOlder(name)) await index.drop(name);
    logger.info('the index of titles is whole', { index: indexName });
  }

  async function tellChanges(): Promise<void> {
    for (;;) {
      stopping.signal.throwIfAborted();
      const changes = await changesLeft(sql, batch);
      if (changes.length === 0) return;
      const ids = changes.map(({ title }) => title);
      const rows = await sql.db.selectFrom('titles').selectAll().where('id', 'in', ids).execute();
      const byId = new Map(rows.map((row) => [row.id, row]));
      const operations = changes.map(({ title, revision }): Operation => {
        const row = byId.get(title);
        return row === undefined
          ? { id: title, version: revision, document: undefined }
          : { id: title, version: Number(row.revision), document: documentOf(row) };
      });
      await write(indexName, operations);
      await forgetChanges(sql, changes);
    }
  }

  /** Until each is done: what is busy is sent again, what is refused is said and left out. */
  async function write(name: string, operations: readonly Operation[]): Promise<void> {
    let left = operations;
    while (left.length > 0) {
      stopping.signal.throwIfAborted();
      const outcomes = await index.bulk(name, left);
      for (const { id, outcome, why = '' } of outcomes) {
        if (outcome === 'refused') logger.error('A title cannot be indexed', { id, why });
      }
      left = left.filter((_, place) => outcomes[place]?.outcome === 'busy');
      if (left.length > 0) await clock.sleep(busyMs, stopping.signal);
    }
  }

  async function catchUp(): Promise<void> {
    await nameSeriesAgain(sql, clock);
    await prepare();
    if (!filled) await fill();
    await tellChanges();
  }

  /** One at a time: the loop's, and whoever waits for it. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn(): Promise<void> {
    const mine = turn.then(catchUp);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      nudge = new AbortController();
      try {
        await inTurn();
        attempts = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        attempts += 1;
        failure = error;
        logger.warn('The index could not be told of titles; trying again', { attempts, error });
        await clock.sleep(pauseMs, stopping.signal).catch(() => undefined);
        continue;
      }
      const isAnnounced = clock.monotonic() < announcedUntil;
      const signal = isAnnounced ? stopping.signal : AbortSignal.any([stopping.signal, nudge.signal]);
      await clock.sleep(isAnnounced ? announcedEveryMs : lookEveryMs, signal).catch(() => undefined);
    }
  }

  const running = loop();
  return {
    async ask(question) {
      try {
        return await question(before ?? indexName);
      } catch (error) {
        if (!hasCode(error, 'index.missing')) throw error;
        await Promise.race([known.promise, clock.sleep(longestUnknownMs)]);
        return question(before ?? indexName);
      }
    },
    wake() {
      announcedUntil = clock.monotonic() + announcedMs;
      nudge.abort();
    },
    async settled() {
      await inTurn();
      await index.refresh(indexName);
    },
    trouble() {
      if (attempts >= saidAfter) return `New titles cannot be searched for yet: ${sentenceOf(failure)}`;
      return filled || !prepared
        ? undefined
        : 'The index of titles is being filled: a search may not find all of them yet.';
    },
    async stop() {
      stopping.abort();
      await running;
      await turn;
    },
  };
}

async function titlesIn({ db }: Sql<CatalogTables>): Promise<number> {
  const row = await db
    .selectFrom('titles')
    .select(({ fn }) => fn.countAll().as('titles'))
    .executeTakeFirst();
  return Number(row?.titles ?? 0);
}

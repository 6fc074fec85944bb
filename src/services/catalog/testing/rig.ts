// What the catalogue's tests share: the real catalogue over SQLite, told of titles as studio would.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Kysely } from 'kysely';
import {
  type CallContext,
  type FollowedEvent,
  type Presentation,
  type TitleMetadata,
  theStranger,
} from '../../../contracts/index.ts';
import type { Index } from '../../../engines/index/index.ts';
import { openSqliteIndex } from '../../../engines/index/sqlite/open.ts';
import { silentLogger } from '../../../host/index.ts';
import { idMaker, isoTime, systemClock, systemRandom } from '../../../kit/index.ts';
import { openTables } from '../../../platform/testing/open-tables.ts';
import { type CatalogTables, migrations, start } from '../index.ts';

export const makeId = idMaker(systemClock, systemRandom);
export const context: CallContext = {
  signal: new AbortController().signal,
  deadline: 0,
  token: undefined,
  trace: '0'.repeat(32),
  principal: theStranger,
  origin: undefined,
};

export interface RigOptions {
  /** Of an earlier rig; one of its own unless told. */
  readonly folder?: string;
  /** What stands between the catalogue and its index. */
  readonly around?: (index: Index) => Index;
  /** What stands between a transaction of the follower's and the tables. */
  readonly within?: (tx: Kysely<CatalogTables>) => Kysely<CatalogTables>;
}

export async function openCatalog(
  t: TestContext,
  { folder, around = (index) => index, within = (tx) => tx }: RigOptions = {},
) {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'bijou-catalog-')));
  const common = { clock: systemClock, logger: silentLogger };
  const file = join(place, 'catalog.sqlite');
  const sql = await openTables<CatalogTables>({ ...common, file, migrations, random: systemRandom });
  const index = await openSqliteIndex({ ...common, file: join(place, 'index.sqlite') });
  let followed: ((event: FollowedEvent) => Promise<void>) | undefined;
  const catalog = await start({
    ...common,
    sql,
    index: around(index),
    follow(kinds, apply) {
      assert.ok(kinds.every(({ topic }) => topic === 'titles'));
      followed = (event) =>
        sql.transaction((tx) => apply(within(tx), [event as FollowedEvent<(typeof kinds)[number]>]));
      return {
        trouble: () => undefined,
        deadLetters: async () => [],
        retryDeadLetters: async () => ({ applied: 0, left: 0 }),
      };
    },
  });
  let closing: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    await catalog.stop();
    await index.close();
    await sql.close();
  }
  function close(): Promise<void> {
    closing ??= closeAll();
    return closing;
  }
  t.after(close);
  t.after(() => rm(place, { recursive: true, force: true }));
  let told = 0;
  /** Of something that happened, without waiting for the index. */
  async function happen(type: string, payload: { readonly id: string }): Promise<void> {
    const at = isoTime(Date.UTC(2026, 0, 1) + told++ * 1000);
    const place = { partition: 0, offset: told };
    await followed?.({ id: makeId(), type, key: payload.id, at, payload, place });
  }
  async function tell(type: string, payload: { readonly id: string }): Promise<void> {
    await happen(type, payload);
    await catalog.settled();
  }
  const { settled, readiness } = catalog;
  return { calls: catalog.implementation.calls, happen, tell, settled, readiness, sql, index, folder: place, close };
}

export function encoded(
  id: string,
  { version, heights }: { readonly version: string; readonly heights: readonly number[] },
) {
  const presentation: Presentation = {
    title: id,
    version,
    durationSeconds: 60,
    targetDuration: 4,
    video: heights.map((height) => ({
      name: `${height}p`,
      codecs: 'avc1.64001f',
      width: height * 2,
      height,
      frameRate: '25',
      peakBandwidth: 2,
      averageBandwidth: 1,
      bytes: 3,
      init: { first: 0, last: 0 },
      index: { first: 1, last: 1 },
      hash: 'a'.repeat(64),
    })),
    audio: [],
    text: [],
    chapters: [],
  };
  return { id, name: `Film ${id.slice(-4)}`, addedAt: isoTime(0), presentation, complete: heights.length > 1 };
}

export interface ToldTitle extends Partial<TitleMetadata> {
  readonly seconds?: number;
  readonly audio?: readonly string[];
}

/** A first version with what is said of the title. */
export function described(id: string, { seconds = 60, audio = [], ...said }: ToldTitle) {
  const told = encoded(id, { version: 'v1', heights: [360] });
  const metadata: TitleMetadata = { name: told.name, genres: [], people: [], ...said };
  const tracks = audio.map((language, index) => ({
    name: `a${index + 1}`,
    codecs: 'mp4a.40.2',
    peakBandwidth: 2,
    averageBandwidth: 1,
    bytes: 3,
    init: { first: 0, last: 0 },
    index: { first: 1, last: 1 },
    hash: 'a'.repeat(64),
    language,
    label: language,
    channels: 2,
    sampleRate: 48_000,
    isDefault: index === 0,
  }));
  const presentation = { ...told.presentation, durationSeconds: seconds, audio: tracks };
  return { ...told, name: metadata.name, presentation, metadata };
}

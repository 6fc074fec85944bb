import type { Kysely } from 'kysely';
import {
  type FollowedEvent,
  type PayloadOf,
  type Presentation,
  type TitleMetadata,
  titleChanged,
  titleEncoded,
  titleRemoved,
  versionRetired,
} from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Clock } from '../../kit/index.ts';
import { detailsOf, languagesOf } from './card.ts';
import { noteSeries } from './name-series-again.ts';
import { nextRevision, noteChange, noteOthers } from './search/changes.ts';
import { nameSeries } from './series-of.ts';
import type { CatalogTables, CatalogTitleRow, Languages } from './tables.ts';
import { columnsVersion, titleColumns } from './title-columns.ts';

type Tx = Kysely<CatalogTables>;

/** One transaction that writes titles. */
interface Writing {
  readonly sql: Sql<CatalogTables>;
  readonly tx: Tx;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What the catalogue follows of the topic `titles`. */
export const titleKinds = [titleEncoded, titleChanged, titleRemoved, versionRetired] as const;

export type TitleEvent = FollowedEvent<(typeof titleKinds)[number]>;

/** The effect of one event of the topic `titles`. */
export async function applyTitleEvent(writing: Writing, event: TitleEvent): Promise<void> {
  switch (event.type) {
    case 'title.encoded':
      return takeVersion(writing, { ...event.payload, at: event.at });
    case 'title.changed':
      return changeTitle(writing, event.payload);
    case 'title.removed':
      return dropTitle(writing, event.payload.id);
    case 'version.retired':
      return dropVersion(writing, event.payload);
  }
}

/** A new version becomes current; those before answer until they are retired. */
async function takeVersion(
  writing: Writing,
  told: PayloadOf<typeof titleEncoded> & { readonly at: string },
): Promise<void> {
  const { sql, tx } = writing;
  const { id, name, presentation, metadata, artwork } = told;
  const { version, durationSeconds, video } = presentation;
  const before = await sql.lock(tx, 'titles', { id });
  const added_at = before?.added_at ?? told.at;
  const basics = {
    id,
    added_at,
    place: `${added_at} ${id}`,
    duration_seconds: durationSeconds,
    height: heightOf(video),
    version,
    artwork: artwork === undefined ? (before?.artwork ?? null) : JSON.stringify(artwork),
  };
  const said = metadata ?? (before === undefined ? { name, genres: [], people: [] } : { ...detailsOf(before), name });
  await writeTitle(writing, { basics, metadata: said, languages: languagesIn(presentation) });
  const versionRow = { title: id, version, presentation: JSON.stringify(presentation), retires_at: null };
  await sql.upsert(tx, 'versions', { row: versionRow, keys: ['title', 'version'] });
  for (const { version: old, at } of told.retiring ?? []) {
    const row = tx.updateTable('versions').set({ retires_at: Date.parse(at) });
    await row.where('title', '=', id).where('version', '=', old).execute();
  }
}

async function changeTitle(writing: Writing, told: PayloadOf<typeof titleChanged>): Promise<void> {
  const before = await writing.sql.lock(writing.tx, 'titles', { id: told.id });
  // Removed meanwhile.
  if (before === undefined) return;
  const artwork = told.artwork === undefined ? before.artwork : JSON.stringify(told.artwork);
  await writeTitle(writing, {
    basics: { ...before, artwork },
    metadata: told.metadata,
    languages: languagesOf(before),
  });
}

/** Writes titles again whose columns an earlier release made. */
export async function writeColumnsAgain(sql: Sql<CatalogTables>, clock: Clock): Promise<void> {
  for (;;) {
    const old = sql.db.selectFrom('titles').selectAll().where('index_version', '<>', columnsVersion);
    const rows = await old.limit(50).execute();
    if (rows.length === 0) return;
    await sql.transaction(async (tx) => {
      for (const { id } of rows) {
        // As it is now: an event may have written it since.
        const row = await sql.lock(tx, 'titles', { id });
        if (row === undefined || row.index_version === columnsVersion) continue;
        const current = tx.selectFrom('versions').select('presentation').where('title', '=', row.id);
        const found = await current.where('version', '=', row.version).executeTakeFirst();
        const presentation = found === undefined ? undefined : (JSON.parse(found.presentation) as Presentation);
        const languages = presentation === undefined ? languagesOf(row) : languagesIn(presentation);
        const basics = presentation === undefined ? row : { ...row, height: heightOf(presentation.video) };
        await writeTitle({ sql, tx, now: clock.now() }, { basics, metadata: detailsOf(row), languages });
      }
    });
  }
}

type Basics = Pick<
  CatalogTitleRow,
  'id' | 'added_at' | 'place' | 'duration_seconds' | 'height' | 'version' | 'artwork'
>;

async function writeTitle(
  { sql, tx, now }: Writing,
  title: { readonly basics: Basics; readonly metadata: TitleMetadata; readonly languages: Languages },
): Promise<void> {
  const { basics, metadata, languages } = title;
  const { id } = basics;
  const before = await sql.lock(tx, 'titles', { id });
  const row = {
    ...basics,
    name: metadata.name,
    details: JSON.stringify(metadata),
    languages: JSON.stringify(languages),
    ...titleColumns(metadata),
    revision: nextRevision(before?.revision, now),
  };
  await sql.upsert(tx, 'titles', { row: { ...row, series_id: null }, keys: ['id'] });
  await noteChange(sql, tx, { title: id, revision: row.revision });
  for (const key of new Set([before?.series_key, row.series_key])) await nameAgain({ sql, tx, now }, key, id);
}

/** Which series the episodes of a name are of; `beside` is the title that is written anyway. */
async function nameAgain({ sql, tx, now }: Writing, key: string | null | undefined, beside: string): Promise<void> {
  if (key == null) return;
  const others = (await nameSeries(tx, key)).filter((id) => id !== beside);
  await noteOthers(sql, tx, { titles: others, now });
  await noteSeries(sql, tx, { series_key: key, noted_at: now });
}

/** A portrait film of 360 by 640 is 360p. */
function heightOf(video: Presentation['video']): number {
  return Math.max(0, ...video.map(({ width, height }) => Math.min(width, height)));
}

function languagesIn({ audio, text }: Presentation): Languages {
  const of = (tracks: readonly { readonly language: string }[]) => [...new Set(tracks.map(({ language }) => language))];
  return { audio: of(audio), text: of(text) };
}

async function dropTitle({ sql, tx, now }: Writing, id: string): Promise<void> {
  const before = await sql.lock(tx, 'titles', { id });
  if (before !== undefined) await noteChange(sql, tx, { title: id, revision: nextRevision(before.revision, now) });
  await tx.deleteFrom('titles').where('id', '=', id).execute();
  await nameAgain({ sql, tx, now }, before?.series_key, id);
  await tx.deleteFrom('versions').where('title', '=', id).execute();
}

async function dropVersion({ tx }: Writing, { id, version }: PayloadOf<typeof versionRetired>): Promise<void> {
  await tx.deleteFrom('versions').where('title', '=', id).where('version', '=', version).execute();
}

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
import { detailsOf, languagesOf } from './card.ts';
import { dropIndex, indexColumns, indexTitle, indexVersion } from './index-title.ts';
import { nameSeries } from './series-of.ts';
import type { CatalogTables, CatalogTitleRow, Languages } from './tables.ts';

type Tx = Kysely<CatalogTables>;

/** What the catalogue follows of the topic `titles`. */
export const titleKinds = [titleEncoded, titleChanged, titleRemoved, versionRetired] as const;

/** The effects of a run of events, in order. */
export async function applyTitleEvents(
  sql: Sql<CatalogTables>,
  tx: Tx,
  events: readonly FollowedEvent<(typeof titleKinds)[number]>[],
): Promise<void> {
  for (const event of events) await applyTitleEvent(sql, tx, event);
}

async function applyTitleEvent(
  sql: Sql<CatalogTables>,
  tx: Tx,
  event: FollowedEvent<(typeof titleKinds)[number]>,
): Promise<void> {
  switch (event.type) {
    case 'title.encoded':
      return takeVersion(sql, tx, { ...event.payload, at: event.at });
    case 'title.changed':
      return changeTitle(sql, tx, event.payload);
    case 'title.removed':
      return dropTitle(tx, event.payload.id);
    case 'version.retired':
      return dropVersion(tx, event.payload);
  }
}

/** A new version becomes current; those before answer until they are retired. */
async function takeVersion(
  sql: Sql<CatalogTables>,
  tx: Tx,
  told: PayloadOf<typeof titleEncoded> & { readonly at: string },
): Promise<void> {
  const { id, name, presentation, metadata, artwork } = told;
  const { version, durationSeconds, video } = presentation;
  const before = await tx.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
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
  await writeTitle(sql, tx, { basics, metadata: said, languages: languagesIn(presentation) });
  const versionRow = { title: id, version, presentation: JSON.stringify(presentation), retires_at: null };
  await sql.upsert(tx, 'versions', { row: versionRow, keys: ['title', 'version'] });
  for (const { version: old, at } of told.retiring ?? []) {
    const row = tx.updateTable('versions').set({ retires_at: Date.parse(at) });
    await row.where('title', '=', id).where('version', '=', old).execute();
  }
}

async function changeTitle(sql: Sql<CatalogTables>, tx: Tx, told: PayloadOf<typeof titleChanged>): Promise<void> {
  const before = await tx.selectFrom('titles').selectAll().where('id', '=', told.id).executeTakeFirst();
  // Removed meanwhile.
  if (before === undefined) return;
  const artwork = told.artwork === undefined ? before.artwork : JSON.stringify(told.artwork);
  await writeTitle(sql, tx, {
    basics: { ...before, artwork },
    metadata: told.metadata,
    languages: languagesOf(before),
  });
}

/** Indexes titles again that were indexed by an earlier release. */
export async function indexAgain(sql: Sql<CatalogTables>): Promise<void> {
  for (;;) {
    const old = sql.db.selectFrom('titles').selectAll().where('index_version', '<>', indexVersion);
    const rows = await old.limit(50).execute();
    if (rows.length === 0) return;
    await sql.transaction(async (tx) => {
      for (const row of rows) {
        const current = tx.selectFrom('versions').select('presentation').where('title', '=', row.id);
        const found = await current.where('version', '=', row.version).executeTakeFirst();
        const presentation = found === undefined ? undefined : (JSON.parse(found.presentation) as Presentation);
        const languages = presentation === undefined ? languagesOf(row) : languagesIn(presentation);
        const basics = presentation === undefined ? row : { ...row, height: heightOf(presentation.video) };
        await writeTitle(sql, tx, { basics, metadata: detailsOf(row), languages });
      }
    });
  }
}

type Basics = Pick<
  CatalogTitleRow,
  'id' | 'added_at' | 'place' | 'duration_seconds' | 'height' | 'version' | 'artwork'
>;

async function writeTitle(
  sql: Sql<CatalogTables>,
  tx: Tx,
  title: { readonly basics: Basics; readonly metadata: TitleMetadata; readonly languages: Languages },
): Promise<void> {
  const { basics, metadata, languages } = title;
  const before = await tx.selectFrom('titles').select('series_key').where('id', '=', basics.id).executeTakeFirst();
  const row = {
    ...basics,
    name: metadata.name,
    details: JSON.stringify(metadata),
    languages: JSON.stringify(languages),
    ...indexColumns(metadata),
  };
  await sql.upsert(tx, 'titles', { row: { ...row, series_id: null }, keys: ['id'] });
  for (const key of new Set([before?.series_key, row.series_key])) if (key != null) await nameSeries(tx, key);
  await indexTitle(tx, basics.id, { metadata, languages });
}

/** A portrait film of 360 by 640 is 360p. */
function heightOf(video: Presentation['video']): number {
  return Math.max(0, ...video.map(({ width, height }) => Math.min(width, height)));
}

function languagesIn({ audio, text }: Presentation): Languages {
  const of = (tracks: readonly { readonly language: string }[]) => [...new Set(tracks.map(({ language }) => language))];
  return { audio: of(audio), text: of(text) };
}

async function dropTitle(tx: Tx, id: string): Promise<void> {
  const before = await tx.selectFrom('titles').select('series_key').where('id', '=', id).executeTakeFirst();
  await tx.deleteFrom('titles').where('id', '=', id).execute();
  if (before?.series_key != null) await nameSeries(tx, before.series_key);
  await tx.deleteFrom('versions').where('title', '=', id).execute();
  await dropIndex(tx, id);
}

async function dropVersion(tx: Tx, { id, version }: PayloadOf<typeof versionRetired>): Promise<void> {
  await tx.deleteFrom('versions').where('title', '=', id).where('version', '=', version).execute();
}

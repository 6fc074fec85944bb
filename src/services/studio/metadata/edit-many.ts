import type { TitleMetadata } from '../../../contracts/index.ts';
import { canonicalJson } from '../../../kit/index.ts';
import { tellChanged } from '../art/tell-changed.ts';
import { lockTitles } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio } from '../studio.ts';
import type { TitleRow } from '../tables.ts';
import { changed, type MetadataChanges, metadataColumns, metadataOf } from './title-metadata.ts';

/** What is changed of many titles; what is left out stays, null takes away. */
export interface ManyChanges {
  readonly year?: number | null | undefined;
  readonly maturity?: string | null | undefined;
  readonly series?: { readonly name?: string | undefined; readonly season?: number | undefined } | null | undefined;
  readonly addGenres?: readonly string[] | undefined;
  readonly removeGenres?: readonly string[] | undefined;
}

/** Changes the same of all of them, in one step. Errors: `studio.no-such-title`; then nothing has changed. */
export async function editMany(
  studio: Studio,
  { ids, changes }: { readonly ids: readonly string[]; readonly changes: ManyChanges },
  token: string | undefined,
): Promise<void> {
  const titles = [...new Set(ids)];
  const request = { call: 'editMany', ids: titles, changes: canonicalJson({ ...changes }) };
  await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request },
      effect: async () => {
        const rows = await lockTitles(studio, tx, titles);
        const all = titles.map((id) => ({ id, metadata: metadataOf(rows.get(id) as TitleRow) }));
        const numbers = episodeNumbers(all.map(({ metadata }) => metadata));
        for (const { id, metadata } of all) {
          const told = changed(metadata, changesOf(metadata, { changes, numbers }));
          if (canonicalJson({ ...told }) === canonicalJson({ ...metadata })) continue;
          await tx.updateTable('titles').set(metadataColumns(told)).where('id', '=', id).execute();
          await tellChanged(studio, tx, id);
        }
        return true;
      },
    }),
  );
  for (const id of titles) studio.wake(id);
}

/** Numbers for episodes that have none: from the one after the highest that is taken. */
function episodeNumbers(titles: readonly TitleMetadata[]): () => number {
  let last = Math.max(0, ...titles.map(({ series }) => series?.episode ?? 0));
  return () => {
    last += 1;
    return last;
  };
}

function changesOf(
  metadata: TitleMetadata,
  { changes, numbers }: { readonly changes: ManyChanges; readonly numbers: () => number },
): MetadataChanges {
  const { year, maturity } = changes;
  return { year, maturity, series: seriesOf(metadata, changes.series, numbers), genres: genresOf(metadata, changes) };
}

function seriesOf(
  { series: before }: TitleMetadata,
  asked: ManyChanges['series'],
  numbers: () => number,
): MetadataChanges['series'] {
  if (asked === undefined || asked === null) return asked;
  const name = asked.name ?? before?.name;
  // A season alone says nothing of what belongs to no series.
  if (name === undefined) return undefined;
  return { name, season: asked.season ?? before?.season ?? 1, episode: before?.episode ?? numbers() };
}

function genresOf({ genres }: TitleMetadata, { addGenres = [], removeGenres = [] }: ManyChanges): string[] {
  const same = (one: string) => one.toLocaleLowerCase();
  const gone = new Set(removeGenres.map(same));
  const kept = genres.filter((genre) => !gone.has(same(genre)));
  const there = new Set(kept.map(same));
  return [...kept, ...addGenres.filter((genre) => !there.has(same(genre)))];
}

import { canonicalJson, type JsonValue } from '../../../kit/index.ts';
import { tellChanged } from '../art/tell-changed.ts';
import { studioErrors } from '../errors.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import { readPlan } from '../plan/read-plan.ts';
import type { Studio } from '../studio.ts';
import { revise } from '../texts/added-texts.ts';
import { tagOf } from '../texts/subtitles.ts';
import { titleRow } from '../titles.ts';
import { changed, languagesOf, type MetadataChanges, metadataColumns, metadataOf } from './title-metadata.ts';

export interface TitleEdit {
  readonly id: string;
  readonly changes: MetadataChanges;
  /** Names of tracks to languages. */
  readonly languages?: Readonly<Record<string, string>> | undefined;
}

/**
 * Changes what is said of a title. Where it changes languages, `republish` brings them to who watches.
 * Errors: `studio.no-such-title`, `studio.no-such-track`, `request.invalid` for an unknown language.
 */
export async function editTitle(studio: Studio, edit: TitleEdit, token: string | undefined): Promise<void> {
  const { sql } = studio;
  const { id, changes, languages = {} } = edit;
  const tags = Object.fromEntries(Object.entries(languages).map(([track, language]) => [track, tagOf(language)]));
  if (Object.keys(tags).length > 0) await checkTracks(studio, id, Object.keys(tags));
  const request: JsonValue = { call: 'edit', id, changes: canonicalJson({ ...changes, languages: tags }) };
  await sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request },
      effect: async () => {
        const row = await lockTitle(studio, tx, id);
        const metadata = changed(metadataOf(row), changes);
        const said = { ...languagesOf(row), ...tags };
        const columns = { ...metadataColumns(metadata), languages: JSON.stringify(said) };
        await tx.updateTable('titles').set(columns).where('id', '=', id).execute();
        if (Object.keys(tags).length > 0) await revise(tx, id);
        await tellChanged(studio, tx, id);
        return true;
      },
    }),
  );
  studio.wake(id);
}

async function checkTracks(studio: Studio, id: string, names: readonly string[]): Promise<void> {
  const { db } = studio.sql;
  const { plan_key } = await titleRow(db, id);
  const plan = plan_key === null ? undefined : await readPlan(studio, plan_key);
  const added = await db.selectFrom('added_texts').select('name').where('title', '=', id).execute();
  const known = new Set([...(plan?.audio ?? []), ...(plan?.text ?? []), ...added].map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw studioErrors.error('studio.no-such-track', { id, name: unknown });
}

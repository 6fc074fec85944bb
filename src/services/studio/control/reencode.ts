import type { EncodeSettings } from '../../../contracts/index.ts';
import { canonicalJson } from '../../../kit/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { newJob } from '../encode/job-rows.ts';
import { joinBatch } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import { acceptedInspection } from '../plan/accepted-inspection.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';
import { settingsOf, titleRow } from '../titles.ts';
import { retryTitle } from './take-up.ts';

export interface Reencoding {
  readonly id: string;
  readonly settings: { readonly [Name in keyof EncodeSettings]?: EncodeSettings[Name] | undefined };
}

/**
 * Plans a title anew with other settings; the version that plays stays until the new one is whole. The same settings
 * as before are no work. Errors: `studio.no-such-title`, `studio.under-way`, `studio.source-gone`,
 * `studio.no-plan-yet`.
 */
export async function reencodeTitle(studio: Studio, asked: Reencoding, token: string | undefined): Promise<void> {
  const { id } = asked;
  const title = await titleRow(studio.sql.db, id);
  const settings = merged(settingsOf(studio, title), asked.settings);
  if (canonicalJson(settings) === canonicalJson(settingsOf(studio, title))) {
    if (title.state === 'failed' || title.state === 'cancelled') await retryTitle(studio, id, token);
    return;
  }
  const request = { call: 'reencode', id, settings: canonicalJson(settings) };
  const waiting = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, { key: { token, request }, effect: () => beginAnew(studio, tx, asked) }),
  );
  if (waiting > 0) await sendTickets(studio, waiting);
  studio.wake(id);
}

/** Planning takes it from here; a film whose inspection was not kept is inspected once more. */
async function beginAnew(studio: Studio, tx: Tx, { id, settings: asked }: Reencoding): Promise<number> {
  const row = await lockTitle(studio, tx, id);
  await check(tx, row);
  const settings = merged(settingsOf(studio, row), asked);
  const known = await acceptedInspection(tx, id);
  await touchTitle(tx, id, { wall: true });
  await joinBatch(studio, tx, row.batch);
  // Not among the settings of a title is what its plan says: without one, it is being planned.
  const planless = { plan_key: null, plan_hash: null, ladder: null, settings: JSON.stringify(settings) };
  await tx
    .updateTable('titles')
    .set({ ...planless, state: known === undefined ? 'inspecting' : 'planning', why: null, paused: 0, held: null })
    .where('id', '=', id)
    .execute();
  if (known !== undefined) return 0;
  await tx.deleteFrom('jobs').where('title', '=', id).where('part', '=', 'inspect').execute();
  const job = { title: id, source: row.source_hash, titleAt: row.added_at, part: 'inspect' as const, sequence: 0 };
  await tx
    .insertInto('jobs')
    .values(newJob(studio.makeId(), { ...job, batch: row.batch, task: { kind: 'inspect' }, rank: 1 }))
    .execute();
  return 1;
}

async function check(tx: Tx, { id, state, source_key, plan_key }: TitleRow): Promise<void> {
  if (['inspecting', 'planning', 'encoding'].includes(state)) throw studioErrors.error('studio.under-way', { id });
  const source = tx.selectFrom('files').select('key').where('key', '=', source_key).where('state', '=', 'kept');
  if (state === 'refused' || (await source.executeTakeFirst()) === undefined) {
    throw studioErrors.error('studio.source-gone', { id });
  }
  if (plan_key === null) throw studioErrors.error('studio.no-plan-yet', { id });
}

function merged(before: EncodeSettings, asked: Reencoding['settings']): EncodeSettings {
  const shortSides = [...new Set(asked.shortSides ?? before.shortSides)].sort((a, b) => a - b);
  return { preset: asked.preset ?? before.preset, crf: asked.crf ?? before.crf, shortSides };
}

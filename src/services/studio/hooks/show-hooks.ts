import type { Hook, HookEvent } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import { studioErrors } from '../errors.ts';
import type { Studio, Tx } from '../studio.ts';
import type { HookRow } from '../tables.ts';

/** The webhooks, oldest first. */
export async function showHooks({ sql }: Pick<Studio, 'sql'>): Promise<Hook[]> {
  const rows = await sql.db.selectFrom('hooks').selectAll().orderBy('id').execute();
  const waiting = await sql.db
    .selectFrom('hook_messages')
    .select(['hook', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('hook')
    .execute();
  const counts = new Map(waiting.map(({ hook, count }) => [hook, Number(count)]));
  return rows.map((row) => viewOf(row, counts.get(row.id) ?? 0));
}

/** Errors: `studio.no-such-hook`. */
export async function showHook(studio: Pick<Studio, 'sql'>, id: string): Promise<Hook> {
  const hook = (await showHooks(studio)).find((one) => one.id === id);
  if (hook === undefined) throw studioErrors.error('studio.no-such-hook', { id });
  return hook;
}

/** Errors: `studio.no-such-hook`. */
export async function hookRow(db: Tx, id: string): Promise<HookRow> {
  const row = await db.selectFrom('hooks').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw studioErrors.error('studio.no-such-hook', { id });
  return row;
}

function viewOf(row: HookRow, waiting: number): Hook {
  const { id, url, last_at, last_ok, last_sentence, stopped } = row;
  return {
    ...{ id, url, events: JSON.parse(row.events) as HookEvent[], createdAt: isoTime(Number(row.created_at)), waiting },
    ...(last_at === null
      ? {}
      : { last: { at: isoTime(Number(last_at)), ok: last_ok === 1, sentence: last_sentence ?? '' } }),
    ...(stopped === null ? {} : { stopped }),
  };
}

import type { Hook } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import type { Studio, Tx } from '../studio.ts';
import type { HookMessageRow, HookRow } from '../tables.ts';
import { noteTrouble } from '../work/troubles.ts';
import { hookRow, showHook } from './show-hooks.ts';
import { type SignedMessage, signedHeaders } from './sign.ts';

/** How long an address may take to answer. */
const patienceMs = 15_000;
/** Messages of one round, and how many are under way at a time. */
const roundOf = 100;
const atOnce = 4;
/** Who takes a message has so long for it before another process may: longer than an address may take. */
const heldMs = 60_000;
const minute = 60_000;
const hour = 60 * minute;
/** Pauses before each next try, as Standard Webhooks propose: three days in all, then the webhook is stopped. */
const pausesMs = [5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

type Sending = Pick<Studio, 'sql' | 'clock' | 'makeId' | 'logger' | 'post' | 'stopping'>;

interface Outcome {
  readonly ok: boolean;
  /** What came of it, as a sentence. */
  readonly sentence: string;
  /** The address wants nothing more. */
  readonly gone?: boolean;
}

/** Sends what is due, however many processes do so. A message that does not come through is sent again later. */
export async function sendMessages(studio: Sending): Promise<void> {
  const { sql, clock } = studio;
  const due = await sql.db
    .selectFrom('hook_messages')
    .selectAll()
    .where('next_at', '<=', clock.now())
    .orderBy('next_at')
    .orderBy('id')
    .limit(roundOf)
    .execute();
  const queue = due.values();
  const worker = async () => {
    for (const message of queue) if (!studio.stopping.aborted) await sendOne(studio, message);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Sends a ping now. A webhook that was stopped goes on if it comes through. Errors: `studio.no-such-hook`. */
export async function tryHook(studio: Sending, id: string, signal: AbortSignal): Promise<Hook> {
  const { sql, clock, makeId } = studio;
  const hook = await hookRow(sql.db, id);
  const body = JSON.stringify({ type: 'ping', timestamp: isoTime(clock.now()), data: {} });
  const outcome = await post(studio, hook, { id: makeId(), body, signal });
  await sql.transaction(async (tx) => {
    await note(studio, tx, { hook: id, outcome });
    if (outcome.ok) await tx.updateTable('hooks').set({ stopped: null }).where('id', '=', id).execute();
  });
  return showHook(studio, id);
}

async function sendOne(studio: Sending, message: HookMessageRow): Promise<void> {
  if (!(await take(studio, message))) return;
  const { db } = studio.sql;
  const hook = await db.selectFrom('hooks').selectAll().where('id', '=', message.hook).executeTakeFirst();
  if (hook === undefined || hook.stopped !== null) {
    await db.deleteFrom('hook_messages').where('id', '=', message.id).execute();
    return;
  }
  const outcome = await post(studio, hook, { ...message, signal: studio.stopping });
  // A stop is no failure of the address: the message is sent again.
  if (!outcome.ok && studio.stopping.aborted) return;
  await studio.sql.transaction((tx) => settle(studio, tx, { message, hook, outcome }));
}

/** True for the one process that sends it now. */
async function take({ sql, clock }: Sending, { id, next_at }: HookMessageRow): Promise<boolean> {
  const { numUpdatedRows } = await sql.db
    .updateTable('hook_messages')
    .set({ next_at: clock.now() + heldMs })
    .where('id', '=', id)
    .where('next_at', '=', next_at)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function settle(
  studio: Sending,
  tx: Tx,
  { message, hook, outcome }: { readonly message: HookMessageRow; readonly hook: HookRow; readonly outcome: Outcome },
): Promise<void> {
  await note(studio, tx, { hook: hook.id, outcome });
  const one = tx.deleteFrom('hook_messages').where('id', '=', message.id);
  if (outcome.ok) return void (await one.execute());
  const pause = outcome.gone === true ? undefined : pausesMs[message.tries];
  if (pause !== undefined) {
    await tx
      .updateTable('hook_messages')
      .set({ tries: message.tries + 1, next_at: studio.clock.now() + pause })
      .where('id', '=', message.id)
      .execute();
    return;
  }
  const stopped = `Nothing more is sent to ${hook.url}. ${outcome.sentence}`;
  await tx.updateTable('hooks').set({ stopped }).where('id', '=', hook.id).execute();
  await tx.deleteFrom('hook_messages').where('hook', '=', hook.id).execute();
  await noteTrouble(studio, tx, { code: 'studio.hook-stopped', sentence: stopped });
}

async function note(
  { clock }: Sending,
  tx: Tx,
  { hook, outcome }: { readonly hook: string; readonly outcome: Outcome },
): Promise<void> {
  const last = { last_at: clock.now(), last_ok: outcome.ok ? 1 : 0, last_sentence: outcome.sentence };
  await tx.updateTable('hooks').set(last).where('id', '=', hook).execute();
}

async function post(
  { post: send, clock, logger }: Sending,
  hook: HookRow,
  { id, body, signal }: { readonly id: string; readonly body: string; readonly signal: AbortSignal },
): Promise<Outcome> {
  const message: SignedMessage = { id, body, timestamp: Math.floor(clock.now() / 1000) };
  const headers = signedHeaders(message, hook.secret);
  const enough = new AbortController();
  const waited = clock.sleep(patienceMs, enough.signal).then(
    () => enough.abort(new Error(`It did not answer within ${patienceMs / 1000} seconds.`)),
    () => undefined,
  );
  try {
    // A redirection is not followed: what is signed for one address is no other's.
    const request = { method: 'POST', headers, body, redirect: 'manual' as const };
    const response = await send(hook.url, { ...request, signal: AbortSignal.any([signal, enough.signal]) });
    await response.body?.cancel().catch(() => undefined);
    return outcomeOf(response);
  } catch (error) {
    logger.warn('a webhook could not be told', { hook: hook.id, error });
    return { ok: false, sentence: enough.signal.aborted ? String(enough.signal.reason.message) : unreachable(error) };
  } finally {
    enough.abort();
    await waited;
  }
}

function outcomeOf({ status, headers }: Response): Outcome {
  if (status >= 200 && status < 300) return { ok: true, sentence: `It answered ${status}.` };
  if (status === 410) return { ok: false, gone: true, sentence: 'It answered 410: it wants to hear nothing more.' };
  if (status >= 300 && status < 400) {
    return {
      ok: false,
      sentence: `It sends to another address, ${headers.get('location') ?? 'which it does not name'}.`,
    };
  }
  return { ok: false, sentence: `It answered ${status}.` };
}

function unreachable(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return `It could not be reached: ${cause instanceof Error ? cause.message : String(cause)}.`;
}

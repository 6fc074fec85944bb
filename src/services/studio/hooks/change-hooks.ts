import { type Hook, type HookEvent, hookEvent } from '../../../contracts/index.ts';
import { studioErrors } from '../errors.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio } from '../studio.ts';
import { hookRow, showHook } from './show-hooks.ts';
import { newSecret } from './sign.ts';

const most = 50;

/**
 * Tells an address of titles' states from now on. Resolves to the webhook with its secret.
 * Errors: `studio.bad-hook-address`, `studio.too-many-hooks`.
 */
export async function addHook(
  studio: Studio,
  { url: given, events = [...hookEvent.options] }: { readonly url: string; readonly events?: HookEvent[] | undefined },
  token: string | undefined,
): Promise<Hook & { secret: string }> {
  const url = addressOf(given);
  const { sql, makeId, clock, random } = studio;
  const id = await sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'addHook', url, events } },
      effect: async () => {
        const hooks = await tx.selectFrom('hooks').select('id').execute();
        if (hooks.length >= most) throw studioErrors.error('studio.too-many-hooks', { most });
        const row = {
          ...{ id: makeId(), url, secret: newSecret(random), events: JSON.stringify(events) },
          ...{ created_at: clock.now(), last_at: null, last_ok: null, last_sentence: null, stopped: null },
        };
        await tx.insertInto('hooks').values(row).execute();
        return row.id;
      },
    }),
  );
  return { ...(await showHook(studio, id)), secret: (await hookRow(sql.db, id)).secret };
}

/** Errors: `studio.no-such-hook`. */
export async function removeHook({ sql }: Studio, id: string): Promise<void> {
  await sql.transaction(async (tx) => {
    await hookRow(tx, id);
    await tx.deleteFrom('hook_messages').where('hook', '=', id).execute();
    await tx.deleteFrom('hooks').where('id', '=', id).execute();
  });
}

function addressOf(given: string): string {
  const bad = (why: string) => studioErrors.error('studio.bad-hook-address', { url: given, why });
  const url = URL.parse(given.trim());
  if (url === null) throw bad('it is not an address');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad('it begins with neither https:// nor http://');
  if (url.username !== '' || url.password !== '')
    throw bad('it has a user name or a password in it, which is not sent');
  url.hash = '';
  return url.href;
}

import type { HookEvent } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import { metadataOf } from '../metadata/title-metadata.ts';
import type { Studio, Tx } from '../studio.ts';

/**
 * Leaves a message for each webhook that wants to hear of it, in the transaction of what happened: sent is what truly
 * did, though the process ends in the next moment.
 */
export async function tellHooks(
  { clock, makeId }: Pick<Studio, 'clock' | 'makeId'>,
  tx: Tx,
  { type, title: id }: { readonly type: HookEvent; readonly title: string },
): Promise<void> {
  const hooks = await tx.selectFrom('hooks').select(['id', 'events']).where('stopped', 'is', null).execute();
  const listening = hooks.filter(({ events }) => (JSON.parse(events) as HookEvent[]).includes(type));
  if (listening.length === 0) return;
  const title = await tx.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
  if (title === undefined) return;
  const { name, year, series } = metadataOf(title);
  const now = clock.now();
  const body = JSON.stringify({
    type,
    timestamp: isoTime(now),
    data: {
      ...{ id, name, year, series, state: title.state, watchable: title.version !== null },
      durationSeconds: title.duration_seconds ?? undefined,
      why: title.why ?? undefined,
    },
  });
  for (const hook of listening) {
    await tx
      .insertInto('hook_messages')
      .values({ id: makeId(), hook: hook.id, body, tries: 0, next_at: now })
      .execute();
  }
}

import type { StudioTitle } from '../contracts/index.ts';
import { type Clock, hasCode } from '../kit/index.ts';
import type { Output } from './command.ts';
import type { Server } from './server.ts';
import { isSettled } from './titles.ts';

const betweenRoundsMs = 1_000;
/** A thousand films must not keep a studio busy with questions. */
const betweenAsksMs = 20;

/** Says once of each title when it can be watched. Ends when all are settled; of what fails the log tells. */
export async function followTitles(
  studio: { readonly calls: Pick<Server['studio']['calls'], 'title'> },
  ids: readonly string[],
  { out, clock, signal }: { readonly out: Pick<Output, 'note'>; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const watchable = new Set<string>();
  let open = [...new Set(ids)];
  while (open.length > 0) {
    await clock.sleep(betweenRoundsMs, signal);
    const still: string[] = [];
    for (const id of open) {
      const title = await studio.calls.title({ id }, { signal }).catch((error: unknown) => {
        // Somebody removed it. A studio that is away for a while is asked again.
        return hasCode(error, 'studio.no-such-title') ? undefined : id;
      });
      if (title === undefined) continue;
      if (title === id) still.push(id);
      else if (tell(title as StudioTitle)) still.push(id);
      await clock.sleep(betweenAsksMs, signal);
    }
    open = still;
  }

  /** True while there may be more to say. */
  function tell(title: StudioTitle): boolean {
    if (title.watchable && !watchable.has(title.id)) {
      watchable.add(title.id);
      out.note(`${title.name} can be watched.`);
    }
    return !isSettled(title);
  }
}

import { takeStills, titlesWithStills } from './art/take-stills.ts';
import { assembleTitle } from './assemble/assemble-title.ts';
import { planTitle } from './plan/plan-title.ts';
import { isOutdated, republish } from './publish/republish.ts';
import type { Studio } from './studio.ts';
import type { TitleRow } from './tables.ts';

/** Takes titles from stage to stage as their jobs come in. */
export interface Stages {
  /** Looks at a title soon; once more where it is being looked at. */
  wake(title: string): void;
  /** Looks at every title that is under way. */
  wakeAll(): Promise<void>;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

/** How many titles are planned or put together at a time. */
const mostAtOnce = 2;
const underWay = ['inspecting', 'planning', 'encoding'] as const;

export function startStages(studioOf: () => Studio): Stages {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();

  function wake(title: string): void {
    waiting.add(title);
    pump();
  }

  function pump(): void {
    for (const title of waiting) {
      if (studioOf().stopping.aborted || running.size >= mostAtOnce) return;
      if (running.has(title)) continue;
      waiting.delete(title);
      const step = advance(studioOf(), title).finally(() => {
        running.delete(title);
        pump();
      });
      running.set(title, step);
    }
  }

  async function wakeAll(): Promise<void> {
    const select = studioOf().sql.db.selectFrom('titles').select('id');
    const outdated = select.where('version', 'is not', null).whereRef('tracks_said', '<>', 'tracks_told');
    const rows = [
      ...(await select.where('state', 'in', underWay).execute()),
      ...(await outdated.where('state', '<>', 'removed').execute()),
    ];
    for (const { id } of rows) wake(id);
    for (const id of await titlesWithStills(studioOf())) wake(id);
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running.values());
  }

  return { wake, wakeAll, settled };
}

/** Never rejects: what went wrong for now is tried again when the title is next looked at. */
async function advance(studio: Studio, id: string): Promise<void> {
  const { sql, stopping, logger } = studio;
  try {
    const title = await sql.db.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
    // Pictures of a film that is to replace another wait until it has.
    if (title?.replacing === null && title.state !== 'removed') await takeStills(studio, id);
    if (title?.paused === 0) await takeFurther(studio, title);
    await republish(studio, id);
  } catch (error) {
    if (stopping.aborted || !(await isUnderWay(studio, id))) return;
    logger.error('a title could not be taken further; it is tried again', { title: id, error });
  }
}

async function takeFurther(studio: Studio, title: TitleRow): Promise<void> {
  if (title.state === 'inspecting' || title.state === 'planning') await planTitle(studio, title);
  // Putting files together takes room before it gives any back.
  if (title.state === 'encoding' && studio.disk.now()?.held === undefined) {
    await assembleTitle(studio, title, studio.stopping);
  }
}

/** A title that was removed or has failed loses the files that its stage was working with; nobody waits for it. */
async function isUnderWay({ sql, logger }: Studio, id: string): Promise<boolean> {
  const select = sql.db.selectFrom('titles').selectAll().where('id', '=', id);
  try {
    const title = await select.executeTakeFirst();
    if (title === undefined || title.state === 'removed') return false;
    return underWay.some((state) => state === title.state) || isOutdated(title);
  } catch (error) {
    logger.error('studio cannot read its titles', { error });
    return false;
  }
}

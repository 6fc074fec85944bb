import type { RunningService, studioContract } from '../../contracts/index.ts';
import { startLoop } from '../../host/index.ts';
import { studioCalls } from './calls.ts';
import { startFeed } from './changes/feed.ts';
import { nameEpoch } from './changes/revision.ts';
import { expireLeases } from './encode/expire-leases.ts';
import { topUpTickets } from './encode/tickets.ts';
import { sendMessages } from './hooks/send-messages.ts';
import { studioParts } from './parts.ts';
import { sweep, walk } from './remove/sweep.ts';
import { studioRoutes } from './routes.ts';
import { startStages } from './stages.ts';
import type { Studio, StudioDeps } from './studio.ts';
import { unfinishedUploads } from './upload/expire-uploads.ts';
import { finishUpload } from './upload/finish-upload.ts';
import { runningHashes } from './upload/running-hashes.ts';
import { type TusRoute, tusRoute } from './upload/tus.ts';
import { watchRoom } from './work/hold-titles.ts';

/** How often the whole store is walked. */
const walkMs = 3_600_000;
/** How long a stop waits for uploads under way. */
const settleMs = 3_000;
/** Uploads whose hash is kept in memory, a few hundred bytes each. */
const hashesKept = 64;

/** Starts studio: takes up what an earlier process left, then works until `stop`. */
export async function start(deps: StudioDeps): Promise<RunningService<typeof studioContract>> {
  const { sql, clock, config, logger } = deps;
  const stop = new AbortController();
  const stages = startStages(() => studio);
  const feed = startFeed(() => studio);
  const studio: Studio = {
    ...deps,
    sql: { ...sql, transaction: telling },
    stopping: stop.signal,
    wake: stages.wake,
    ...studioParts(deps),
  };
  const { locks } = studio;
  const hashes = runningHashes(hashesKept);

  /** Who follows the changes hears of a commit of this process at once. */
  async function telling<Result>(body: Parameters<typeof sql.transaction<Result>>[0]): Promise<Result> {
    const result = await sql.transaction(body);
    feed.nudge();
    return result;
  }

  await nameEpoch(sql.db, deps.makeId());

  async function tend(): Promise<void> {
    await expireLeases(studio);
    await topUpTickets(studio);
  }

  async function tidy(): Promise<void> {
    await finishUploads();
    await stages.wakeAll();
    await sweep(studio);
  }

  async function finishUploads(): Promise<void> {
    for (const id of await unfinishedUploads(studio)) {
      await finishUpload(studio, id, { locks, hashes, signal: stop.signal }).catch((error: unknown) => {
        if (!stop.signal.aborted) logger.error('an upload could not be finished; it is tried again', { id, error });
      });
    }
  }

  const common = { clock, logger, signal: stop.signal };
  const loops = [
    startLoop(tend, { ...common, everyMs: config.tickMs, name: 'tend' }),
    // Apart from the others: on a full disk their transactions fail, and this one says so and sees when there is room.
    startLoop(() => watchRoom(studio), { ...common, everyMs: config.tickMs, name: 'room' }),
    startLoop(tidy, { ...common, everyMs: config.sweepMs, name: 'tidy' }),
    startLoop(() => sendMessages(studio), { ...common, everyMs: config.tickMs, name: 'hooks' }),
    startLoop(async () => void (await walk(studio)), { ...common, everyMs: walkMs, name: 'walk' }),
  ];
  const tus = tusRoute(studio, { locks, hashes });
  const uploading = new Set<Promise<Response>>();

  const upload: TusRoute = (request, context) => {
    const answer = tus(request, context);
    uploading.add(answer);
    return answer.finally(() => uploading.delete(answer));
  };

  /** Uploads under way store what has arrived; one that hangs is given up. */
  async function settleUploads(): Promise<void> {
    const enough = new AbortController();
    const limit = clock.sleep(settleMs, enough.signal).catch(() => undefined);
    await Promise.race([Promise.allSettled(uploading), limit]);
    enough.abort();
  }

  return {
    implementation: {
      calls: studioCalls(studio, () => loops[2]?.now()),
      routes: studioRoutes(studio, { tus: upload, feed }),
    },
    readiness: () => (stop.signal.aborted ? { ready: false, why: 'Studio is stopping.' } : { ready: true }),
    async stop() {
      stop.abort(new Error('Studio is stopping.'));
      await feed.stop();
      for (const loop of loops) await loop.ended;
      await settleUploads();
      await stages.settled();
    },
  };
}

import type { Readiness } from '../contracts/index.ts';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';
import type { Discovery } from '../transport/index.ts';
import { needsOf } from './table.ts';
import type { Target } from './targets.ts';

const lookEveryMs = 1_000;

/** Whether the services of this process are of use to their callers: as they say themselves, and by what they need. */
export interface Health {
  now(): Readonly<Record<string, Readiness>>;
  /** One service of this process, with all that it cannot do without. */
  of(target: Target): Readiness;
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** A service that runs here. */
export interface Watched {
  readiness(): Readiness;
}

export function watchHealth(
  running: ReadonlyMap<Target, Watched>,
  deps: {
    readonly targets: readonly Target[];
    readonly discovery: Pick<Discovery, 'find'>;
    readonly clock: Clock;
    readonly logger: Logger;
  },
): Health {
  const { targets, discovery, clock, logger } = deps;
  const stopping = new AbortController();
  /** Services that are needed here, run elsewhere, and cannot be found. */
  let missing: ReadonlySet<Target> = new Set();

  async function look(): Promise<void> {
    const elsewhere = targets
      .flatMap((target) => [...needsOf(target).critical, ...needsOf(target).soft])
      .filter((need) => !targets.includes(need));
    const found = new Set<Target>();
    for (const need of new Set(elsewhere)) if ((await discovery.find(need)).length === 0) found.add(need);
    missing = found;
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(lookEveryMs, stopping.signal).catch(() => undefined);
      await look().catch((error: unknown) => logger.warn('The peers cannot be looked up.', { error }));
    }
  }

  function of(target: Target): Readiness {
    const module = running.get(target);
    if (module === undefined) return { ready: false, why: `${target} is starting.` };
    const own = module.readiness();
    if (!own.ready) return own;
    const { critical, soft } = needsOf(target);
    const absent = critical.filter((need) => missing.has(need));
    if (absent.length > 0) return { ready: false, why: `${target} waits for ${absent.join(' and ')} to be found.` };
    for (const need of critical) {
      if (!targets.includes(need)) continue;
      const theirs = of(need);
      if (!theirs.ready) return theirs;
    }
    const lost = soft.filter((need) => missing.has(need) || (targets.includes(need) && !isReady(need)));
    const without = lost.length === 0 ? undefined : `${target} does without ${lost.join(' and ')}.`;
    const degraded = [own.degraded, without].filter((sentence) => sentence !== undefined).join(' ');
    return degraded === '' ? { ready: true } : { ready: true, degraded };
  }

  /** By its own words alone: soft needs go in circles. */
  function isReady(target: Target): boolean {
    return running.get(target)?.readiness().ready === true;
  }

  const watching = watch();
  return {
    now: () => Object.fromEntries(targets.map((target) => [target, of(target)])),
    of,
    look,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

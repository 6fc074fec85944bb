import type { Readiness } from '../contracts/index.ts';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';
import type { Discovery } from '../transport/index.ts';
import type { RunningModule } from './modules.ts';
import { missingPeers } from './needs.ts';
import type { Target } from './targets.ts';

const lookEveryMs = 1_000;

/** Whether each service of this process is ready: it says so itself, and those that it calls can be found. */
export interface Health {
  now(): Readonly<Record<string, Readiness>>;
  look(): Promise<void>;
  stop(): Promise<void>;
}

export function watchHealth(
  running: ReadonlyMap<Target, RunningModule>,
  deps: {
    readonly targets: readonly Target[];
    readonly discovery: Discovery;
    readonly clock: Clock;
    readonly logger: Logger;
  },
): Health {
  const { targets, discovery, clock, logger } = deps;
  const stopping = new AbortController();
  const missing = new Map<Target, readonly Target[]>();

  async function look(): Promise<void> {
    for (const target of targets) missing.set(target, await missingPeers(target, { targets, discovery }));
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(lookEveryMs, stopping.signal).catch(() => undefined);
      await look().catch((error: unknown) => logger.warn('The peers cannot be looked up.', { error }));
    }
  }

  function readinessOf(target: Target): Readiness {
    const module = running.get(target);
    if (module === undefined) return { ready: false, why: `${target} is starting.` };
    const absent = missing.get(target) ?? [];
    if (absent.length > 0) return { ready: false, why: `${target} waits for ${absent.join(' and ')} to be found.` };
    return module.service.readiness();
  }

  const watching = watch();
  return {
    now: () => Object.fromEntries(targets.map((target) => [target, readinessOf(target)])),
    look,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

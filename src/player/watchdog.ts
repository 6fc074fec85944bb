import type { Clock } from '../kit/index.ts';
import { playerErrors } from './errors.ts';
import type { Outage } from './media-fetch.ts';

/** What the watchdog looks at. */
export interface Watched {
  /** True while nothing follows the picture on screen. */
  empty(): boolean;
  /** True while the film is meant to move: begun, not paused, not over. */
  running(): boolean;
  outage(): Outage | undefined;
  /** Everything that has arrived so far. */
  bytes(): number;
}

export interface WatchdogDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called at each look. */
  readonly onLook: () => void;
  /** Nothing is wrong, yet nothing is asked for: whoever should ask has lost the thread. */
  readonly onQuiet: () => Promise<void>;
}

const lookEveryMs = 500;
/** With nothing left to show and nothing arriving, this long passes before the film is said to have failed. */
const patienceMs = 75_000;
/** With nothing left to show and nothing asked for, though every server answers. */
const quietPatienceMs = 12_000;

/**
 * Rejects when nothing has arrived for long and there is nothing left to show (`player.unreachable`), when waiting
 * cannot help (the outage's own error), or with the signal's reason.
 */
export async function watchdog(watched: Watched, deps: WatchdogDeps): Promise<never> {
  const { clock, signal } = deps;
  let dryMs = 0;
  let quietMs = 0;
  let bytesBefore = watched.bytes();
  for (;;) {
    await clock.sleep(lookEveryMs, signal);
    deps.onLook();
    const outage = watched.outage();
    const empty = watched.empty();
    const bytes = watched.bytes();
    const quiet = empty && outage === undefined && bytes === bytesBefore && watched.running();
    bytesBefore = bytes;
    quietMs = quiet ? quietMs + lookEveryMs : 0;
    if (quietMs >= quietPatienceMs) {
      quietMs = 0;
      await deps.onQuiet();
    }
    dryMs = outage !== undefined && empty ? dryMs + lookEveryMs : 0;
    if (outage === undefined || dryMs === 0) continue;
    if (outage.final) throw outage.error;
    if (dryMs >= patienceMs) {
      throw playerErrors.error('player.unreachable', { seconds: Math.round(dryMs / 1000) }, outage.error);
    }
  }
}

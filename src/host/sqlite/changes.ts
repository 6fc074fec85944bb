import { type Clock, condition } from '../../kit/index.ts';
import type { Connection } from './connection.ts';

/** Waiting for commits to a file, by this process (at once) or another (within `pollMs`). */
export interface Changes {
  /** A number that moves on with every commit seen. Take it before looking, then wait from it. */
  version(): number;
  /** Resolves at a commit after `version`, after `ms`, or at close; rejects with the signal's reason. */
  since(version: number, options: { readonly ms: number; readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/** Between looks at what other processes did. One look is a PRAGMA that reads no page: about 0.1 ms of CPU. */
const pollMs = 150;

export function makeChanges(connection: Connection, clock: Clock): Changes & { note(): void } {
  let version = 0;
  let foreign: unknown;
  let polling = false;
  const moved = condition();

  return { version: () => version, since, note };

  function note(): void {
    version += 1;
    moved.notify();
  }

  async function since(
    seen: number,
    { ms, signal }: { readonly ms: number; readonly signal?: AbortSignal | undefined },
  ): Promise<void> {
    signal?.throwIfAborted();
    if (version !== seen || ms <= 0) return;
    const over = new AbortController();
    const later = moved.until(() => version !== seen, over.signal);
    later.catch(() => undefined);
    if (!polling) void poll();
    try {
      await Promise.race([
        later,
        clock.sleep(ms, signal === undefined ? over.signal : AbortSignal.any([over.signal, signal])),
      ]);
    } finally {
      over.abort();
    }
  }

  /** Runs while somebody waits. `data_version` moves when another connection commits, this process's own among them. */
  async function poll(): Promise<void> {
    polling = true;
    try {
      while (moved.waiting > 0) {
        const { rows } = await connection.run('reader', { sql: 'PRAGMA data_version' });
        const now = rows[0]?.data_version;
        if (now !== foreign) note();
        foreign = now;
        if (moved.waiting > 0) await clock.sleep(pollMs);
      }
    } catch {
      // Closed, or the disk failed: who waits looks for himself and meets the error.
      note();
    } finally {
      polling = false;
    }
  }
}

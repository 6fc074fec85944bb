import { newRunningHash, type RunningHash } from './part-writer.ts';

/**
 * Hashes of uploads under way, so that a film that arrived through one process need not be read again. Only a
 * shortcut: what is not here is hashed from the store.
 */
export interface RunningHashes {
  /** The hash of exactly the first `offset` bytes; from now on the caller's. */
  take(id: string, offset: number): RunningHash | undefined;
  put(id: string, running: RunningHash): void;
  forget(id: string): void;
}

export function runningHashes(most: number): RunningHashes {
  const known = new Map<string, RunningHash>();
  return {
    take(id, offset) {
      const running = offset === 0 ? newRunningHash() : known.get(id);
      known.delete(id);
      return running?.bytes === offset ? running : undefined;
    },
    put(id, running) {
      known.set(id, running);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    forget(id) {
      known.delete(id);
    },
  };
}

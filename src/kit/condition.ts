import { onAbort } from './abort.ts';

/**
 * How somebody waits for something that somebody else changes. Who waits says what must hold, and it is looked at
 * before the wait begins and after every change, until it does: no change is missed, whoever comes first, and a change
 * that is not enough for one does not cost him the next.
 */
export interface Condition {
  /** Something has changed. To be called after it has. */
  notify(): void;
  /**
   * Resolves once `holds` answers true, in the very turn of the change. Rejects with what it throws, or with the
   * signal's reason.
   */
  until(holds: () => boolean, signal?: AbortSignal): Promise<void>;
  /** How many wait. */
  readonly waiting: number;
}

export function condition(): Condition {
  const lookers = new Set<() => void>();
  return {
    notify() {
      // Who is called may add, or take away, others and himself.
      for (const look of [...lookers]) look();
    },
    until(holds, signal) {
      return new Promise((resolve, reject) => {
        let deafen = (): void => undefined;
        function end(settle: () => void): void {
          lookers.delete(look);
          deafen();
          settle();
        }
        function look(): void {
          try {
            if (holds()) end(resolve);
          } catch (error) {
            end(() => reject(error));
          }
        }
        if (signal?.aborted === true) return reject(signal.reason);
        lookers.add(look);
        if (signal !== undefined) deafen = onAbort(signal, () => end(() => reject(signal.reason)));
        look();
      });
    },
    get waiting() {
      return lookers.size;
    },
  };
}

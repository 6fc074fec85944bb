import { type OpenPorts, openPorts } from './open-ports.ts';
import type { Runtime } from './runtime.ts';
import { services, type Target } from './table.ts';

export interface AllPorts {
  /**
   * Those of one service, which closes them from then on; opened anew where it has taken some before. Rejects where one
   * of them could not be opened.
   */
  take(target: Target): Promise<OpenPorts>;
  /** Closes what nobody took. */
  close(): Promise<void>;
}

/** Opens the ports of all services at once: each waits for files and threads, and none for another's. */
export function openAllPorts(runtime: Runtime, targets: readonly Target[]): AllPorts {
  const open = (target: Target) => openPorts(runtime, { service: target, ports: services[target].ports });
  const opening = new Map(
    targets.map((target) => {
      const ports = open(target);
      // Whoever takes them is told.
      ports.catch(() => undefined);
      return [target, ports];
    }),
  );
  return {
    take(target) {
      const ports = opening.get(target) ?? open(target);
      opening.delete(target);
      return ports;
    },
    async close() {
      const left = await Promise.allSettled(opening.values());
      opening.clear();
      for (const ports of left) if (ports.status === 'fulfilled') await ports.value.close();
    },
  };
}

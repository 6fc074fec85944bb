import { PartlyDone } from '../../engines/queue/errors.ts';
import type { Queue } from '../../engines/queue/index.ts';
import { type RetryPorts, retried } from './retries.ts';

/** A queue whose transient errors are tried again. Of a batch that was done in part only the rest is. */
export function retryQueue(queue: Queue, ports: RetryPorts): Queue {
  const again = retried(ports);

  function rest<Item>(items: readonly Item[], effect: (items: readonly Item[]) => Promise<void>): Promise<void> {
    let left = items;
    return again(async () => {
      const tried = left;
      try {
        await effect(tried);
      } catch (error) {
        if (error instanceof PartlyDone) left = error.left.flatMap((at) => tried.slice(at, at + 1));
        throw error;
      }
    });
  }

  return {
    ...queue,
    send: (name, bodies, options) => rest(bodies, (left) => queue.send(name, left, options)),
    receive: (name, options) => again(() => queue.receive(name, options), { signal: options.signal }),
    extend: (name, receipt, visibilityMs) => again(() => queue.extend(name, receipt, visibilityMs)),
    acknowledge: (name, receipts) => rest(receipts, (left) => queue.acknowledge(name, left)),
    depth: (name) => again(() => queue.depth(name)),
    redrive: (name) => again(() => queue.redrive(name)),
  };
}

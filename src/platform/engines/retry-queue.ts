import { PartlyDone } from '../../engines/queue/errors.ts';
import type { Queue } from '../../engines/queue/index.ts';
import { type CallPorts, engineCalls } from './calls.ts';

/** A queue whose transient errors are tried again. Of a batch that was done in part only the rest is. */
export function retryQueue(queue: Queue, ports: CallPorts): Queue {
  const call = engineCalls(ports);

  function rest<Item>(
    name: string,
    { items, effect }: { readonly items: readonly Item[]; effect(items: readonly Item[]): Promise<void> },
  ): Promise<void> {
    let left = items;
    return call(name, async () => {
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
    send: (name, bodies, options) => rest('send', { items: bodies, effect: (left) => queue.send(name, left, options) }),
    receive: (name, options) => call('receive', () => queue.receive(name, options), { signal: options.signal }),
    extend: (name, receipt, visibilityMs) => call('extend', () => queue.extend(name, receipt, visibilityMs)),
    acknowledge: (name, receipts) =>
      rest('acknowledge', { items: receipts, effect: (left) => queue.acknowledge(name, left) }),
    depth: (name) => call('depth', () => queue.depth(name)),
    redrive: (name) => call('redrive', () => queue.redrive(name)),
  };
}

// Levels by which whoever runs Bijou adds machines: how much waits.
import type { Log } from '../../engines/log/index.ts';
import type { Queue } from '../../engines/queue/index.ts';
import type { Level, Metrics } from './metrics.ts';

/** The queue, and a level of the tickets in each of its queues that was used here. */
export function watchedQueue(queue: Queue, metrics: Metrics): Queue {
  const used = new Set<string>();
  metrics.watch({
    name: 'bijou_queue_tickets',
    help: 'Tickets in a queue: visible can be received, hidden are held or delayed.',
    labels: ['queue', 'state'],
    async read() {
      const names = [...used].flatMap((name) => [name, queue.deadLettersOf(name)]);
      const depths = await Promise.all(names.map(async (name) => ({ name, depth: await queue.depth(name) })));
      return depths.flatMap(({ name, depth }) =>
        Object.entries(depth).map(([state, value]) => ({ labels: { queue: name, state }, value })),
      );
    },
  });
  return {
    ...queue,
    send(name, bodies, options) {
      used.add(name);
      return queue.send(name, bodies, options);
    },
    receive(name, options) {
      used.add(name);
      return queue.receive(name, options);
    },
  };
}

/** How far a reader is behind in each topic that it follows. */
export function lagLevel(
  log: Log,
  { reader, topics }: { readonly reader: string; topics(): readonly string[] },
): Level {
  return {
    name: 'bijou_log_lag',
    help: 'Records that a reader has not read yet.',
    labels: ['topic', 'reader', 'partition'],
    async read() {
      const lags = await Promise.all(
        topics().map(async (topic) => ({ topic, partitions: await log.lag(topic, reader) })),
      );
      return lags.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, behind }) => ({
          labels: { topic, reader, partition: String(partition) },
          value: behind,
        })),
      );
    },
  };
}

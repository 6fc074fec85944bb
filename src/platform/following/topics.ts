import { topics } from '../../contracts/index.ts';
import type { Keep, Log } from '../../engines/log/index.ts';

const dayMs = 24 * 3_600_000;

/** Tells the log what a topic keeps, as contracts say; one that they do not name keeps everything. */
export async function declareTopic(log: Log, name: string): Promise<void> {
  const topic = topics.find((each) => each.name === name);
  const ms = (topic?.days ?? 0) * dayMs;
  const keep: Keep =
    topic === undefined
      ? { what: 'everything' }
      : topic.keep === 'recent'
        ? { what: 'recent', ms }
        : { what: 'latest', ms, kinds: topic.types };
  await log.declare(name, { keep });
}

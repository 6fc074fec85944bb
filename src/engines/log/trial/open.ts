import type { Dice } from '../../../host/index.ts';
import type { Log, LogRecord, Membership } from '../index.ts';
import { trialMembership } from './membership.ts';
import { spoiler } from './spoil.ts';

const torn = 0.2;
const short = 0.3;
const empty = 0.05;

/**
 * A log that keeps every promise of the port and takes every freedom it leaves: answers that are lost before or after the
 * effect, appends that go down key by key with others' between them, pages with less than was asked for or with nothing,
 * ownership that is lost and regained in the middle.
 */
export function trialLog(log: Log, dice: Dice): Log {
  const spoil = spoiler(dice);

  async function append(records: readonly LogRecord[], write: (some: readonly LogRecord[]) => Promise<void>) {
    if (!dice.happens(torn)) return spoil(() => write(records));
    const keys = [...Map.groupBy(records, ({ key }) => key).values()];
    while (keys.length > 0) {
      const [some = []] = keys.splice(dice.pick(keys.length), 1);
      await spoil(() => write(some));
    }
  }

  return {
    declare: (topic, settings) => spoil(() => log.declare(topic, settings)),
    partitions: (topic) => spoil(() => log.partitions(topic)),
    append: (topic, records) => append(records, (some) => log.append(topic, some)),
    async read(topic, options) {
      const { from, limit } = options;
      if (dice.happens(empty)) return spoil(async () => ({ records: [], next: from }));
      return spoil(() => log.read(topic, { ...options, limit: dice.happens(short) ? 1 + dice.pick(limit) : limit }));
    },
    bounds: (topic, partition) => spoil(() => log.bounds(topic, partition)),
    offsetAt: (topic, options) => spoil(() => log.offsetAt(topic, options)),
    async join(topic, reader): Promise<Membership> {
      const joined = await spoil(() => log.join(topic, reader));
      return trialMembership(joined, { dice, spoil, append, joinAgain: () => log.join(topic, reader) });
    },
    lag: (topic, reader) => spoil(() => log.lag(topic, reader)),
    sweep: (topic) => spoil(() => log.sweep(topic)),
    close: () => log.close(),
  };
}

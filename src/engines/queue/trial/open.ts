import type { Dice } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { PartlyDone, queueErrors } from '../errors.ts';
import type { Depth, Queue, Ticket } from '../index.ts';
import { checkReceive, checkSend } from '../limits.ts';

/** Of all calls, how many meet with what. */
const shares = {
  throttled: 0.05,
  unanswered: 0.03,
  partly: 0.1,
  twice: 0.05,
  emptyHanded: 0.1,
  lost: 0.01,
  lagging: 0.5,
};
const lagMs = 1_500;
/** What may come twice is remembered, up to so much a queue. */
const mostRepeats = 20;

/**
 * A queue that makes use of every freedom that the port leaves: calls are throttled, late, done without an answer or done
 * in part; tickets are sent twice, received twice while they are held, out of order, or lost on their way to a receiver
 * until their time runs out; asking may find nothing although there is something; depth lags.
 */
export function trialQueue(
  queue: Queue,
  { dice, clock }: { readonly dice: Dice; readonly clock: Pick<Clock, 'monotonic'> },
): Queue {
  const repeats = new Map<string, Ticket[]>();
  const depths = new Map<string, Depth & { readonly at: number }>();

  async function call<Result>(effect: () => Promise<Result>): Promise<Result> {
    await dice.delay();
    if (dice.happens(shares.throttled)) throw queueErrors.error('queue.throttled');
    const result = await effect();
    if (dice.happens(shares.unanswered)) throw queueErrors.error('queue.uncertain');
    return result;
  }

  /** Does some of a batch, each by itself, and tells which were left. */
  async function inPart<Item>(batch: readonly Item[], some: (items: readonly Item[]) => Promise<void>): Promise<void> {
    if (batch.length < 2 || !dice.happens(shares.partly)) return some(batch);
    const left = batch.map((_, at) => at).filter(() => dice.happens(0.5));
    await some(batch.filter((_, at) => !left.includes(at)));
    if (left.length > 0) throw new PartlyDone({ left, all: batch.length });
  }

  function shuffled<Item>(items: readonly Item[]): Item[] {
    const order = [...items];
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = dice.pick(at + 1);
      [order[at], order[other]] = [order[other] as Item, order[at] as Item];
    }
    return order;
  }

  function repeated(name: string, limit: number): Ticket[] {
    const kept = repeats.get(name) ?? [];
    const again = kept.splice(0).filter(() => dice.happens(0.5));
    return again.slice(0, limit);
  }

  return {
    ...queue,
    async send(name, bodies, options) {
      checkSend(name, bodies, options?.delayMs ?? 0);
      await call(() =>
        inPart(bodies, (some) => {
          const doubled = some.filter(() => dice.happens(shares.twice));
          return queue.send(name, shuffled([...some, ...doubled]), options);
        }),
      );
    },
    async receive(name, options) {
      checkReceive(name, options);
      await dice.delay();
      if (dice.happens(shares.throttled)) throw queueErrors.error('queue.throttled');
      options.signal?.throwIfAborted();
      if (dice.happens(shares.emptyHanded)) return [];
      const again = repeated(name, options.limit);
      if (again.length > 0) return again;
      const tickets = await queue.receive(name, options);
      if (tickets.length > 0 && dice.happens(shares.lost)) throw queueErrors.error('queue.uncertain');
      const twice = tickets.filter(() => dice.happens(shares.twice));
      repeats.set(name, [...(repeats.get(name) ?? []), ...twice].slice(-mostRepeats));
      return shuffled(tickets);
    },
    extend: (name, receipt, visibilityMs) => call(() => queue.extend(name, receipt, visibilityMs)),
    acknowledge: (name, receipts) => call(() => inPart(receipts, (some) => queue.acknowledge(name, some))),
    depthLagMs: queue.depthLagMs + lagMs,
    async depth(name) {
      const known = depths.get(name);
      const isYoung = known !== undefined && clock.monotonic() - known.at < lagMs;
      if (isYoung && dice.happens(shares.lagging)) return { visible: known.visible, hidden: known.hidden };
      const depth = await call(() => queue.depth(name));
      depths.set(name, { ...depth, at: clock.monotonic() });
      return depth;
    },
    redrive: (name) => call(() => queue.redrive(name)),
  };
}

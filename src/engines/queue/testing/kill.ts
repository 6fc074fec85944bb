import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { type Clock, seededRandom, systemClock } from '../../../kit/index.ts';
import type { QueueAdapter } from './adapter.ts';

export interface KillOptions {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
  /** How long a child hides its tickets, where the engine goes by its own clock and time must really pass. */
  readonly hiddenMs?: number;
  readonly withinMs?: number;
}

/** A sending and receiving child is killed: what was sent is there until it is acknowledged, and then never again. */
export async function killSending(
  adapter: QueueAdapter,
  { place, rounds, seed, hiddenMs = 60_000, withinMs = 200 }: KillOptions,
): Promise<void> {
  await killRounds({
    module: moduleBeside(import.meta.url, './child'),
    args: [adapter.module, place, 'both', '0', String(hiddenMs)],
    rounds,
    random: seededRandom(seed),
    clock: systemClock,
    withinMs,
    async verify(lines) {
      if (!adapter.capabilities.ownClock) await systemClock.sleep(hiddenMs + 1_000);
      await verifyAndEmpty(adapter, place, lines);
    },
  });
}

async function verifyAndEmpty(adapter: QueueAdapter, place: string, lines: readonly string[]): Promise<void> {
  // Time has gone on, so what the dead child held can be seen again.
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + 120_000 };
  const queue = await adapter.open(place, { maxReceives: 1000, clock });
  try {
    const left = new Set<string>();
    for (let quiet = 0; quiet < 3; ) {
      const tickets = await queue.receive('work', { limit: 10, waitMs: 0, visibilityMs: 600_000 });
      quiet = tickets.length === 0 ? quiet + 1 : 0;
      for (const { body } of tickets) left.add(body);
      await queue.acknowledge(
        'work',
        tickets.map(({ receipt }) => receipt),
      );
    }
    const told = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => line.slice(5));
    const done = new Set(told('done'));
    for (const body of done) assert.ok(!left.has(body), `acknowledged and there again: ${body}`);
    // A ticket that was being acknowledged at the kill may be gone or not.
    const known = new Set([...left, ...told('take')]);
    for (const body of told('sent')) assert.ok(known.has(body), `sent and lost: ${body}`);
    if (adapter.capabilities.once) assert.deepEqual(await queue.depth('work'), { visible: 0, hidden: 0 });
  } finally {
    await queue.close();
  }
}

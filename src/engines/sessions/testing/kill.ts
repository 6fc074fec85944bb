import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock } from '../../../kit/index.ts';
import type { SessionsAdapter } from './adapter.ts';

export interface KillOptions {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
}

/** A counting child is killed: what it was told is stored is there, or the one thing that it was doing next. */
export async function killCounting(adapter: SessionsAdapter, { place, rounds, seed }: KillOptions): Promise<void> {
  await killRounds({
    module: moduleBeside(import.meta.url, './child'),
    args: [adapter.module, place, 'count'],
    rounds,
    random: seededRandom(seed),
    clock: systemClock,
    withinMs: 200,
    verify: (lines) => verify(adapter, place, lines),
  });
}

async function verify(adapter: SessionsAdapter, place: string, lines: readonly string[]): Promise<void> {
  const last = new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
  const sessions = await adapter.open(place);
  try {
    for (const [key, n] of last) {
      const item = await sessions.get({ partition: 'counts', key });
      const found = (item?.value as { n: number } | undefined)?.n;
      assert.ok(found === n || found === n + 1, `${key}: told ${n}, found ${found}`);
    }
  } finally {
    await sessions.close();
  }
}

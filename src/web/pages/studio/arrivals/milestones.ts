import type { Arrival } from './queue.ts';

/** Something about an upload that is worth saying aloud. */
export interface Milestone {
  readonly kind: 'started' | 'half' | 'held' | 'arrived' | 'already' | 'wrong';
  readonly name: string;
  readonly why: string;
}

/** Of more uploads than these, only how each of them ends is told: nobody listens to eighty beginnings. */
const fewEnough = 3;

/** What became of uploads between two looks at them. */
export function milestones(before: readonly Arrival[], after: readonly Arrival[]): readonly Milestone[] {
  if (before === after) return [];
  const known = new Map(before.map((arrival) => [arrival.id, arrival]));
  return after.flatMap((now) => {
    const kind = kindOf(known.get(now.id), now);
    const isEnd = kind === 'arrived' || kind === 'already' || kind === 'wrong';
    if (kind === undefined || (!isEnd && after.length > fewEnough)) return [];
    return [{ kind, name: now.name, why: now.why ?? '' }];
  });
}

function kindOf(before: Arrival | undefined, now: Arrival): Milestone['kind'] | undefined {
  const isNew = before?.state !== now.state;
  if (isNew && now.state === 'arrived') return now.already ? 'already' : 'arrived';
  if (isNew && (now.state === 'wrong' || now.state === 'held')) return now.state;
  if (now.state !== 'sending') return undefined;
  if (before === undefined || before.state === 'queued') return 'started';
  return before.sent < now.size / 2 && now.sent >= now.size / 2 ? 'half' : undefined;
}

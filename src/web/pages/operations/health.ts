import type { OutputOf } from '../../../contracts/calls/index.ts';
import type { gatewayContract } from '../../../contracts/gateway/index.ts';
import type { studioContract } from '../../../contracts/studio/index.ts';

export type SystemStatus = OutputOf<(typeof gatewayContract)['calls']['status']>;
export type Work = OutputOf<(typeof studioContract)['calls']['work']>;
export type Process = SystemStatus['processes'][number];

/** Something that is not well, gravest first. */
export type Complaint =
  | { readonly kind: 'missing'; readonly targets: readonly string[] }
  | { readonly kind: 'unready'; readonly process: Process }
  | { readonly kind: 'degraded'; readonly process: Process }
  | { readonly kind: 'disk'; readonly held: string }
  | { readonly kind: 'no-encoder'; readonly waiting: number }
  | { readonly kind: 'failed'; readonly jobs: number };

/** Without these a film cannot come in and be played. */
export const needed = ['gateway', 'studio', 'catalog', 'playback', 'appliance', 'encoder'] as const;

/** An encoder that was not heard of for this long is taken to be gone. */
const goneMs = 90_000;

/** All that is not well. Nothing where all is. */
export function complaintsOf(status: SystemStatus, work: Work | undefined, now: number): readonly Complaint[] {
  const there = new Set(status.processes.flatMap(({ targets }) => targets));
  const missing = needed.filter((target) => !there.has(target));
  const complaints: Complaint[] = missing.length > 0 ? [{ kind: 'missing', targets: missing }] : [];
  for (const process of status.processes) if (!process.ready) complaints.push({ kind: 'unready', process });
  // Who does without what is not running follows from that.
  if (missing.length === 0)
    for (const process of status.processes)
      if (process.ready && process.degraded !== undefined) complaints.push({ kind: 'degraded', process });
  if (work === undefined) return complaints;
  if (work.disk?.held !== undefined) complaints.push({ kind: 'disk', held: work.disk.held });
  const awake = work.encoders?.some(({ seenAt }) => now - Date.parse(seenAt) < goneMs) ?? true;
  if (work.jobs.waiting > 0 && !awake) complaints.push({ kind: 'no-encoder', waiting: work.jobs.waiting });
  if (work.jobs.failed > 0) complaints.push({ kind: 'failed', jobs: work.jobs.failed });
  return complaints;
}

import { processEntry } from './child-table.ts';

/** A process, told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in the system's own words: compared for equality alone. */
  readonly started: string;
}

/** Who this process is. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const entry = await processEntry(process.pid);
  return { pid: process.pid, started: entry?.started ?? '' };
}

/** True while that very process runs; one that only waits to be reaped does not. */
export async function isRunning({ pid, started }: ProcessIdentity): Promise<boolean> {
  const entry = await processEntry(pid);
  return entry !== undefined && !entry.isZombie && entry.started === started;
}

import type { Target } from './targets.ts';

/** Whom a service calls. */
export interface Needs {
  /** Without these it is of no use to its own callers: it is not ready. */
  readonly critical: readonly Target[];
  /** Without these it does less, and says so: it stays ready. */
  readonly soft: readonly Target[];
}

/**
 * Behind a readiness probe an unready door is an outage of everything, so only what nobody could watch without is
 * critical to it. The studio brings films in; the library that is there plays without it. Playback remembers what the
 * catalogue told it, and an appliance serves what it holds.
 */
export const needs: Readonly<Record<Target, Needs>> = {
  studio: { critical: [], soft: [] },
  catalog: { critical: [], soft: [] },
  playback: { critical: ['appliance'], soft: ['catalog'] },
  appliance: { critical: [], soft: ['studio', 'playback'] },
  encoder: { critical: ['studio'], soft: [] },
  gateway: { critical: ['catalog', 'playback'], soft: ['studio'] },
};

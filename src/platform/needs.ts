import type { Discovery } from '../transport/index.ts';
import type { Target } from './targets.ts';

/** Whom each service calls. */
const needs: Readonly<Record<Target, readonly Target[]>> = {
  studio: [],
  catalog: [],
  playback: ['catalog', 'appliance'],
  appliance: ['studio', 'playback'],
  encoder: ['studio'],
  gateway: ['studio', 'catalog', 'playback'],
};

/** The services that `target` calls, do not run beside it (`targets`), and are nowhere to be found. */
export async function missingPeers(
  target: Target,
  { targets, discovery }: { readonly targets: readonly Target[]; readonly discovery: Discovery },
): Promise<readonly Target[]> {
  const missing: Target[] = [];
  for (const peer of needs[target]) {
    if (!targets.includes(peer) && (await discovery.find(peer)).length === 0) missing.push(peer);
  }
  return missing;
}

import type { Clock } from '../kit/index.ts';
import { type Discovery, fileDiscovery, firstOf, staticDiscovery } from '../transport/index.ts';
import type { Settings } from './settings.ts';

/** Peers that were named win over those that are found on the data folder. */
export function findPeers(settings: Settings, { folder, clock }: { folder: string; clock: Clock }): Discovery {
  const named = Object.entries(settings.peers).map(([service, address]) => ({ service, address }));
  return firstOf([staticDiscovery(named), fileDiscovery({ folder, clock })]);
}
